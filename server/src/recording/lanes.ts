import type { UsageEvent } from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import type { Context, CustomerRef, Tallies } from '../operations/context.ts';
import { type Batch, type RecordedBatch, recordEvents } from '../operations/record-events.ts';
import { openLane, type Recorded } from './lane.ts';

/** Thrown when too much is waiting: nothing of the request was queued, and it may be sent again after a while. */
export class LaneFull extends Error {
  readonly retryAfterSeconds = 1;

  constructor() {
    super('Too many events are waiting to be recorded.');
    this.name = 'LaneFull';
  }
}

/** What one request sends for one customer. */
export interface LaneRequest {
  readonly customer: CustomerRef;
  readonly events: readonly UsageEvent[];
  readonly isBackfill: boolean;
  /** About how much memory the events take while they wait. */
  readonly bytes: number;
}

export interface Lanes {
  /**
   * Records each customer's events, all lanes at once. Throws {@link LaneFull} before anything is queued, and what the store
   * threw when a lane failed, after the others are done: a repetition is answered `duplicate` for what they did.
   */
  record(requests: readonly LaneRequest[]): Promise<Recorded[]>;
  readonly waitingEvents: () => number;
  /** Resolves when nothing is waiting. */
  drain(): Promise<void>;
}

/** Opens the lanes of a process: one bounded queue per customer that has something waiting. */
export function openLanes(context: Context): Lanes {
  return openLanesOver((batch) => recordEvents(context, batch), context.tallies);
}

/** Lanes over any way to record a batch in one transaction, which throws when the store fails. */
export function openLanesOver(
  record: (batch: Batch) => Promise<RecordedBatch>,
  tallies: Tallies,
): Lanes {
  const lanes = new Map<string, ReturnType<typeof openLane>>();
  let events = 0;
  let bytes = 0;
  const idle: (() => void)[] = [];

  function close(key: string): void {
    lanes.delete(key);
    if (lanes.size === 0) for (const resolve of idle.splice(0)) resolve();
  }

  function laneOf({ customerId, catalogKey, key }: CustomerRef): ReturnType<typeof openLane> {
    const open = lanes.get(key);
    if (open) return open;
    const lane = openLane(
      (isBackfill) => (batch) => record({ customerId, catalogKey, events: batch, isBackfill }),
      { onIdle: () => close(key), tallies },
    );
    lanes.set(key, lane);
    return lane;
  }

  async function recordOne({ customer, ...request }: LaneRequest): Promise<Recorded> {
    try {
      return await new Promise<Recorded>((settle, fail) =>
        laneOf(customer).push({ ...request, settle, fail }),
      );
    } finally {
      events -= request.events.length;
      bytes -= request.bytes;
    }
  }

  return {
    async record(requests) {
      const more = {
        events: sum(requests, (each) => each.events.length),
        bytes: sum(requests, (each) => each.bytes),
      };
      const isOver =
        events + more.events > bounds.queuedEvents || bytes + more.bytes > bounds.queuedBytes;
      if (isOver && events > 0) throw new LaneFull();
      events += more.events;
      bytes += more.bytes;
      const settled = await Promise.allSettled(requests.map(recordOne));
      return settled.map((each) => {
        if (each.status === 'rejected') throw each.reason;
        return each.value;
      });
    },
    waitingEvents: () => events,
    async drain() {
      if (lanes.size > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
  };
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
