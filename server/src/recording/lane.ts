import type { Outcome, UsageEvent } from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import type { OperationRefusal } from '../operations/answer.ts';
import type { Tallies } from '../operations/context.ts';
import { isTransientFault } from '../operations/is-transient-fault.ts';
import type { RecordedBatch } from '../operations/record-events.ts';
import type { Unjudged } from '../operations/wire/event-json.ts';
import { type RecordBatch, recordIsolating } from './isolate.ts';

/** One outcome for each event of a request, in order, and what the last transaction left the customer with. */
export interface Recorded {
  readonly outcomes: readonly (Outcome | Unjudged)[];
  readonly last: Extract<RecordedBatch, { ok: true }> | null;
}

/** Events of one request for one customer, waiting to be recorded together with others. */
export interface Ticket {
  readonly events: readonly UsageEvent[];
  readonly isBackfill: boolean;
  readonly settle: (recorded: Recorded) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * One customer's queue in this process, self-clocking: while a batch commits, all that comes waits, and the next batch takes
 * up to 500 of it; an event that comes alone goes at once. At most one batch is under way. Nothing is acknowledged before
 * its COMMIT. When the store fails, all that waits fails with it.
 */
export function openLane(
  record: (isBackfill: boolean) => RecordBatch,
  { onIdle, tallies }: { onIdle: () => void; tallies: Tallies },
): { push(ticket: Ticket): void } {
  const waiting: Ticket[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = takeBatch(waiting);
      try {
        await recordTogether(batch, record(batch[0]?.isBackfill ?? false), tallies);
      } catch (error) {
        // Those behind would each wait as long for the same answer of a store that is away.
        const failed = isTransientFault(error) ? [...batch, ...waiting.splice(0)] : batch;
        for (const ticket of failed) ticket.fail(error);
      }
    }
    isRunning = false;
    onIdle();
  }

  return {
    push(ticket) {
      waiting.push(ticket);
      if (!isRunning) void run();
    },
  };
}

/** Whole requests, in order and of one kind, up to the size of a batch; a larger request goes by itself. */
function takeBatch(waiting: Ticket[]): Ticket[] {
  const batch: Ticket[] = [];
  let events = 0;
  for (let next = waiting[0]; next; next = waiting[0]) {
    const isOver = batch.length > 0 && events + next.events.length > bounds.batchEvents;
    if (isOver || (batch[0] && batch[0].isBackfill !== next.isBackfill)) break;
    batch.push(next);
    events += next.events.length;
    waiting.shift();
  }
  return batch;
}

/** Throws when the store fails: what was committed before that is recognised when it comes again. */
async function recordTogether(
  batch: readonly Ticket[],
  record: RecordBatch,
  tallies: Tallies,
): Promise<void> {
  const events = batch.flatMap((ticket) => ticket.events);
  const recorded: RecordedBatch[] = [];
  for (let start = 0; start < events.length; start += bounds.batchEvents) {
    const part = events.slice(start, start + bounds.batchEvents);
    recorded.push(...(await recordIsolating(part, record, tallies)));
  }
  settle(batch, recorded);
}

/** What stands against the customer says nothing of the event: that may be sent again. */
function refusedOutcome(refusal: OperationRefusal): Outcome | Unjudged {
  if (refusal.code === 'customer_read_only') return { status: 'refused', refusal };
  return { status: 'invalid', refusal: { ...refusal, code: 'event_malformed' } };
}

function settle(batch: readonly Ticket[], recorded: readonly RecordedBatch[]): void {
  const outcomes = recorded.flatMap((each): readonly (Outcome | Unjudged)[] =>
    each.ok ? each.outcomes : [refusedOutcome(each.refusal)],
  );
  const last = recorded.findLast((each) => each.ok) ?? null;
  let start = 0;
  for (const ticket of batch) {
    const end = start + ticket.events.length;
    ticket.settle({ outcomes: outcomes.slice(start, end), last: last?.ok ? last : null });
    start = end;
  }
}
