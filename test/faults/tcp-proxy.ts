import net from 'node:net';

/**
 * What may befall the connections to a database. `reset`: they end while bytes are on their way. `before-commit`: they end
 * when COMMIT should pass. `after-commit`: COMMIT is done and they end instead of its answer. `cut`: they end within a
 * message, after a number of bytes. `slices`: all bytes pass, in small pieces. `stall`: nothing passes, until it does again.
 * `half-open`: the database's end is gone and ours is not told; connections made afterwards work. `away`: all end, and there
 * are no others. `refused`: all end, and the database has no connection left.
 */
export type Trouble =
  | 'after-commit'
  | 'away'
  | 'before-commit'
  | 'cut'
  | 'half-open'
  | 'refused'
  | 'reset'
  | 'slices'
  | 'stall';

export interface TcpProxy {
  /** The address that was given, through the proxy. */
  readonly url: string;
  /** How often each trouble met bytes under way, or a connection that was asked for. */
  readonly hits: ReadonlyMap<Trouble, number>;
  /** From now on, for the connections that there are and those that come. `cutAfter` counts bytes from now. */
  begin(trouble: Trouble, cutAfter?: number): void;
  /** Lets all pass again. */
  end(): void;
  close(): Promise<void>;
}

/** Opens a proxy before the database of an address, on a free port of this machine. */
export async function openTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const state: State = { trouble: undefined, cutAfter: 0, hits: new Map(), crossings: new Set() };
  const server = net.createServer((client) => {
    if (state.trouble === 'away' || state.trouble === 'refused') turnAway(state, client);
    else cross(state, client, net.connect(Number(port), hostname));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  return {
    url: url.href,
    hits: state.hits,
    begin(trouble, cutAfter = 0) {
      state.trouble = trouble;
      state.cutAfter = cutAfter;
      for (const crossing of state.crossings) crossing.begin();
    },
    end() {
      state.trouble = undefined;
      for (const crossing of state.crossings) crossing.resume();
    },
    close: () =>
      new Promise((resolve) => {
        for (const crossing of state.crossings) crossing.sever();
        server.close(() => resolve());
      }),
  };
}

interface State {
  trouble: Trouble | undefined;
  cutAfter: number;
  readonly hits: Map<Trouble, number>;
  readonly crossings: Set<Crossing>;
}

/** One connection through the proxy, and what the trouble that begins does to it at once. */
interface Crossing {
  begin(): void;
  resume(): void;
  sever(): void;
}

function cross(state: State, client: net.Socket, upstream: net.Socket): void {
  const sockets = [client, upstream];
  const held: Passage[] = [];
  let isHalfOpen = false;
  const crossing: Crossing = {
    begin() {
      if (state.trouble === 'away' || state.trouble === 'refused') end(state, crossing);
      if (state.trouble !== 'half-open') return;
      isHalfOpen = true;
      upstream.destroy();
    },
    resume() {
      for (const passage of held.splice(0)) pass(passage);
    },
    sever() {
      state.crossings.delete(crossing);
      for (const socket of sockets) socket.resetAndDestroy();
    },
  };
  state.crossings.add(crossing);
  client.on('data', (bytes: Buffer) => {
    if (isHalfOpen) hit(state, 'half-open');
    else carry({ state, crossing, held }, { bytes, to: upstream, isRequest: true });
  });
  upstream.on('data', (bytes: Buffer) =>
    carry({ state, crossing, held }, { bytes, to: client, isRequest: false }),
  );
  client.on('close', crossing.sever);
  upstream.on('close', () => isHalfOpen || crossing.sever());
  for (const socket of sockets) socket.setNoDelay(true).on('error', () => {});
}

/** Bytes on their way. */
interface Passage {
  readonly bytes: Buffer;
  readonly to: net.Socket;
  readonly isRequest: boolean;
}

interface Carrier {
  readonly state: State;
  readonly crossing: Crossing;
  readonly held: Passage[];
}

// Of the request, and of the answer that says that it is done.
const COMMIT = 'COMMIT\0';

function carry({ state, crossing, held }: Carrier, passage: Passage): void {
  const { bytes, to, isRequest } = passage;
  switch (state.trouble) {
    case 'reset':
      end(state, crossing);
      return;
    case 'before-commit':
    case 'after-commit': {
      const isMine = isRequest === (state.trouble === 'before-commit');
      if (isMine && bytes.includes(COMMIT)) end(state, crossing);
      else pass(passage);
      return;
    }
    case 'cut':
      state.cutAfter -= bytes.length;
      if (state.cutAfter > 0) pass(passage);
      else to.write(bytes.subarray(0, state.cutAfter), () => end(state, crossing));
      return;
    case 'slices':
      hit(state);
      for (const piece of slice(bytes)) pass({ ...passage, bytes: piece });
      return;
    case 'stall':
      hit(state);
      held.push(passage);
      return;
    default:
      pass(passage);
  }
}

function pass({ bytes, to }: Passage): void {
  if (!to.destroyed) to.write(bytes);
}

function end(state: State, crossing: Crossing): void {
  hit(state);
  crossing.sever();
}

function turnAway(state: State, client: net.Socket): void {
  hit(state);
  client.on('error', () => {});
  if (state.trouble === 'away') client.resetAndDestroy();
  else client.once('data', () => client.end(NO_CONNECTION_LEFT));
}

function hit({ hits, trouble }: State, of = trouble): void {
  if (of) hits.set(of, (hits.get(of) ?? 0) + 1);
}

/** The first bytes one by one, where the heads of messages are; the rest in pieces of odd sizes. */
function* slice(bytes: Buffer): Generator<Buffer> {
  for (let at = 0, size = 1; at < bytes.length; at += size) {
    size = at < SINGLE_BYTES ? 1 : size * 3;
    yield bytes.subarray(at, at + size);
  }
}

const SINGLE_BYTES = 64;

/** As PostgreSQL says it before it closes: an ErrorResponse of severity, SQLSTATE and message. */
const NO_CONNECTION_LEFT = errorResponse(['SFATAL', 'VFATAL', 'C53300', 'Mtoo many clients']);

function errorResponse(fields: readonly string[]): Buffer {
  const body = Buffer.from(`${fields.map((field) => `${field}\0`).join('')}\0`);
  const head = Buffer.from([0x45, 0, 0, 0, body.length + 4]);
  return Buffer.concat([head, body]);
}
