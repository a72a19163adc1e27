import { describeFault } from '../operations/is-transient-fault.ts';
import type { RouteContext } from './route.ts';

/** Passes on a part once the reader asks for more; rejects when the reader went away. */
export type WritePart = (bytes: Uint8Array) => Promise<void>;

export interface Streamed {
  readonly headers: Readonly<Record<string, string>>;
  /** What is logged when it fails. */
  readonly failure: string;
  /** Makes the body. It begins when the reader does. */
  readonly produce: (write: WritePart) => Promise<void>;
}

/**
 * A response that is written as the reader asks for it. It breaks off when what makes it fails, so that nobody takes a part
 * for the whole; a reader that goes away ends it.
 */
export function streamedResponse(
  { log, metrics }: Pick<RouteContext, 'log' | 'metrics'>,
  { headers, failure, produce }: Streamed,
): Response {
  let asked = Promise.withResolvers<void>();
  let isBegun = false;
  let isLeft = false;
  const begin = (to: ReadableStreamDefaultController<Uint8Array>): void => {
    isBegun = true;
    const write = async (bytes: Uint8Array): Promise<void> => {
      await asked.promise;
      if (isLeft) throw new Error('the reader went away');
      asked = Promise.withResolvers();
      to.enqueue(bytes);
    };
    const fail = (error: unknown): void => {
      if (isLeft) return;
      metrics.countFault('internal');
      log({ level: 'error', message: failure, ...describeFault(error) });
      to.error(error);
    };
    produce(write).then(() => to.close(), fail);
  };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(to) {
        asked.resolve();
        if (!isBegun) begin(to);
      },
      cancel() {
        isLeft = true;
        asked.resolve();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'cache-control': 'no-store', ...headers } });
}
