// The embedded PostgreSQL beyond the life of one thread. When its engine stops, because the disk is full or fails or memory
// is short, it is opened again by itself: what was acknowledged is on disk, and the log there brings it back.
//
//   open ──► alive ──(engine stops)──► away ──(pause)──► alive …        close, fail: over

import { StoreFault } from './database.ts';
import { PgliteStream } from './pglite-stream.ts';
import { PgliteThread, type ThreadEnd } from './pglite-thread.ts';
import type { PgliteWorkerData } from './pglite-worker.ts';

/** While the engine is away, everything rejects with a {@link StoreFault} that passes. */
export class PgliteEngine {
  readonly #workerData: PgliteWorkerData;
  #thread: PgliteThread | undefined;
  #fault: StoreFault | undefined;
  #isOver = false;
  #aliveSince = 0;
  #pauseMs = PAUSE_MS_MIN;
  #reopening: NodeJS.Timeout | undefined;

  constructor(workerData: PgliteWorkerData) {
    this.#workerData = workerData;
  }

  /** Throws a {@link StoreFault} when it cannot be opened; then nothing is tried again. */
  async open(): Promise<void> {
    await this.#start((end) => (this.#aliveSince > 0 ? this.#ended(end) : unopened(end)));
  }

  assertAlive(): void {
    if (this.#fault) throw this.#fault;
  }

  connect(): PgliteStream {
    if (this.#thread && !this.#fault) return this.#thread.connect();
    return new PgliteStream(0, () => {}).destroy(this.#fault);
  }

  async dump(): Promise<Uint8Array> {
    this.assertAlive();
    return this.#thread?.dump() ?? new Uint8Array();
  }

  /** Nothing brings it back in this process. */
  fail(reason: string): void {
    if (this.#isOver) return;
    this.#over();
    this.#fault = new StoreFault('setup', `${STOPPED}: ${reason}; restart Fuelgauge.`);
    this.#thread?.end({ reason, isFull: false });
  }

  async close(): Promise<void> {
    this.#over();
    await this.#thread?.close();
  }

  #over(): void {
    this.#isOver = true;
    clearTimeout(this.#reopening);
  }

  async #start(onEnd: (end: ThreadEnd) => StoreFault): Promise<void> {
    this.#thread = startThread(this.#workerData, onEnd);
    await this.#thread.ready();
    this.#aliveSince = Date.now();
    this.#fault = undefined;
  }

  /** Sees to its coming back, unless it is over, and answers the fault until then. */
  #ended(end: ThreadEnd): StoreFault {
    if (this.#isOver) return this.#fault ?? new StoreFault('setup', `${STOPPED}: ${end.reason}.`);
    this.#fault = away(end);
    if (this.#workerData.directory === undefined) {
      this.fail(`${end.reason}, and it was in memory alone`);
      return this.#fault;
    }
    const livedMs = Date.now() - this.#aliveSince;
    this.#pauseMs = livedMs > SETTLED_MS ? PAUSE_MS_MIN : Math.min(this.#pauseMs * 2, PAUSE_MS_MAX);
    this.#reopening = setTimeout(() => void this.#reopen(), this.#pauseMs).unref();
    return this.#fault;
  }

  /** Never rejects: failing is an end like any other, which sees to the next attempt. */
  async #reopen(): Promise<void> {
    // Two engines on one directory would ruin it.
    await this.#thread?.gone;
    if (!this.#isOver) await this.#start((end) => this.#ended(end)).catch(() => {});
  }
}

const STOPPED = 'The embedded database has stopped';

// Short enough that writes resume soon after there is space again, long enough not to keep a machine busy that is short of
// everything.
const PAUSE_MS_MIN = 100;
const PAUSE_MS_MAX = 3_000;

// An engine that lived this long did not stop because of what ended the one before.
const SETTLED_MS = 30_000;

/** Throws as a thread that has ended would. */
function startThread(
  workerData: PgliteWorkerData,
  onEnd: (end: ThreadEnd) => StoreFault,
): PgliteThread {
  try {
    return new PgliteThread(workerData, onEnd);
  } catch (error) {
    // The machine has no thread, no memory or no file to give.
    throw onEnd({ reason: `Its thread did not start (${String(error)})`, isFull: false });
  }
}

function away({ reason, isFull }: ThreadEnd): StoreFault {
  if (isFull) {
    const message =
      'The disk of the embedded database is full: it opens again once there is space.';
    return new StoreFault('full', message);
  }
  return new StoreFault('connection', `${STOPPED}: ${reason}; it is opened again.`);
}

function unopened({ reason, isFull }: ThreadEnd): StoreFault {
  const why = isFull ? 'its disk is full' : reason;
  return new StoreFault(
    isFull ? 'full' : 'setup',
    `The embedded database cannot be opened: ${why}.`,
  );
}
