import { valueAt } from '@fuelgauge/core';
import { eventKey } from '../store/books.ts';
import { findCorrections } from '../store/corrections.ts';
import { listEntries } from '../store/entries.ts';
import { findEvents } from '../store/events.ts';
import { type Answer, answered, refused } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { DEFAULT_SOURCE } from './event-form.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { showEvents } from './read-activity.ts';
import { seesBalance } from './sight.ts';
import { passesWhole } from './usage-filter.ts';
import type { ActivityJson } from './wire/activity-json.ts';
import { type EntryJson, entryJson } from './wire/entry-json.ts';
import { readBook } from './with-book.ts';

/** One event. The source is the default one when absent. */
export interface EventQuery {
  readonly customer: string;
  readonly id: string;
  readonly source?: string | undefined;
}

/** An event with every transfer it and its corrections made, in order. */
export type EventJson = ActivityJson & { readonly entries: readonly EntryJson[] };

/** Transfers of one event and its corrections: a void gives back to each grant and may repay, so there are some. */
const MOST_ENTRIES = 1000;

/** One recorded event with all that became of it. */
export async function readEvent(
  context: Context,
  caller: Caller,
  { customer, id, source = DEFAULT_SOURCE }: EventQuery,
): Promise<Answer<EventJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const { customerId } = ref;
  const key = eventKey(source, id);
  const request = { ...ref, allGrants: true };
  const answer = await readBook(context, request, async (work): Promise<Answer<EventJson>> => {
    const { open, tx, bounds, sight } = work;
    const [found, corrections] = await Promise.all([
      findEvents(tx, customerId, [key]),
      findCorrections(tx, customerId, [key]),
    ]);
    const events = found.filter(
      ({ attribution }) => bounds === null || passesWhole(bounds.filter, attribution),
    );
    const [shown] = await showEvents(work, ref, events);
    if (!shown) {
      return refused(
        'event_unknown',
        `No event with source "${source}" and id "${id}" was recorded.`,
        '/id',
      );
    }
    const seqs = [...events, ...corrections].map(({ seq }) => seq);
    const page = { filter: { seqs }, after: { seq: 0, part: 0 }, limit: MOST_ENTRIES };
    const entries = await listEntries(tx, customerId, page);
    const zone = valueAt(open.book.terms.zones, open.book.ledger.head.at);
    const about = { customerId, zone, seesBalance: seesBalance(sight), event: { source, id } };
    return answered({
      ...shown,
      entries: entries.map((entry) => entryJson(entry, about)),
    });
  });
  return answer ?? customerUnknown(customer);
}
