import { formatInstant, type Instant, type Interval, valueAt } from '@fuelgauge/core';
import { findIngestionGaps } from '../store/ingestion-gaps.ts';
import type { Reading } from './with-book.ts';

/** A time from which not all usage was received. */
export interface GapJson {
  readonly from: string;
  /** Null while it lasts. */
  readonly to: string | null;
}

/** A stretch whose end may be open. */
export interface OpenInterval {
  readonly start: Instant;
  /** Null: it lasts. */
  readonly end: Instant | null;
}

/** The gaps that touch a range and have begun, whole and in order; what overlaps or meets is one. */
export async function gapsIn(
  { work, ref }: Pick<Reading, 'work' | 'ref'>,
  range: Interval,
): Promise<GapJson[]> {
  const { terms, ledger } = work.open.book;
  const zone = valueAt(terms.zones, ledger.head.at);
  return (await stretchesIn({ work, ref }, range)).map(({ start, end }) => ({
    from: formatInstant(start, zone),
    to: end === null ? null : formatInstant(end, zone),
  }));
}

/** As {@link gapsIn}, to be computed with. */
export async function stretchesIn(
  { work, ref }: Pick<Reading, 'work' | 'ref'>,
  range: Interval,
): Promise<OpenInterval[]> {
  const { at } = work.open.book.ledger.head;
  const found = await findIngestionGaps(work.tx, ref.key, range);
  const begun = found
    .filter(({ startedAt }) => startedAt <= at)
    .map(({ startedAt, endedAt }) => ({ start: startedAt, end: endedAt }));
  return united(begun);
}

/** Stretches in the order of their beginnings, as few as cover the same time. */
export function united(stretches: readonly OpenInterval[]): OpenInterval[] {
  const apart: OpenInterval[] = [];
  for (const next of stretches) {
    const last = apart.at(-1);
    if (!last || (last.end !== null && last.end < next.start)) apart.push(next);
    else if (last.end !== null && (next.end === null || next.end > last.end)) {
      apart[apart.length - 1] = { start: last.start, end: next.end };
    }
  }
  return apart;
}
