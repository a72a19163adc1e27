import type { UsageEvent } from '@fuelgauge/core';
import type { Tallies } from '../operations/context.ts';
import type { RecordedBatch } from '../operations/record-events.ts';
import { sqlState } from '../store/database.ts';

/** Records a batch in one transaction; throws when the store fails. */
export type RecordBatch = (events: readonly UsageEvent[]) => Promise<RecordedBatch>;

/**
 * Records a batch; when one item makes the whole transaction fail, halves it until the culprit stands alone, so that its
 * neighbours are recorded in at most 2 × log2(n) transactions. A refusal in the answer stands for one event.
 */
export async function recordIsolating(
  events: readonly UsageEvent[],
  record: RecordBatch,
  tallies: Pick<Tallies, 'isolated'>,
): Promise<RecordedBatch[]> {
  try {
    const recorded = await record(events);
    return recorded.ok ? [recorded] : events.map(() => recorded);
  } catch (error) {
    if (!isPoison(error)) throw error;
    if (events.length === 1) {
      tallies.isolated += 1;
      return [refuseAlone(error)];
    }
    const middle = events.length >> 1;
    const first = await recordIsolating(events.slice(0, middle), record, tallies);
    return [...first, ...(await recordIsolating(events.slice(middle), record, tallies))];
  }
}

/** Data exceptions and integrity violations: the item is at fault, and sending it again would fail again. */
function isPoison(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && (state.startsWith('22') || state.startsWith('23'));
}

function refuseAlone(error: unknown): RecordedBatch {
  const detail = `The database refuses this event (SQLSTATE ${sqlState(error)}). Report it together with the event's id.`;
  return { ok: false, refusal: { code: 'event_malformed', detail, pointer: '' } };
}
