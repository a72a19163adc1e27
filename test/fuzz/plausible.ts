import type { Dice } from './dice.ts';
import type { Memory, Met } from './memory.ts';

/** Where a value is needed. */
export interface Wanted {
  readonly operationId: string;
  /** Of the field or parameter. */
  readonly name: string;
  readonly subject: Subject;
}

/** What a request is about: its parts mean the same thing. */
export interface Subject {
  readonly customer: string;
  /** Of that customer, when it had been met. */
  readonly event: Met['event'] | undefined;
  readonly grant: Met['grant'] | undefined;
}

/** Who and what the requests of a run may mean without having met it. */
export interface Known {
  readonly catalogs: readonly Readonly<Record<string, unknown>>[];
  readonly memory: Memory;
}

/** Customers that requests are about. Made up names are rarer: each customer makes the proof at the end longer. */
export const CUSTOMERS = ['acme', 'acme', 'beta', 'trial', 'new 1', 'neu/ä'] as const;

/** The customer nobody but who may see everything is to learn of. */
export const HIDDEN = 'hidden';

/** Picks what a request of this operation is about. */
export function subjectOf(operationId: string, { memory }: Known, dice: Dice): Subject {
  const [event, grant] = [memory.recall('event', dice), memory.recall('grant', dice)];
  const invited = memory.recall('invitation', dice);
  const about = /Grant$/.test(operationId)
    ? grant
    : operationId === 'withdrawInvitation'
      ? invited
      : event;
  const customer =
    operationId === 'advanceClock' && dice.chance(0.8)
      ? 'trial'
      : about !== undefined && dice.chance(0.6)
        ? about.customer
        : dice.chance(0.95)
          ? dice.pick(CUSTOMERS)
          : HIDDEN;
  const own = <T extends { readonly customer: string }>(met: T | undefined) =>
    met?.customer === customer ? met : undefined;
  return { customer, event: own(event), grant: own(grant) };
}

/** Fields that may be absent and seldom are: without them little else is looked at. */
export const WANTED: ReadonlySet<string> = new Set(['subject', 'data']);

/** Stands for a field that is better not there. */
export const ABSENT = Symbol('absent');

/**
 * A value that would be right there, as far as names tell: the document says of most texts only that they are texts.
 * Undefined for what has no such name.
 */
export function plausible(wanted: Wanted, known: Known, dice: Dice): unknown {
  if (!Object.hasOwn(PLAUSIBLE, wanted.name)) return undefined;
  return PLAUSIBLE[wanted.name]?.(dice, known, wanted);
}

type Make = (dice: Dice, known: Known, wanted: Wanted) => unknown;

const AMOUNTS = ['0', '1', '0.5', '100', '0.000000001', '2500.25', '9999999999.999999999', '1e2'];
const DIMENSIONS = ['team', 'user'];
const VALUES = ['red', 'blue', 'mia', 'ben', 'ünï', "o'neill"];

