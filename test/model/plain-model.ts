/** Something that happens to a customer of the plain model, at whole days since its start. */
export type Fact =
  | { readonly day: number; readonly kind: 'use'; readonly amount: bigint }
  | {
      readonly day: number;
      readonly kind: 'addon' | 'promo' | 'goodwill' | 'saved';
      readonly amount: bigint;
      readonly lasts: number | null;
    };

/** What is left by kind of grant, and what was used beyond. */
export interface PlainState {
  readonly left: Readonly<Record<string, bigint>>;
  readonly overdraft: bigint;
}

interface Pot {
  readonly kind: string;
  left: bigint;
  readonly priority: number;
  readonly ends: number;
  readonly since: number;
  readonly carries: number;
}

const PRIORITY: Readonly<Record<string, number>> = {
  goodwill: 0,
  promo: 5,
  monthly: 10,
  saved: 10,
  addon: 20,
};

/**
 * The rules said again as simply as can be, to hold the real ones against: every answer replays all
 * facts from the start, day by day. Facts come in order. A cycle starts on each day of `resets`
 * with 60 monthly credits, and 40 saved ones of which at most 70 in all are carried, twice.
 */
export function replay(
  facts: readonly Fact[],
  resets: readonly number[],
  until: number,
): PlainState {
  let pots: Pot[] = [];
  let overdraft = 0n;
  for (let day = 0; day <= until; day += 1) {
    const ending = pots.filter(({ ends }) => ends === day);
    pots = pots.filter(({ ends }) => ends !== day);
    if (resets.includes(day)) {
      const ends = resets.find((reset) => reset > day) ?? Number.POSITIVE_INFINITY;
      pots.push(...carried(ending, { day, ends }));
      const allotment = { since: day, ends, carries: 0, priority: 10 };
      pots.push(
        { kind: 'monthly', left: 60n, ...allotment },
        { kind: 'saved', left: 40n, ...allotment },
      );
      overdraft = 0n;
    }
    for (const fact of facts.filter((each) => each.day === day)) {
      if (fact.kind === 'use') overdraft += take(pots, fact.amount);
      else {
        const repaid =
          fact.kind === 'goodwill' || fact.amount < overdraft ? fact.amount : overdraft;
        const pays = fact.kind === 'goodwill' ? 0n : repaid;
        overdraft -= pays;
        const ends = fact.lasts === null ? Number.POSITIVE_INFINITY : day + fact.lasts;
        const { kind, amount } = fact;
        pots.push({
          kind,
          left: amount - pays,
          priority: PRIORITY[kind] ?? 0,
          ends,
          since: day,
          carries: 0,
        });
      }
    }
  }
  const left: Record<string, bigint> = {};
  for (const pot of pots) if (pot.left > 0n) left[pot.kind] = (left[pot.kind] ?? 0n) + pot.left;
  return { left, overdraft };
}

function carried(ending: readonly Pot[], { day, ends }: { day: number; ends: number }): Pot[] {
  let room = 70n;
  const next: Pot[] = [];
  const fresh = ending.filter(({ kind, carries }) => kind === 'saved' && carries < 2);
  for (const pot of fresh.sort((a, b) => a.carries - b.carries)) {
    const left = pot.left < room ? pot.left : room;
    room -= left;
    if (left > 0n) next.push({ ...pot, left, since: day, ends, carries: pot.carries + 1 });
  }
  return next;
}

/** Takes from the pots in draw order and answers what they lacked. */
function take(pots: readonly Pot[], amount: bigint): bigint {
  let due = amount;
  const order = (pot: Pot) => [pot.priority, pot.ends, pot.since, pots.indexOf(pot)];
  const sorted = pots.toSorted((a, b) => {
    const [mine, theirs] = [order(a), order(b)];
    const differs = mine.findIndex((each, index) => each !== theirs[index]);
    return (mine[differs] ?? 0) - (theirs[differs] ?? 0);
  });
  for (const pot of sorted) {
    const part = pot.left < due ? pot.left : due;
    pot.left -= part;
    due -= part;
  }
  return due;
}
