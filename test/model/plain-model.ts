// The rules said again as simply as can be, to hold the real ones against: pots of credits, numbers and texts, knowing
// nothing of the code they judge. Every price is a price per unit, so no running totals. Moments are microseconds.

/** What there is to know of a customer before anything happens. */
export interface PlainRules {
  readonly startsAt: number;
  /** The bounds of the cycle that a moment lies in. */
  readonly cycleOf: (at: number) => { readonly start: number; readonly end: number };
  readonly allotments: readonly {
    readonly kind: string;
    readonly amount: bigint;
    /** At most how much in all is carried into the next cycle, and how many times; null: nothing is. */
    readonly carry: { readonly most: bigint; readonly times: number } | null;
  }[];
  /** Draw order by kind of grant; lower goes first, and a kind without one is 0. */
  readonly priorities: Readonly<Record<string, number>>;
  /** Nano-credits for each unit, as a fraction; null where there is no price. Other types are unknown. */
  readonly prices: Readonly<Record<string, readonly [bigint, bigint] | null>>;
}

/** What is reported: so many units of something, at a moment. */
export interface PlainUse {
  readonly id: string;
  readonly type: string;
  readonly amount: bigint;
  readonly at: number;
  readonly enforce: boolean;
  /** Tells one content from another. */
  readonly content: string;
}

/** What is done to a customer beside reporting. Expiry is a moment, null for never. */
export type PlainDeed =
  | { readonly kind: 'void'; readonly event: string; readonly compensate: boolean }
  | { readonly kind: 'amend'; readonly event: string; readonly amount: bigint }
  | {
      readonly kind: 'grant';
      readonly grant: string;
      readonly amount: bigint;
      readonly ends: number | null;
    }
  | { readonly kind: 'advance' };

interface Pot {
  readonly kind: string;
  readonly amount: bigint;
  left: bigint;
  expired: bigint;
  repaid: bigint;
  readonly starts: number;
  readonly ends: number | null;
  readonly isAllotted: boolean;
  readonly carries: number;
}

interface PlainEvent {
  readonly use: PlainUse;
  /** What was answered first, and what is answered to every repetition. */
  readonly first: string;
  readonly booked: number;
  readonly isDenied: boolean;
  /** As it stands; what was paid was drawn at this moment. */
  drawn: number;
  credits: bigint;
  state: string;
  paid: readonly { readonly by: Pot | 'overdraft'; readonly amount: bigint }[];
}

/** A customer of the model. */
export interface PlainLedger {
  readonly rules: PlainRules;
  at: number;
  readonly pots: Pot[];
  overdraft: bigint;
  readonly events: Map<string, PlainEvent>;
}

/** A customer of whom nothing is known but the rules. */
export function openPlainLedger(rules: PlainRules): PlainLedger {
  const ledger = { rules, at: rules.startsAt, pots: [], overdraft: 0n, events: new Map() };
  allot(ledger, rules.startsAt);
  return ledger;
}

/** Reports uses one after the other; answers what becomes of each. What changes nothing leaves no trace, not even of time. */
export function report(ledger: PlainLedger, clock: number, uses: readonly PlainUse[]): string[] {
  const was = ledger.at;
  const size = ledger.events.size;
  const crossed = pass(ledger, clock);
  const answers = uses.map((use) => reportOne(ledger, use));
  if (!crossed && ledger.events.size === size) ledger.at = was;
  return answers;
}

/** Does one thing; answers what came of it. A refusal changes nothing. */
export function perform(ledger: PlainLedger, clock: number, deed: PlainDeed): string {
  if (deed.kind === 'advance') {
    const was = ledger.at;
    if (!pass(ledger, clock)) ledger.at = was;
    return 'advanced';
  }
  if (deed.kind === 'grant') {
    if (deed.ends !== null && deed.ends <= Math.max(ledger.at, clock))
      return 'refused time_invalid';
    pass(ledger, clock);
    return give(ledger, deed);
  }
  const event = ledger.events.get(deed.event);
  if (!event) return 'refused event_unknown';
  if (event.state === 'void') return deed.kind === 'void' ? 'duplicate' : 'refused already_voided';
  if (event.isDenied) return 'refused event_denied';
  pass(ledger, clock);
  const before = event.credits;
  const expired = putBack(ledger, event);
  if (deed.kind === 'void') return takeBack(ledger, event, deed.compensate ? expired : 0n);
  const price = ledger.rules.prices[event.use.type];
  event.credits = price ? priced(deed.amount, price) : 0n;
  // What a final cycle can no longer take is booked now.
  event.drawn = bookingOf(ledger, event.booked).booked;
  event.paid = draw(ledger, event.drawn, event.credits);
  const word = price ? (event.booked > event.use.at ? 'late' : 'charged') : 'unpriced';
  event.state = `${word} ${decimal(event.credits)}`;
  return `amended ${decimal(event.credits - before)}`;
}

