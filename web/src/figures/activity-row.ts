import { credits } from '@fuelgauge/core';
import type { LogRow } from '@fuelgauge/sdk';

/** What a row of the log tells, as the interface has words for it. */
export type ActivityKind = (typeof KINDS)[number];

/** Usage first, then corrections of it, then what happened to grants. */
export const KINDS = [
  'used',
  'late',
  'unpriced',
  'denied',
  'void',
  'amend',
  'price',
  'grant',
  'schedule',
  'expire',
  'roll_over',
  'write_off',
  'repay',
  'void_grant',
  'other',
] as const;

/** One row of the activity log. */
export interface ActivityRow {
  readonly key: string;
  /** What the address says when the row is open: its event, or the entries of its number. */
  readonly address: string;
  readonly seq: number;
  readonly kind: ActivityKind;
  readonly bookedAt: Date;
  /** Meters that counted it, those that cost most first. */
  readonly meters: readonly string[];
  /** What it is attributed to: ids by dimension. */
  readonly attribution: Readonly<Record<string, string>>;
  /** What it changed, as far as it passes the filter: negative for usage. These add up to the footer. */
  readonly change: bigint;
  /** What it changed in all. */
  readonly whole: bigint;
  /** Null for whom the customer's balance is not shown. */
  readonly balanceAfter: bigint | null;
  /** Kinds of the grants that paid or moved, each once, in order. */
  readonly grants: readonly string[];
  readonly row: LogRow;
}

/** The row of what the server lists. */
export function activityRow(row: LogRow): ActivityRow {
  const { event, seq, draws, grant } = row;
  const byCost = [...(event?.lines ?? [])].sort((a, b) => Number(b.credits) - Number(a.credits));
  const kinds = draws.length > 0 ? draws.map(({ kind }) => kind) : grant ? [grant.kind] : [];
  return {
    key: `${row.kind}/${seq}`,
    address: event ? eventAddress(event) : `entry:${seq}`,
    seq,
    kind: kindOf(row),
    bookedAt: new Date(row.booked_at),
    meters: [...new Set(byCost.map(({ meter }) => meter))],
    attribution: event?.attribution ?? {},
    change: credits(row.matched),
    whole: credits(row.credits),
    balanceAfter: row.balance_after === null ? null : credits(row.balance_after),
    grants: [...new Set(kinds)],
    row,
  };
}

export interface EventRef {
  readonly id: string;
  readonly source: string;
}

/** `event:req_81`, with its source before the id where it is not the usual one. */
export function eventAddress({ id, source }: EventRef): string {
  const own = encodeURIComponent(id);
  return source === USUAL_SOURCE ? `event:${own}` : `event:${encodeURIComponent(source)}/${own}`;
}

/** The event an address names; undefined where it names none. */
export function eventOf(address: string | null): EventRef | undefined {
  const [, first, second] = /^event:([^/]+)(?:\/([^/]+))?$/.exec(address ?? '') ?? [];
  if (first === undefined) return undefined;
  try {
    const id = decodeURIComponent(second ?? first);
    return { id, source: second === undefined ? USUAL_SOURCE : decodeURIComponent(first) };
  } catch {
    return undefined;
  }
}

// What the server takes the source of an event to be that names none.
const USUAL_SOURCE = 'api';

function kindOf({ kind, event, correction }: LogRow): ActivityKind {
  const name = correction?.kind ?? (kind === 'debit' ? event?.status : kind);
  if (name === 'charged') return 'used';
  return KINDS.find((each) => each === name) ?? 'other';
}
