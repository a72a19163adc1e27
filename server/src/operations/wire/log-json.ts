import {
  type Account,
  type Catalog,
  type Correction,
  type Entry,
  type EntryKind,
  formatCredits,
  formatInstant,
  formatQuantity,
  type Grant,
  grantIdOf,
  type Part,
  type RecordedEvent,
} from '@fuelgauge/core';
import { passes, type UsageFilter } from '../usage-filter.ts';
import { grantIdJson } from './balance-json.ts';
import { accountJson } from './entry-json.ts';

/** A row of the log: an event, a correction of one, or a movement of grants. Credits are signed: use is negative. */
export interface LogRowJson {
  readonly kind: 'debit' | 'correction' | EntryKind;
  readonly seq: number;
  readonly booked_at: string;
  readonly recorded_at: string;
  /** When the event happened; null for movements of grants. */
  readonly occurred_at: string | null;
  readonly unit: string;
  /** What the row changed in all. */
  readonly credits: string;
  /** The part of it that passes the filter: these add up to the footer. */
  readonly matched: string;
  /** Null for whom the customer's balance is not shown. */
  readonly balance_after: string | null;
  readonly event: LogEventJson | null;
  /** What was drawn from, in order, or what moved: amounts are positive. */
  readonly draws: readonly {
    readonly account: string;
    readonly kind: string;
    readonly amount: string;
  }[];
  readonly correction: { readonly kind: Correction['kind']; readonly reason: string } | null;
  /** The grant a movement is about. */
  readonly grant: { readonly id: string; readonly kind: string } | null;
}

export interface LogEventJson {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly status: RecordedEvent['status'];
  readonly run: string | null;
  readonly attribution: RecordedEvent['attribution'];
  readonly zero_reason: RecordedEvent['zeroReason'];
  readonly lines: readonly {
    readonly meter: string;
    readonly quantity: string;
    /** What is counted, in the singular. */
    readonly unit: string;
    readonly credits: string;
    readonly price: string | null;
  }[];
}

export interface LogContext {
  readonly customerId: bigint;
  readonly catalog: Catalog;
  readonly zone: string;
  readonly grants: ReadonlyMap<number, Grant>;
  readonly filter: UsageFilter;
  readonly seesBalance: boolean;
}

/** The row of an event as it was recorded. `entries` are its draws, where they do not stand on it. */
export function debitRow(
  event: RecordedEvent,
  about: LogContext & { readonly entries: readonly Entry[] },
): LogRowJson {
  const split = about.entries.map(({ debit, amount }) => ({ account: debit, amount }));
  const matched = event.lines
    .filter((line) => passesLine(event, line, about))
    .reduce((sum, { credits }) => sum + credits, 0n);
  return {
    ...bookedJson(event, about),
    kind: 'debit',
    occurred_at: formatInstant(event.occurredAt, about.zone),
    credits: formatCredits(-event.credits),
    matched: formatCredits(-matched),
    event: eventJson(event, about),
    draws: (event.parts.length > 0 ? event.parts : split).map((part) => drawJson(part, about)),
    correction: null,
    grant: null,
  };
}

/** The row of a correction: what it changed of what `event` was charged. */
export function correctionRow(
  correction: Correction,
  about: LogContext & { readonly event: RecordedEvent },
): LogRowJson {
  const { catalog, filter, zone, event } = about;
  const matched = correction.usage
    .filter(({ meter, attribution }) =>
      passes(catalog, filter, { meter, valueIn: known(catalog, meter, attribution) }),
    )
    .reduce((sum, { credits }) => sum + credits, 0n);
  return {
    ...bookedJson(correction, about),
    kind: 'correction',
    occurred_at: formatInstant(event.occurredAt, zone),
    credits: formatCredits(-correction.credits),
    matched: formatCredits(-matched),
    event: eventJson(event, about),
    draws: [],
    correction: { kind: correction.kind, reason: correction.reason },
    grant: null,
  };
}

/** The row of one operation on grants. Asserts nothing about its parts but that there is one. */
export function movementRow(entries: readonly Entry[], about: LogContext): LogRowJson {
  const [first] = entries as readonly [Entry, ...Entry[]];
  const last = entries.at(-1) ?? first;
  const change = entries.reduce((sum, entry) => sum + changeOf(entry), 0n);
  const accounts = entries.flatMap(({ debit, credit }) => [debit, credit]);
  const grant = accounts.map(grantIdOf).find((id) => id !== undefined);
  return {
    ...bookedJson(last, about),
    kind: first.kind,
    occurred_at: null,
    credits: formatCredits(change),
    matched: formatCredits(change),
    event: null,
    draws: entries.map(({ debit, credit, amount }) =>
      drawJson({ account: grantIdOf(debit) === undefined ? credit : debit, amount }, about),
    ),
    correction: null,
    grant:
      grant === undefined
        ? null
        : {
            id: grantIdJson(about.customerId, grant),
            kind: about.grants.get(grant)?.kind ?? 'grant',
          },
  };
}

interface Booked {
  readonly seq: number;
  readonly bookedAt: Entry['bookedAt'];
  readonly recordedAt: Entry['recordedAt'];
  readonly unit: string;
  readonly balanceAfter: Entry['balanceAfter'];
}

function bookedJson({ seq, bookedAt, recordedAt, unit, balanceAfter }: Booked, about: LogContext) {
  return {
    seq,
    booked_at: formatInstant(bookedAt, about.zone),
    recorded_at: formatInstant(recordedAt, about.zone),
    unit,
    balance_after: about.seesBalance ? formatCredits(balanceAfter) : null,
  };
}

function eventJson(event: RecordedEvent, { catalog }: LogContext): LogEventJson {
  return {
    source: event.source,
    id: event.id,
    type: event.type,
    status: event.status,
    run: event.run,
    attribution: event.attribution,
    zero_reason: event.zeroReason,
    lines: event.lines.map(({ meter, quantity, credits, card }) => ({
      meter,
      quantity: formatQuantity(quantity),
      unit: catalog.meters.get(meter)?.unit ?? '',
      credits: formatCredits(credits),
      price: card,
    })),
  };
}

function passesLine(
  { attribution }: RecordedEvent,
  { meter, split }: RecordedEvent['lines'][number],
  { catalog, filter }: LogContext,
): boolean {
  const own = split ? { ...attribution, [split.dimension]: split.value } : attribution;
  return passes(catalog, filter, { meter, valueIn: known(catalog, meter, own) });
}

/** What a meter does not attribute to a dimension has no value of it. */
function known({ meters }: Catalog, meter: string, attribution: RecordedEvent['attribution']) {
  const dimensions = meters.get(meter)?.dimensions ?? [];
  return (name: string) => (dimensions.includes(name) ? (attribution[name] ?? null) : null);
}

/** What a transfer changes of the balance: what grants have left, less open overdraft. */
function changeOf({ debit, credit, amount }: Entry): bigint {
  const counts = (account: Account) => grantIdOf(account) !== undefined || account === 'overdraft';
  return (counts(credit) ? amount : 0n) - (counts(debit) ? amount : 0n);
}

function drawJson({ account, amount }: Part, { customerId, grants }: LogContext) {
  return {
    account: accountJson(customerId, account),
    kind: grants.get(grantIdOf(account) ?? 0)?.kind ?? account,
    amount: formatCredits(amount),
  };
}
