// What pg takes for its socket: it speaks to the PGlite thread instead of a server.

import { Duplex } from 'node:stream';
import type { PgliteRequest } from './pglite-worker.ts';

/**
 * Bytes written in one turn of the event loop travel as one message, so statements started together
 * share a trip.
 */
export class PgliteStream extends Duplex {
  readonly #session: number;
  readonly #post: (request: PgliteRequest, transfer: ArrayBuffer[]) => void;
  #unsent: Buffer[] = [];
  #hasGreeted = false;

  constructor(session: number, post: (request: PgliteRequest, transfer: ArrayBuffer[]) => void) {
    super();
    this.#session = session;
    this.#post = post;
  }

  /** Part of a socket's interface: there is nowhere to connect to. */
  connect(): void {
    process.nextTick(() => {
      if (!this.destroyed) this.emit('connect');
    });
  }

  setNoDelay(): void {}
  setKeepAlive(): void {}
  ref(): void {}
  unref(): void {}

  /** The engine's answer; ignored unless it is to this connection. */
  receive(session: number, bytes: Uint8Array): void {
    if (session !== this.#session || this.destroyed) return;
    this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (!this.#hasGreeted) this.#greet();
    // Terminate is for a server that serves others too.
    else if (!isTerminate(chunk)) this.#queue(chunk);
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  // The embedded engine needs no log-in: the start-up message is answered here.
  #greet(): void {
    this.#hasGreeted = true;
    this.#post({ kind: 'begin session', session: this.#session }, []);
    this.push(AUTHENTICATION_OK_READY_FOR_QUERY);
  }

  #queue(chunk: Buffer): void {
    if (this.#unsent.length === 0) process.nextTick(() => this.#flush());
    this.#unsent.push(chunk);
  }

  #flush(): void {
    const length = this.#unsent.reduce((total, chunk) => total + chunk.length, 0);
    const bytes = new Uint8Array(length);
    let offset = 0;
    for (const chunk of this.#unsent) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    this.#unsent = [];
    if (this.destroyed) return;
    this.#post({ kind: 'bytes', session: this.#session, bytes }, [bytes.buffer]);
  }
}

const AUTHENTICATION_OK_READY_FOR_QUERY = Buffer.from('R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I');

function isTerminate(chunk: Buffer): boolean {
  return chunk.length === 5 && chunk[0] === 'X'.charCodeAt(0);
}
