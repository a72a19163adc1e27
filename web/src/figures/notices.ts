import { credits } from '@fuelgauge/core';
import type { BalanceGrant, CustomerCatalog, Overview } from '@fuelgauge/sdk';
import type { BalanceFigures } from './balance-figures.ts';
import {
  type CatalogWords,
  type GrantKindWords,
  midSentence,
  otherKindWords,
} from './catalog-words.ts';
import type { Estimate } from './estimate.ts';
import { amountText, type Shown } from './number-text.ts';
import { roundDown, stepOf } from './rounding.ts';
import type { Runway } from './runway.ts';
import { dateText, momentText, sinceText, timeText } from './time-text.ts';

/** Which notice it is: its text of the overview is called the same. */
export type NoticeKind =
  | 'readOnly'
  | 'outOfCredits'
  | 'delayed'
  | 'billedFurther'
  | 'freeBeta'
  | 'nextPot'
  | 'runsOut'
  | 'runsOutBetween'
  | 'muchUsed'
  | 'grantExpires'
  | 'planChanges'
  | 'pricesChange'
  | 'periodStarted';

export interface Notice {
  readonly kind: NoticeKind;
  readonly tone: 'danger' | 'warn' | 'info';
  /** Of the text, formatted; counts stay numbers. */
  readonly values: Readonly<Record<string, string | number>>;
  /** What tells it from others of its kind in the same period; null: it cannot be put away. */
  readonly dismissal: string | null;
}

export interface NoticeInput {
  readonly overview: Overview;
  readonly catalog: CustomerCatalog;
  readonly figures: BalanceFigures;
  readonly runway: Runway;
  readonly estimate: Estimate | undefined;
  /** What usage past the total is billed as; null when it is not billed. */
  readonly overage: GrantKindWords | null;
  readonly words: CatalogWords;
  readonly wouldCost: Shown | null;
  readonly start: Date;
  readonly end: Date;
  readonly asOf: Date;
  readonly completeTo: Date | null;
  readonly resetsAt: Date;
  readonly timeZone: string;
}

/**
 * What the reader has to know, most urgent first. A period that is over has nothing to warn of.
 */
export function notices(input: NoticeInput): Notice[] {
  if (!input.overview.period.is_current) return [];
  return [
    readOnly(input),
    out(input),
    delayed(input),
    freeBeta(input),
    further(input),
    nextPot(input),
    early(input),
    muchUsed(input),
    ...expiring(input),
    changing(input),
    begun(input),
  ].filter((notice) => notice !== null);
}

const DAY_MS = 86_400_000;
const EXPIRING_DAYS = 14;
const DELAYED_MS = 15 * 60_000;

function readOnly({ overview: { balance }, timeZone }: NoticeInput): Notice | null {
  if (!balance.read_only) return null;
  const { since, reason } = balance.read_only;
  const values = { since: momentText(new Date(since), timeZone), reason };
  return { kind: 'readOnly', tone: 'danger', values, dismissal: null };
}

function out({ figures, overage, catalog, resetsAt, timeZone }: NoticeInput): Notice | null {
  if (!isUsedUp(figures) || isBilledFurther(figures, overage)) return null;
  const values = {
    reset: momentText(resetsAt, timeZone),
    happens: catalog.exhaustion?.message ?? 'none',
  };
  return { kind: 'outOfCredits', tone: 'danger', values, dismissal: null };
}

function isUsedUp({ left, total }: BalanceFigures): boolean {
  return left !== null && left.exact <= 0n && total.exact > 0n;
}

function isBilledFurther({ overdrawn }: BalanceFigures, overage: GrantKindWords | null): boolean {
  return overage !== null && overdrawn.exact === 0n;
}

/** Usage is complete up to a while ago: what is shown of since then will become more. */
function delayed({ completeTo, asOf, timeZone }: NoticeInput): Notice | null {
  if (!completeTo || asOf.getTime() - completeTo.getTime() <= DELAYED_MS) return null;
  const values = { time: sinceText(completeTo, { asOf, timeZone }) };
  return { kind: 'delayed', tone: 'warn', values, dismissal: null };
}

function further({ figures, overage }: NoticeInput): Notice | null {
  if (!overage || !isUsedUp(figures) || !isBilledFurther(figures, overage)) return null;
  const { billed: amount, unit } = figures;
  const values = {
    kind: midSentence(overage.name),
    soFar: amount.exact > 0n ? amountText(amount, unit) : 'none',
  };
  return { kind: 'billedFurther', tone: 'info', values, dismissal: 'billed' };
}

function freeBeta({ wouldCost, figures, catalog, timeZone }: NoticeInput): Notice | null {
  const begins = catalog.billing_starts_at;
  if (wouldCost === null || begins === null) return null;
  const values = {
    date: dateText(new Date(begins), timeZone),
    amount: amountText(wouldCost, figures.unit),
  };
  return { kind: 'freeBeta', tone: 'info', values, dismissal: null };
}

