import {
  type Correction,
  type Entry,
  formatCredits,
  formatInstant,
  type Grant,
  grantIdOf,
  type Part,
  type RecordedEvent,
} from '@fuelgauge/core';
import { grantIdJson } from './balance-json.ts';
import { accountJson } from './entry-json.ts';
import { type LineJson, lineJson } from './event-json.ts';

/** A recorded event with what became of it. */
export interface ActivityJson {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** As recorded. */
  readonly status: RecordedEvent['status'];
  /** What corrections have made of it. */
  readonly state: 'recorded' | 'voided' | 'amended' | 'priced';
  readonly seq: number;
  readonly occurred_at: string;
  readonly booked_at: string;
  readonly recorded_at: string;
  readonly run: string | null;
  readonly sequence: number | null;
  /** As sent. */
  readonly dimensions: RecordedEvent['dimensions'];
  /** What its usage is attributed to, derived parents included. */
  readonly attribution: RecordedEvent['attribution'];
  readonly data: RecordedEvent['data'];
  readonly unit: string;
  readonly credits: string;
  readonly list_credits: string;
  readonly zero_reason: RecordedEvent['zeroReason'];
  readonly lines: readonly LineJson[];
  readonly draws: readonly DrawJson[];
  readonly denial: {
    readonly code: string;
    readonly required: string;
    readonly available: string | null;
  } | null;
  /** Null for whom the customer's balance is not shown. */
  readonly balance_after: string | null;
  /** Oldest first. */
  readonly corrections: readonly ActivityCorrectionJson[];
  /** What it is charged now: nothing once it is voided. */
  readonly current: CurrentJson;
}

/** What one account paid. `kind` is the kind of the grant, or the account's own name. */
export interface DrawJson {
  readonly account: string;
  readonly kind: string;
  readonly amount: string;
}

export interface ActivityCorrectionJson {
  readonly kind: Correction['kind'];
  readonly seq: number;
  readonly reason: string;
  /** What changed in all: negative when the customer got credits back. */
  readonly credits: string;
  readonly rerated: string;
  readonly booked_at: string;
  readonly recorded_at: string;
  readonly compensation: { readonly grant: string; readonly credits: string } | null;
}

export interface CurrentJson {
  readonly credits: string;
  readonly list_credits: string;
  readonly zero_reason: RecordedEvent['zeroReason'];
  readonly lines: readonly LineJson[];
  readonly draws: readonly DrawJson[];
}

export interface ActivityContext {
  readonly customerId: bigint;
  readonly zone: string;
  readonly grants: ReadonlyMap<number, Grant>;
  readonly seesBalance: boolean;
  /** Of this event, oldest first. */
  readonly corrections: readonly Correction[];
  /** What its own operation moved, when it does not stand on the event. */
  readonly entries: readonly Entry[];
}

export function activityJson(event: RecordedEvent, about: ActivityContext): ActivityJson {
  const { zone, seesBalance, corrections, entries } = about;
  const last = corrections.at(-1);
  const drawn = entries.filter(({ seq, kind }) => seq === event.seq && kind === 'draw');
  const split = drawn.map(({ debit, amount }) => ({ account: debit, amount }));
  const parts = event.parts.length > 0 ? event.parts : split;
  return {
    id: event.id,
    source: event.source,
    type: event.type,
    status: event.status,
    state: last ? STATES[last.kind] : 'recorded',
    seq: event.seq,
    occurred_at: formatInstant(event.occurredAt, zone),
    booked_at: formatInstant(event.bookedAt, zone),
    recorded_at: formatInstant(event.recordedAt, zone),
    run: event.run,
    sequence: event.sequence,
    dimensions: event.dimensions,
    attribution: event.attribution,
    data: event.data,
    unit: event.unit,
    credits: formatCredits(event.credits),
    list_credits: formatCredits(event.listCredits),
    zero_reason: event.zeroReason,
    lines: event.lines.map(lineJson),
    draws: drawsJson(parts, about),
    denial: event.denial && {
      code: event.denial.code,
      required: formatCredits(event.denial.required),
      available: seesBalance ? formatCredits(event.denial.available) : null,
    },
    balance_after: seesBalance ? formatCredits(event.balanceAfter) : null,
    corrections: corrections.map((correction) => correctionJson(correction, about)),
    current: currentJson(last?.event ?? { ...event, parts }, about),
  };
}

const STATES = { void: 'voided', amend: 'amended', price: 'priced' } as const;

function correctionJson(
  correction: Correction,
  { zone, customerId }: ActivityContext,
): ActivityCorrectionJson {
  const { compensation } = correction;
  return {
    kind: correction.kind,
    seq: correction.seq,
    reason: correction.reason,
    credits: formatCredits(correction.credits),
    rerated: formatCredits(correction.rerated),
    booked_at: formatInstant(correction.bookedAt, zone),
    recorded_at: formatInstant(correction.recordedAt, zone),
    compensation: compensation && {
      grant: grantIdJson(customerId, compensation.grant),
      credits: formatCredits(compensation.amount),
    },
  };
}

function currentJson(event: RecordedEvent, about: ActivityContext): CurrentJson {
  if (event.isVoid) {
    return { credits: '0', list_credits: '0', zero_reason: null, lines: [], draws: [] };
  }
  return {
    credits: formatCredits(event.credits),
    list_credits: formatCredits(event.listCredits),
    zero_reason: event.zeroReason,
    lines: event.lines.map(lineJson),
    draws: drawsJson(event.parts, about),
  };
}

function drawsJson(parts: readonly Part[], { customerId, grants }: ActivityContext): DrawJson[] {
  return parts.map(({ account, amount }) => ({
    account: accountJson(customerId, account),
    kind: grants.get(grantIdOf(account) ?? 0)?.kind ?? account,
    amount: formatCredits(amount),
  }));
}
