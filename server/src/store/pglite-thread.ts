// One life of the thread that runs the embedded PostgreSQL, and the connection that it serves.

import { Worker } from 'node:worker_threads';
import type { StoreFault } from './database.ts';
import { PgliteStream } from './pglite-stream.ts';
import type { PgliteReply, PgliteRequest, PgliteWorkerData } from './pglite-worker.ts';

/** Why a thread has ended. */
export interface ThreadEnd {
  /** A part of a sentence, without secrets. */
  readonly reason: string;
  /** Whether the disk refused a write for lack of space just before. */
  readonly isFull: boolean;
}

/** It ends once, for ever: then all that is under way fails with what `onEnd` answers. */
export class PgliteThread {
  readonly #worker: Worker;
  readonly #onEnd: (end: ThreadEnd) => StoreFault;
  readonly #awaited = new Map<PgliteReply['kind'], PromiseWithResolvers<PgliteReply>>();
  #stream: PgliteStream | undefined;
  #session = 0;
  #isOver = false;
  readonly #gone = Promise.withResolvers<void>();

  constructor(workerData: PgliteWorkerData, onEnd: (end: ThreadEnd) => StoreFault) {
    this.#onEnd = onEnd;
    const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData });
    this.#worker = worker;
    const ended = (reason: string): void => this.end({ reason, isFull: false });
    worker.on('message', (message: PgliteReply) => this.#receive(message));
    worker.on('error', (error) => ended(`Its thread crashed (${String(error)})`));
    worker.on('exit', (code) => ended(`Its thread ended (code ${code})`));
  }

  /** Resolves once it has ended and nothing of it runs any more. */
  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  /** Resolves when the engine answers; rejects with what `onEnd` answered when it ends before. */
  async ready(): Promise<void> {
    await this.#await('ready');
  }

  connect(): PgliteStream {
    this.#session += 1;
    const stream = new PgliteStream(this.#session, (request, transfer) =>
      this.#post(request, transfer),
    );
    this.#stream = stream;
    return stream;
  }

  async dump(): Promise<Uint8Array> {
    this.#post({ kind: 'dump' });
    const message = await this.#await('dump');
    return 'bytes' in message ? message.bytes : new Uint8Array();
  }

  /** Ends it in good order; `onEnd` is not asked. */
  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#post({ kind: 'close' });
    await this.#await('closed').catch(() => {});
    this.#isOver = true;
    await this.#worker.terminate();
  }

  /** Rejects all that is under way: whether it was committed is known when the data open again. */
  end(end: ThreadEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const fault = this.#onEnd(end);
    this.#stream?.destroy(fault);
    for (const { reject } of this.#awaited.values()) reject(fault);
    void this.#worker.terminate().finally(this.#gone.resolve);
  }

  #post(request: PgliteRequest, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #await(kind: PgliteReply['kind']): Promise<PgliteReply> {
    const awaited = Promise.withResolvers<PgliteReply>();
    this.#awaited.set(kind, awaited);
    return awaited.promise;
  }

  #receive(message: PgliteReply): void {
    if (message.kind === 'bytes') this.#stream?.receive(message.session, message.bytes);
    else if (message.kind === 'failed') this.end(message);
    else this.#awaited.get(message.kind)?.resolve(message);
  }
}