const PLAUSIBLE: Readonly<Record<string, Make>> = {
  customer: (_, __, { subject }) => subject.customer,
  customers: (dice) => [dice.pick(CUSTOMERS)],
  subject: (_, __, { subject }) => subject.customer,
  id: idOf,
  event: (_, __, { subject }) => subject.event?.id,
  source: sourceOf,
  type: (dice, known) => dice.pick(dice.chance(0.9) ? ['work', 'extra'] : named(known, 'event')),
  data: dataOf,
  dimensions: (dice) => Object.fromEntries([[dice.pick(DIMENSIONS), dice.pick(VALUES)]]),
  run: (dice) => dice.pick(['run-1', 'run-2']),
  sequence: (dice) => dice.below(5),
  specversion: () => '1.0',
  datacontenttype: () => 'application/json',
  occurred_at: recently,
  time: recently,
  from: past,
  to: (dice) => moment(dice, { fromDays: 0, toDays: 60 }),
  at: past,
  advance_to: (dice) => moment(dice, { fromDays: 0, toDays: 400 }),
  effective_at: (dice) => moment(dice, { fromDays: dice.chance(0.2) ? -30 : 0, toDays: 60 }),
  expires_at: (dice) => (dice.chance(0.2) ? null : moment(dice, { fromDays: 61, toDays: 200 })),
  contract_ends_at: (dice) => moment(dice, { fromDays: 61, toDays: 400 }),
  anchor_at: seldom(past),
  started_at: seldom(past),
  clock_at: seldom(past),
  test: seldom((dice) => dice.chance(0.5)),
  amount: (dice) => dice.pick(AMOUNTS),
  currency: (dice) => dice.pick(['EUR', 'USD']),
  catalog: (dice, { memory }) =>
    dice.chance(0.8) ? 'small' : (memory.recall('catalog', dice)?.key ?? 'small'),
  plan: (dice, known) => (dice.chance(0.8) ? dice.pick(PLANS) : dice.pick(named(known, 'id'))),
  time_zone: (dice) => dice.pick(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu']),
  billing_mode: () => null,
  email: (dice) => dice.pick(['ada@example.com', 'bob@example.com']),
  member: () => 'mia',
  roles: () => ['admin'],
  scope: () => ABSENT,
  groups: () => ABSENT,
  mail: seldom((dice) => dice.chance(0.5)),
  kind: (dice, _, { operationId }) =>
    /Item/.test(operationId)
      ? 'seat'
      : operationId === 'issueGrant'
        ? dice.pick(GRANT_KINDS)
        : dice.pick(ENTRY_KINDS),
  parent: (dice) => (dice.chance(0.3) ? null : dice.pick(VALUES)),
  applies_to: (dice) => [dice.pick(['work', 'extra'])],
  account: (_, __, { subject }) => subject.grant?.id ?? 'used',
  grant: (_, __, { subject }) => subject.grant?.id ?? ABSENT,
  filter: (dice) => dice.pick(['meter:in:work', 'team:in:red,', 'user:ex:mia;category:in:work']),
  unit: (dice) => dice.pick(['credits', 'money', 'quantity', 'credit', 'usd']),
  by: (dice) => dice.pick(['meter', 'category', ...DIMENSIONS]),
  group_by: (dice) => dice.pick(['meter', 'category', ...DIMENSIONS]),
  rows: (dice) => dice.pick(['meter', ...DIMENSIONS]),
  columns: (dice) => dice.pick(['category', 'team', 'meter,category']),
  series: () => 'plan',
  limit: (dice) => dice.pick(['1', '2', '7', '1000']),
  cursor: (dice, { memory }, { operationId }) => {
    const met = memory.recall('cursor', dice);
    return met?.operationId === operationId || dice.chance(0.1) ? met?.cursor : ABSENT;
  },
  status: (dice) => dice.pick(['charged', 'voided', 'denied', 'late']),
  q: (dice) => dice.pick(['e', 'mia', 'RUN']),
  key: (dice, { memory }, { operationId }) =>
    /Quota/.test(operationId) ? 'projects' : memory.recall('catalog', dice)?.key,
  version: (dice) => dice.pick([ABSENT, '1', '2']),
};

const PLANS = ['basic', 'basic', 'free', 'plus', 'metered', 'endless', 'yearly', 'none'];
const GRANT_KINDS = ['bought', 'promo', 'thanks', 'goodwill', 'correction', 'contract'];
const ENTRY_KINDS = ['draw', 'expire', 'issue', 'members', 'groups', 'scopes', 'agents'];

/** For what is settled at creation: whoever sends it later is mostly refused. */
function seldom(make: Make): Make {
  return (dice, known, wanted) => (dice.chance(0.1) ? make(dice, known, wanted) : ABSENT);
}

/** What is to be void or amended has been met; what is recorded is mostly new. */
function idOf(dice: Dice, { memory }: Known, { operationId, subject }: Wanted): unknown {
  if (/Key/.test(operationId)) return memory.recall('key', dice)?.id;
  if (/Grant/.test(operationId)) return subject.grant?.id;
  if (/Item/.test(operationId)) return 'seats';
  if (operationId === 'withdrawInvitation') return memory.recall('invitation', dice)?.id;
  if (/Directory/.test(operationId)) return dice.pick(VALUES);
  const isFresh = operationId === 'recordEvents' && dice.chance(0.9);
  return isFresh ? `event-${dice.below(2 ** 30)}` : subject.event?.id;
}

function sourceOf(dice: Dice, _: Known, { operationId, subject }: Wanted): unknown {
  if (operationId === 'issueGrant') return undefined;
  if (operationId === 'recordEvents') return dice.chance(0.97) ? ABSENT : 'fuzz';
  return subject.event?.source ?? ABSENT;
}

function dataOf(dice: Dice, known: Known): Record<string, unknown> {
  const amount = dice.chance(0.8) ? dice.below(20) : dice.pick(AMOUNTS);
  if (dice.chance(0.7)) return { amount };
  return {
    amount,
    [dice.pick(named(known, 'value'))]: amount,
    [dice.pick(VALUES)]: dice.pick(VALUES),
  };
}

function recently(dice: Dice): string {
  const days = dice.roll() * (dice.chance(0.9) ? 1 : 45);
  return new Date(Date.now() - days * DAY_MS).toISOString();
}

function past(dice: Dice): string {
  return moment(dice, { fromDays: -45, toDays: -2 });
}

const DAY_MS = 86_400_000;

/** An instant, or a date. */
function moment(dice: Dice, { fromDays, toDays }: { fromDays: number; toDays: number }): string {
  const days = fromDays + dice.roll() * (toDays - fromDays);
  const text = new Date(Date.now() + days * DAY_MS).toISOString();
  return dice.chance(0.2) ? text.slice(0, 10) : text;
}

/** All that stands under this name somewhere in the catalogs. */
function named({ catalogs }: Known, name: string): string[] {
  const found: string[] = [];
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === name && typeof value === 'string') found.push(value);
      look(value);
    }
  };
  look(catalogs);
  return found;
}