function nextPot({ figures, words }: NoticeInput): Notice | null {
  const [first] = figures.pots;
  const next = figures.pots.find((pot) => pot.left.exact > 0n);
  if (!first || !next || first === next) return null;
  if (words.kinds.get(first.kind)?.look !== 'monthly') return null;
  const { name } = words.kinds.get(next.kind) ?? otherKindWords(next.kind);
  const values = {
    name,
    left: amountText(next.left, figures.unit),
    size: amountText(next.size, figures.unit),
  };
  return { kind: 'nextPot', tone: 'info', values, dismissal: next.kind };
}

function early(input: NoticeInput): Notice | null {
  const { runway, estimate, figures, start, asOf, resetsAt, timeZone } = input;
  if (!runway.early || runway.runOut.kind !== 'days' || !figures.left) return null;
  const day = (days: number) => dateText(new Date(asOf.getTime() + days * DAY_MS), timeZone);
  const until = estimate?.untilUsed(figures.left.exact);
  const values = {
    days: runway.runOut.days,
    reset: dateText(resetsAt, timeZone),
    from: dateText(start, timeZone),
    to: dateText(asOf, timeZone),
  };
  const common = { tone: 'warn', dismissal: 'early' } as const;
  if (!until || !Number.isFinite(until.high)) return { ...common, kind: 'runsOut', values };
  const between = {
    ...values,
    day: day(until.median),
    low: day(until.low),
    high: day(until.high),
  };
  return { ...common, kind: 'runsOutBetween', values: between };
}

/** Three quarters of what is included are used in less than three quarters of the period. */
function muchUsed({ figures, words, runway }: NoticeInput): Notice | null {
  const included = figures.pots.find(({ kind }) => words.kinds.get(kind)?.look === 'monthly');
  const days = runway.daysElapsed + runway.daysRemaining;
  if (!included || included.left.exact <= 0n || runway.early) return null;
  if (included.used * 4n < included.size.exact * 3n) return null;
  if (runway.daysElapsed * 4 >= days * 3) return null;
  const used = included.size.rounded - included.left.rounded;
  const values = {
    used: amountText({ exact: included.used, rounded: used }, figures.unit),
    size: amountText(included.size, figures.unit),
    left: runway.daysRemaining,
    days,
  };
  return { kind: 'muchUsed', tone: 'warn', values, dismissal: '75' };
}

/** What expires within two weeks with more than a tenth left; a reset is no expiry worth a word. */
function expiring({ overview, figures, words, asOf, resetsAt, timeZone }: NoticeInput): Notice[] {
  const isSoon = ({ expires_at, remaining, amount }: BalanceGrant) =>
    expires_at !== null &&
    Date.parse(expires_at) - asOf.getTime() <= EXPIRING_DAYS * DAY_MS &&
    Date.parse(expires_at) > asOf.getTime() &&
    Date.parse(expires_at) !== resetsAt.getTime() &&
    credits(remaining) * 10n > credits(amount);
  return overview.balance.grants.filter(isSoon).map((grant) => {
    const exact = credits(grant.remaining);
    const { name } = words.kinds.get(grant.kind) ?? otherKindWords(grant.kind);
    const rounded = roundDown(exact, stepOf(figures.unit.decimals));
    const values = {
      amount: amountText({ exact, rounded }, figures.unit),
      name: midSentence(name),
      when: momentText(new Date(grant.expires_at ?? ''), timeZone),
    };
    return { kind: 'grantExpires', tone: 'warn', values, dismissal: grant.id };
  });
}

function changing({ overview, catalog, words, timeZone }: NoticeInput): Notice | null {
  const [plan] = overview.customer.scheduled_plans;
  if (plan) {
    const label = words.plans.get(plan.plan)?.label ?? plan.plan;
    const values = { plan: label, date: dateText(new Date(plan.effective_at), timeZone) };
    return { kind: 'planChanges', tone: 'info', values, dismissal: plan.effective_at };
  }
  const card = catalog.cards.find(({ state }) => state === 'coming');
  if (!card) return null;
  const values = { date: dateText(new Date(card.from), timeZone) };
  return { kind: 'pricesChange', tone: 'info', values, dismissal: card.id };
}

/** On the first day, what the last period came to. */
function begun({ overview, catalog, figures, start, asOf, timeZone }: NoticeInput): Notice | null {
  if (asOf.getTime() - start.getTime() >= DAY_MS || figures.unit.currency !== null) return null;
  const last = overview.cycles.find(
    ({ series, end }) => series === 'plan' && Date.parse(end) === start.getTime(),
  );
  const total = last?.totals.find(({ unit }) => unit === catalog.credit_unit);
  if (!total) return null;
  const exact = credits(total.used);
  const rounded = roundDown(exact, stepOf(figures.unit.decimals));
  const values = {
    time: timeText(start, timeZone),
    used: amountText({ exact, rounded }, figures.unit),
  };
  return { kind: 'periodStarted', tone: 'info', values, dismissal: 'begun' };
}
