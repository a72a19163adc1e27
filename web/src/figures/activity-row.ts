import { credits } from '@fuelgauge/core';
import type { LoggedEvent } from '@fuelgauge/sdk';

/** What kind of thing a row of the log tells. */
export type ActivityKind = 'used' | 'late' | 'unpriced' | 'denied' | 'voided' | 'amended';

/** One row of the activity log. */
export interface ActivityRow {
  /** What the address says when the row is open; no two rows have the same. */
  readonly address: string;
  readonly seq: number;
  readonly kind: ActivityKind;
  readonly bookedAt: Date;
  /** Meters that counted it, those that cost something first. */
  readonly meters: readonly string[];
  /** What it is attributed to: ids by dimension. */
  readonly attribution: Readonly<Record<string, string>>;
  /** What it does to the balance as it stands now: negative for usage. */
  readonly change: bigint;
  readonly unit: string;
  readonly balanceAfter: bigint;
  /** Kinds of what paid, each once, in the order drawn. */
  readonly paidBy: readonly string[];
  readonly event: LoggedEvent;
}

/** The row of a recorded event. */
export function activityRow(event: LoggedEvent): ActivityRow {
  const { current, id, source } = event;
  const byCost = [...current.lines].sort((a, b) => Number(b.credits) - Number(a.credits));
  const lines = byCost.length > 0 ? byCost : event.lines;
  return {
    address: eventAddress({ id, source }),
    seq: event.seq,
    kind: kindOf(event),
    bookedAt: new Date(event.booked_at),
    meters: [...new Set(lines.map(({ meter }) => meter))],
    attribution: attributionOf(event),
    change: -credits(current.credits),
    unit: event.unit,
    balanceAfter: credits(event.balance_after),
    paidBy: [...new Set(current.draws.map(({ kind }) => kind))],
    event,
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

function kindOf({ state, status }: LoggedEvent): ActivityKind {
  if (state === 'voided' || state === 'amended') return state;
  return status === 'charged' || state === 'priced' ? 'used' : status;
}

function attributionOf({ attribution, run }: LoggedEvent): Record<string, string> {
  const pairs = Object.entries(attribution).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : `${value ?? ''}`,
  ]);
  return { ...Object.fromEntries(pairs), ...(run !== null && { run }) };
}
