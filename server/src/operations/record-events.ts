import {
  accrualKeys,
  type Balance,
  type Book,
  balanceOf,
  type Instant,
  neededBy,
  type Outcome,
  operate,
  type Preparation,
  type Prepared,
  type PrepareOptions,
  prepareOrKnow,
  seriesOf,
  type UsageEvent,
} from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import { loadEvents, loadTotals, type OpenBook } from '../store/books.ts';
import type { Queries } from '../store/database.ts';
import { insertDirectory } from '../store/directory.ts';
import { answered, type OperationRefusal } from './answer.ts';
import type { Context } from './context.ts';
import { keepRead } from './keep-read.ts';
import { namedIn, readDirectory } from './resolve-directory.ts';
import { withBook } from './with-book.ts';

/** Events of one customer, to be recorded in one transaction. */
export interface Batch {
  readonly customerId: bigint;
  readonly catalogKey: string;
  readonly events: readonly UsageEvent[];
  /** Book history into the cycles it happened in, however old. */
  readonly isBackfill: boolean;
}

export type RecordedBatch =
  | {
      readonly ok: true;
      readonly outcomes: readonly Outcome[];
      readonly balance: Balance;
      readonly asOf: Instant;
    }
  | { readonly ok: false; readonly refusal: OperationRefusal };

/**
 * Records a batch: each event is charged, or recognised, or refused by itself, in order. What is answered has been
 * committed. Throws when the store fails; then the whole batch may be sent again.
 */
export async function recordEvents(context: Context, batch: Batch): Promise<RecordedBatch> {
  const { customerId, catalogKey, events, isBackfill } = batch;
  const request = {
    customerId,
    catalogKey,
    kind: 'record' as const,
    since: earliest(events),
    eventKeys: events.map((event) => event.key),
  };
  const answer = await withBook<Extract<RecordedBatch, { ok: true }>>(
    context,
    request,
    async ({ open, tx, asOf }) => {
      const { book } = open;
      const kept = events.map((event) => keepRead(book.catalog, event));
      const named = namedIn(book.catalog, kept);
      const { directory, known: found } = await readDirectory(tx, customerId, {
        catalog: book.catalog,
        named,
      });
      const options: PrepareOptions = { directory, isBackfill };
      operate.advance(book, asOf);
      const prepared = kept.map((event) => prepareOrKnow(book, event, options));
      await loadNeeded(tx, open, prepared);
      const outcomes = operate.record(book, asOf, { events: kept, options, prepared });
      const isNew = outcomes.some((outcome) => outcome.status === 'recorded');
      const unknown = isNew ? named.filter(({ kind, id }) => !found.has(`${kind} ${id}`)) : [];
      // Usage beyond the bound of the directory is charged and shown all the same, by its id.
      const most = bounds.directoryEntries;
      await insertDirectory(tx, customerId, { named: unknown, at: book.ledger.head.at, most });
      const body = {
        ok: true,
        outcomes,
        balance: balanceOf(book),
        asOf: book.ledger.head.at,
      } as const;
      return { answer: answered(body), input: { backfill: isBackfill } };
    },
  );
  return answer.ok ? answer.body : answer;
}

function earliest(events: readonly UsageEvent[]): Instant {
  return events.reduce(
    (at, event) => (event.occurredAt < at ? event.occurredAt : at),
    events[0]?.occurredAt ?? (0 as Instant),
  );
}

/** Reads the running totals, claims and accruals that recording these events will look at. */
async function loadNeeded(
  tx: Queries,
  open: OpenBook,
  preparations: readonly (Preparation | Outcome)[],
): Promise<void> {
  const prepared = preparations.flatMap((each) => ('ok' in each && each.ok ? [each.prepared] : []));
  const needed = prepared.map(neededBy);
  const accumulators = needed.flatMap((each) => each.accumulators);
  const claims = needed.flatMap((each) => each.claims);
  if (accumulators.length > 0 || claims.length > 0) {
    await loadTotals(tx, open, { accumulators, claims });
  }
  const accruals = prepared.flatMap((each) => accrualsTouched(open.book, each));
  if (accruals.length > 0) await loadEvents(tx, open, accruals);
}

/** The keys of the accruals that an event's samples charge again. */
export function accrualsTouched(book: Book, { event, attribution, lines }: Prepared): string[] {
  return lines
    .filter(({ measured }) => measured.meter.aggregation === 'time_weighted')
    .flatMap(({ measured }) =>
      accrualKeys(book, seriesOf(measured.meter, attribution), event.occurredAt),
    );
}
