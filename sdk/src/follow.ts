import { backoffMs } from './backoff.ts';
import { FuelgaugeError } from './fuelgauge-error.ts';
import { readEvents } from './read-events.ts';
import { type Ask, isPassing, type Transport, wait } from './transport.ts';
import type { LiveMessage } from './wire.ts';

export interface FollowOptions {
  /** Ends following; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** The `seq` of the last `start` or `usage` message known: usage goes on there. */
  readonly lastEventId?: string | number | undefined;
  /** Told each time the connection has broken off; the next message says that it is back. */
  readonly onLost?: (() => void) | undefined;
}

/**
 * What happens to a customer, for as long as it is read. A connection that breaks off is made anew and goes on where it was,
 * nothing twice and nothing left out; after a `start` that is not `resumed`, everything has to be read anew. Throws when the
 * server refuses.
 */
export async function* follow(
  transport: Transport,
  path: string,
  { signal, lastEventId, onLost }: FollowOptions = {},
): AsyncGenerator<LiveMessage> {
  let last = lastEventId === undefined ? undefined : String(lastEventId);
  for (let failures = 1; ; failures += 1) {
    signal?.throwIfAborted();
    const ask: Ask = { method: 'GET', path, signal, lastEventId: last };
    try {
      for await (const { id, data } of readEvents(await transport.stream(ask))) {
        failures = 0;
        yield JSON.parse(data) as LiveMessage;
        last = id ?? last;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof FuelgaugeError && !isPassing(error)) throw error;
    }
    onLost?.();
    await wait(backoffMs(Math.max(1, failures), null), signal);
  }
}