/** Credits as decimals. */
export function decimal(nano: bigint): string {
  const digits = (nano < 0n ? -nano : nano).toString().padStart(10, '0');
  const text = `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '');
  return `${nano < 0n ? '-' : ''}${text}`;
}

const HOUR = 3_600_000_000;
const GRACE = 72 * HOUR;
const WINDOW = 35 * 24 * HOUR;
const AHEAD = HOUR / 12;

function reportOne(ledger: PlainLedger, use: PlainUse): string {
  const known = ledger.events.get(use.id);
  if (known) return known.use.content === use.content ? `duplicate ${known.first}` : 'mismatch';
  if (use.at > ledger.at + AHEAD) return 'invalid too_early';
  if (use.at < ledger.at - WINDOW) return 'invalid too_old';
  const price = ledger.rules.prices[use.type];
  if (price === undefined) return 'invalid event_type_unknown';
  const { booked, isLate } = bookingOf(ledger, use.at);
  const credits = price ? priced(use.amount, price) : 0n;
  const denial = use.enforce ? denialOf(ledger, booked, price ? credits : null) : null;
  const word = price === null ? 'unpriced' : isLate ? 'late' : 'charged';
  const first = denial ?? `${word} ${decimal(credits)}`;
  const paid = denial ? [] : draw(ledger, booked, credits);
  const charged = denial ? 0n : credits;
  const isDenied = denial !== null;
  const now = { drawn: booked, credits: charged, state: first, paid };
  const event = { use, first, booked, isDenied, ...now };
  ledger.events.set(use.id, event);
  return `recorded ${first}`;
}

/** When it happened, or now: when that lies ahead, before the beginning, or in a cycle that ended 72 hours ago. */
function bookingOf(
  { rules, at }: PlainLedger,
  happened: number,
): { booked: number; isLate: boolean } {
  if (happened >= at) return { booked: at, isLate: false };
  const isFinal = happened < rules.startsAt || rules.cycleOf(happened).end + GRACE <= at;
  return { booked: isFinal ? at : happened, isLate: isFinal };
}

/** To the nearest nano-credit, half to even. */
function priced(amount: bigint, [credits, per]: readonly [bigint, bigint]): bigint {
  const twice = 2n * amount * credits;
  const floor = twice / (2n * per);
  const rest = twice - floor * 2n * per;
  return rest > per || (rest === per && floor % 2n === 1n) ? floor + 1n : floor;
}

function denialOf(ledger: PlainLedger, booked: number, credits: bigint | null): string | null {
  const posted = sum(ledger.pots.map(({ left }) => left)) - ledger.overdraft;
  const available = posted > 0n ? posted : 0n;
  if (credits === null) return `denied no_price 0 of ${decimal(available)}`;
  const payable = sum(payers(ledger, booked).map(({ left, expired }) => left + expired));
  const usable = payable < available ? payable : available;
  if (credits <= usable) return null;
  return `denied insufficient_credits ${decimal(credits)} of ${decimal(usable)}`;
}

/** Who may pay for what is booked at a moment, in draw order. What expired since may still pay for what was before. */
function payers({ pots, rules }: PlainLedger, booked: number): Pot[] {
  const { end } = rules.cycleOf(booked);
  const order = (pot: Pot) => [
    rules.priorities[pot.kind] ?? 0,
    pot.ends ?? Number.POSITIVE_INFINITY,
    pot.starts,
    pots.indexOf(pot),
  ];
  return pots
    .filter(({ left, expired }) => left + expired > 0n)
    .filter(({ ends }) => ends === null || ends > booked)
    .filter(({ isAllotted, starts }) => !isAllotted || starts < end)
    .sort((a, b) => {
      const [mine, theirs] = [order(a), order(b)];
      const differs = mine.findIndex((each, index) => each !== theirs[index]);
      return (mine[differs] ?? 0) < (theirs[differs] ?? 0) ? -1 : 1;
    });
}

function draw(ledger: PlainLedger, booked: number, credits: bigint): PlainEvent['paid'] {
  const paid: { by: Pot | 'overdraft'; amount: bigint }[] = [];
  let due = credits;
  for (const pot of payers(ledger, booked)) {
    const amount = least(due, pot.left + pot.expired);
    if (amount === 0n) break;
    const fromLeft = least(amount, pot.left);
    pot.left -= fromLeft;
    pot.expired -= amount - fromLeft;
    due -= amount;
    paid.push({ by: pot, amount });
  }
  if (due === 0n) return paid;
  paid.push({ by: 'overdraft', amount: due });
  // What is overdrawn in a cycle that has ended is written off with it.
  if (ledger.rules.cycleOf(booked).end > ledger.at) ledger.overdraft += due;
  return paid;
}

/** Gives everything back to who paid; answers how much of it went to pots that have ended, and so expired again. */
function putBack(ledger: PlainLedger, { paid, drawn }: PlainEvent): bigint {
  let expired = 0n;
  for (const { by, amount } of paid.toReversed()) {
    if (by === 'overdraft') lower(ledger, drawn, amount);
    else expired += putInto(ledger, by, amount);
  }
  return expired;
}

function putInto({ at }: PlainLedger, pot: Pot, amount: bigint): bigint {
  const hasEnded = pot.ends !== null && pot.ends <= at;
  if (hasEnded) pot.expired += amount;
  else pot.left += amount;
  return hasEnded ? amount : 0n;
}

/** Overdraft that is open goes first; what was repaid goes back to who repaid, newest first; the rest was written off. */
function lower(ledger: PlainLedger, drawn: number, amount: bigint): void {
  const { at, pots, rules } = ledger;
  const cycle = rules.cycleOf(drawn);
  const open = drawn >= rules.cycleOf(at).start ? least(amount, ledger.overdraft) : 0n;
  ledger.overdraft -= open;
  let rest = amount - open;
  for (const pot of pots.toReversed()) {
    if (pot.starts < cycle.start || pot.starts >= cycle.end) continue;
    const part = least(rest, pot.repaid);
    pot.repaid -= part;
    rest -= part;
    putInto(ledger, pot, part);
  }
}

function takeBack(ledger: PlainLedger, event: PlainEvent, compensation: bigint): string {
  const back = `voided ${decimal(-event.credits)}`;
  event.state = 'void';
  event.paid = [];
  if (compensation === 0n) return back;
  const { end } = ledger.rules.cycleOf(ledger.at);
  addPot(ledger, { kind: 'correction', amount: compensation, ends: end });
  return `${back} compensated ${decimal(compensation)}`;
}

function give(
  ledger: PlainLedger,
  { grant, amount, ends }: Extract<PlainDeed, { kind: 'grant' }>,
): string {
  const repaid = grant === 'goodwill' ? 0n : least(amount, ledger.overdraft);
  ledger.overdraft -= repaid;
  const pot = addPot(ledger, { kind: grant, amount, ends });
  pot.left -= repaid;
  pot.repaid = repaid;
  return `granted ${decimal(amount)} repaid ${decimal(repaid)}`;
}

function addPot(
  { pots, at }: PlainLedger,
  pot: Pick<Pot, 'kind' | 'amount' | 'ends'> & Partial<Pot>,
): Pot {
  const nothing = { expired: 0n, repaid: 0n, carries: 0, isAllotted: false };
  const added = { ...nothing, left: pot.amount, starts: at, ...pot };
  pots.push(added);
  return added;
}

/** Lets time pass up to a moment; whether something fell due. A clock that steps back is not followed. */
function pass(ledger: PlainLedger, clock: number): boolean {
  const until = Math.max(ledger.at, clock);
  let hasCrossed = false;
  for (let next = nextDue(ledger); next <= until; next = nextDue(ledger)) {
    hasCrossed = true;
    ledger.at = next;
    expire(ledger, next);
    if (ledger.rules.cycleOf(next).start === next) renew(ledger, next);
  }
  ledger.at = until;
  return hasCrossed;
}

/** The end of a pot that has something left, the end of the cycle, or the moment the one before becomes final. */
function nextDue({ at, pots, rules }: PlainLedger): number {
  const { start, end } = rules.cycleOf(at);
  const isFirst = start <= rules.startsAt;
  const ends = pots.map((pot) => (pot.left > 0n && pot.ends !== null ? pot.ends : at));
  const later = [end, isFirst ? at : start + GRACE, ...ends].filter((each) => each > at);
  return Math.min(...later);
}

/** Ends pots; at a reset those that carry hand on their rest first, the ones that may be carried longest before others. */
function expire(ledger: PlainLedger, at: number): void {
  const { rules, pots } = ledger;
  const isReset = rules.cycleOf(at).start === at;
  const ending = pots.filter((pot) => pot.ends === at).sort((a, b) => a.carries - b.carries);
  const room = new Map(rules.allotments.map(({ kind, carry }) => [kind, carry?.most ?? 0n]));
  for (const pot of ending) {
    const times = rules.allotments.find(({ kind }) => kind === pot.kind)?.carry?.times ?? 0;
    const carried = isReset && pot.carries < times ? least(pot.left, room.get(pot.kind) ?? 0n) : 0n;
    if (carried > 0n) {
      room.set(pot.kind, (room.get(pot.kind) ?? 0n) - carried);
      pot.left -= carried;
      const { kind, carries } = pot;
      const { end } = rules.cycleOf(at);
      addPot(ledger, { kind, amount: carried, ends: end, carries: carries + 1 });
    }
    pot.expired += pot.left;
    pot.left = 0n;
  }
}

function renew(ledger: PlainLedger, at: number): void {
  ledger.overdraft = 0n;
  allot(ledger, at);
}

function allot(ledger: PlainLedger, at: number): void {
  const { end } = ledger.rules.cycleOf(at);
  for (const { kind, amount } of ledger.rules.allotments) {
    addPot(ledger, { kind, amount, ends: end, isAllotted: true });
  }
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
