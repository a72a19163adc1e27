import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Cluster {
  /** Of the superuser `postgres` and the database `postgres`. */
  readonly url: string;
  /** What the server has logged: each line begins with the SQLSTATE, `00000` for what is no error. */
  log(): string;
  /** Stops the server and removes its files; both also happen when this process ends in any way. */
  stop(): Promise<void>;
  /** `kill -9` of the server and every process of its own; resolves when all are gone. */
  kill(): Promise<void>;
  /** Starts a killed server again, on the same files and port; resolves when it has recovered. */
  restart(): Promise<void>;
}

export interface ClusterOptions {
  /** Sync commits to disk and size memory as a server in use would (false: nothing is synced). */
  readonly isDurable?: boolean;
  /** Keep a checksum with every page. */
  readonly hasChecksums?: boolean;
}

/**
 * Makes and starts a throw-away PostgreSQL on a free loopback port. Throws when no PostgreSQL is
 * installed or it does not start.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error('PostgreSQL is not installed here.');
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(programs, options);
    } catch (error) {
      // Somebody else may have taken the port in between.
      if (attempt === START_ATTEMPTS) throw error;
    }
  }
}

/**
 * The folder with `initdb` and `postgres`, from PATH or where Debian puts them, newest first;
 * undefined without any.
 */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = fs.existsSync(debian) ? fs.readdirSync(debian) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  const folders = [
    ...(process.env['PATH'] ?? '').split(path.delimiter),
    ...newestFirst.map((version) => path.join(debian, version, 'bin')),
  ];
  return folders.find((folder) =>
    ['initdb', 'postgres'].every((program) => fs.existsSync(path.join(folder, program))),
  );
}

const START_ATTEMPTS = 3;
const START_TIMEOUT_MS = 60_000;

// Its input is a pipe from us. A line starts a killed server again. When the pipe closes, because we ask for it or because we
// are dead, it cleans up.
const KEEPER = `
  trap '' INT TERM HUP
  "$PROGRAMS/initdb" -D "$PLACE/data" -U postgres -A trust -E UTF8 --locale=C --no-sync $MAKING >"$PLACE/log" 2>&1 &&
  {
    while
      "$PROGRAMS/postgres" -D "$PLACE/data" -p "$PORT" -c listen_addresses=127.0.0.1 \\
        -c unix_socket_directories= -c log_line_prefix='%e ' $SETTINGS >>"$PLACE/log" 2>&1 &
      server=$!
      read -r _
    do wait "$server"; done
    kill -INT "$server"
    wait "$server"
  }
  cd /
  rm -rf "$PLACE"
`;

const FAST_SETTINGS =
  '-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB -c max_connections=80';
const DURABLE_SETTINGS =
  '-c fsync=on -c synchronous_commit=on -c shared_buffers=512MB -c max_wal_size=4GB -c max_connections=80';

async function startOnce(
  programs: string,
  { isDurable = false, hasChecksums = false }: ClusterOptions,
): Promise<Cluster> {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-postgres-'));
  const port = await freePort();
  const account = serverAccount();
  if (account) fs.chownSync(place, account.uid, account.gid);
  const keeper = spawn('/bin/sh', ['-c', KEEPER], {
    // In a group of its own: Ctrl-C is for us, and the keeper learns of it by the pipe.
    detached: true,
    cwd: place,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      PROGRAMS: programs,
      PLACE: place,
      PORT: String(port),
      MAKING: hasChecksums ? '--data-checksums' : '',
      SETTINGS: isDurable ? DURABLE_SETTINGS : FAST_SETTINGS,
    },
    ...account,
  });
  const ended = new Promise<void>((resolve) => keeper.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    keeper.ref();
    keeper.stdin?.end();
    await ended;
  };
  try {
    await untilReady(place, keeper);
  } catch (error) {
    await stop();
    throw error;
  }
  keeper.unref();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    log: () => readIfThere(path.join(place, 'log')),
    stop,
    kill: () => killAll(readPidFile(place).pid),
    async restart() {
      const killed = readPidFile(place).pid;
      keeper.stdin?.write('again\n');
      await untilRecovered(place, killed);
    },
  };
}

/** The server writes `ready` into its pid file when it answers. */
async function untilReady(place: string, keeper: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    if (readPidFile(place).isReady) return;
    const log = readIfThere(path.join(place, 'log'));
    if (log.includes('FATAL') || keeper.exitCode !== null || Date.now() > deadline) {
      throw new Error(`PostgreSQL did not start:\n${log}`);
    }
    await sleep(20);
  }
}

/** What its log says of those who come too early is no reason to give up. */
async function untilRecovered(place: string, killed: number): Promise<void> {
  for (const deadline = Date.now() + START_TIMEOUT_MS; ; ) {
    const { pid, isReady } = readPidFile(place);
    if (isReady && pid !== killed) return;
    if (Date.now() > deadline) {
      throw new Error(`PostgreSQL did not recover:\n${readIfThere(path.join(place, 'log'))}`);
    }
    await sleep(20);
  }
}

function readPidFile(place: string): { pid: number; isReady: boolean } {
  const lines = readIfThere(path.join(place, 'data', 'postmaster.pid')).split('\n');
  return { pid: Number(lines[0]), isReady: lines[7]?.trim() === 'ready' };
}

/** The server is stopped first, so that none of its processes is started unseen. */
async function killAll(server: number): Promise<void> {
  process.kill(server, 'SIGSTOP');
  const children = readIfThere(`/proc/${server}/task/${server}/children`).split(' ');
  const pids = [server, ...children.filter((pid) => pid !== '').map(Number)];
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  while (pids.some(isAlive)) await sleep(2);
}

/** The keeper collects a dead server only when it starts the next. */
function isAlive(pid: number): boolean {
  const state = /\) (\w)/.exec(readIfThere(`/proc/${pid}/stat`))?.[1];
  return state !== undefined && state !== 'Z';
}

/** PostgreSQL refuses to run as root; Debian's package makes an account for it. Undefined when we are not root. */
export function serverAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function readIfThere(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
