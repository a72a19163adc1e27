// The thread that runs the embedded PostgreSQL: bytes of its wire protocol in, bytes out, one batch
// after another.

import fs from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { assert } from '@fuelgauge/core';
import { DurableNodeFS, durableStartParams, syncPath, syncTree } from './durable-fs.ts';

/**
 * Where the data is: a directory, or memory; `load` is a dump to begin with when there is no data.
 */
export interface PgliteWorkerData {
  readonly directory?: string;
  readonly load?: string;
}

/** `session` numbers the connections; only one is open at a time. */
export type PgliteRequest =
  | { readonly kind: 'begin session'; readonly session: number }
  | { readonly kind: 'bytes'; readonly session: number; readonly bytes: Uint8Array }
  | { readonly kind: 'dump' }
  | { readonly kind: 'close' };

export type PgliteReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'bytes'; readonly session: number; readonly bytes: Uint8Array }
  | { readonly kind: 'dump'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly reason: string; readonly isFull: boolean }
  | { readonly kind: 'closed' };

assert(parentPort, 'this file runs as a worker thread');
const port = parentPort;

// PostgreSQL without its companions makes no checkpoints of its own, so the log would grow without
// end.
const CHECKPOINT_AFTER_BYTES = 32 * 1024 * 1024;
const CHECKPOINT_AFTER_MS = 5 * 60_000;

const READY_AND_IDLE = 'I'.charCodeAt(0);

let disk: DurableNodeFS | undefined;
const engine = await openEngine(workerData as PgliteWorkerData).catch(die);
let bytesSinceCheckpoint = 0;
let checkpointAt = Date.now();
port.on('message', (request: PgliteRequest) => {
  answer(request).catch(die);
});
reply({ kind: 'ready' });

async function answer(request: PgliteRequest): Promise<void> {
  switch (request.kind) {
    case 'begin session':
      // What the connection before left behind, when it was dropped in the middle.
      engine.execProtocolRawSync(simpleQuery('ROLLBACK'));
      engine.execProtocolRawSync(simpleQuery('DISCARD ALL'));
      return;
    case 'bytes': {
      const bytes = engine.execProtocolRawSync(request.bytes);
      const isIdle = bytes.at(-1) === READY_AND_IDLE;
      reply({ kind: 'bytes', session: request.session, bytes });
      bytesSinceCheckpoint += request.bytes.byteLength;
      if (isIdle) checkpointWhenDue();
      return;
    }
    case 'dump': {
      engine.execProtocolRawSync(simpleQuery('CHECKPOINT'));
      const dump = await engine.dumpDataDir('none');
      reply({ kind: 'dump', bytes: new Uint8Array(await dump.arrayBuffer()) });
      return;
    }
    case 'close':
      await engine.close();
      reply({ kind: 'closed' });
      port.close();
      return;
    default:
      request satisfies never;
  }
}

function checkpointWhenDue(): void {
  const isDue =
    bytesSinceCheckpoint > CHECKPOINT_AFTER_BYTES ||
    (bytesSinceCheckpoint > 0 && Date.now() - checkpointAt > CHECKPOINT_AFTER_MS);
  if (!isDue) return;
  engine.execProtocolRawSync(simpleQuery('CHECKPOINT'));
  bytesSinceCheckpoint = 0;
  checkpointAt = Date.now();
}

async function openEngine({ directory, load }: PgliteWorkerData): Promise<PGlite> {
  const loadDataDir = load === undefined ? {} : { loadDataDir: await fs.openAsBlob(load) };
  if (directory === undefined) return start(await PGlite.create({ ...loadDataDir }));
  if (!fs.existsSync(directory)) {
    // Under another name until it is whole and on disk: a first start that is cut off leaves
    // nothing half-made.
    const unfinished = `${directory}.unfinished`;
    fs.rmSync(unfinished, { recursive: true, force: true });
    const engine = await createDurable(unfinished, loadDataDir);
    await engine.close();
    syncTree(unfinished);
    fs.renameSync(unfinished, directory);
    syncPath(path.dirname(directory));
  }
  return start(await createDurable(directory, {}));
}

function createDurable(directory: string, options: { loadDataDir?: Blob }): Promise<PGlite> {
  disk = new DurableNodeFS(directory, die);
  return PGlite.create({ ...options, fs: disk, startParams: durableStartParams() });
}

/**
 * PGlite swallows what its engine throws, so a crash of the engine must stop the thread where it
 * happens.
 */
function start(engine: PGlite): PGlite {
  const { Module: module } = engine as unknown as {
    Module: { onAbort?: (reason: unknown) => void };
  };
  module.onAbort = die;
  return engine;
}

/** Stops the thread at once, so that nothing after the failure is acknowledged. */
function die(reason: unknown): never {
  const text = reason instanceof Error ? reason.message : String(reason);
  reply({ kind: 'failed', reason: text, isFull: disk?.isFull ?? false });
  process.exit(1);
}

function reply(message: PgliteReply): void {
  const transfer = 'bytes' in message ? [message.bytes.buffer as ArrayBuffer] : [];
  port.postMessage(message, transfer);
}

function simpleQuery(sql: string): Uint8Array {
  const text = Buffer.from(`${sql}\0`);
  const message = Buffer.alloc(5 + text.length);
  message.write('Q');
  message.writeInt32BE(4 + text.length, 1);
  text.copy(message, 5);
  return message;
}
