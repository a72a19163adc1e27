import type { CatalogFault } from '../catalog-fault.ts';
import type { Reading } from './reading.ts';
import { references } from './reference.ts';

type Card = ReturnType<Reading['cards']>[number];

/**
 * For each plan and instant from the first card on exactly one card applies; one that names the plan
 * comes before one for every plan. The first card prices every meter.
 */
export function* checkCards(reading: Reading): Generator<CatalogFault> {
  const cards = reading.cards();
  for (const { pointer, value } of cards) {
    yield* references(reading, 'plans', { pointer: `${pointer}/plans`, ids: value.plans });
    if (endsTooSoon({ value })) {
      yield {
        pointer: `${pointer}/to`,
        message: `It ends on ${value.to}, before it has begun: write a day after ${value.from}.`,
      };
    }
  }
  const isWhole = cards.length > 0 && cards.length === reading.ids('rateCards')?.size;
  if (!isWhole || cards.some(endsTooSoon)) return;
  const plans = [...(reading.ids('plans') ?? [])];
  yield* overlaps(cards, plans);
  yield* gaps(cards, plans);
  yield* unpriced(reading, cards);
}

function* overlaps(cards: readonly Card[], plans: readonly string[]): Generator<CatalogFault> {
  const scopes = [
    { what: 'every plan', cards: cards.filter(({ value }) => value.plans === undefined) },
    ...plans.map((plan) => ({
      what: `the plan "${plan}"`,
      cards: cards.filter(({ value }) => value.plans?.includes(plan)),
    })),
  ];
  const told = new Set<string>();
  for (const scope of scopes) {
    const sorted = scope.cards.toSorted((a, b) => compare(a.value.from, b.value.from));
    for (const [index, card] of sorted.entries()) {
      const previous = sorted[index - 1];
      if (!previous || endOf(previous) <= card.value.from || told.has(card.pointer)) continue;
      told.add(card.pointer);
      yield {
        pointer: `${card.pointer}/from`,
        message: `On ${card.value.from} the card "${previous.value.id}" is still in force for ${scope.what}: end that one with "to": "${card.value.from}", or begin later.`,
      };
    }
  }
}

interface Gap {
  readonly from: string;
  readonly to: string | null;
  /** The card after which it begins. */
  readonly after: Card | undefined;
}

/** One fault for each gap, with every plan that has it. */
function* gaps(cards: readonly Card[], plans: readonly string[]): Generator<CatalogFault> {
  const found = new Map<string, { gap: Gap; plans: string[] }>();
  for (const plan of plans) {
    for (const gap of gapsOf(cards, plan)) {
      const key = `${gap.from} ${gap.to} ${gap.after?.pointer}`;
      const same = found.get(key) ?? { gap, plans: [] };
      same.plans.push(plan);
      found.set(key, same);
    }
  }
  for (const { gap, plans: affected } of found.values()) {
    const until = gap.to === null ? 'on' : `to ${gap.to}`;
    const names = affected.map((plan) => `"${plan}"`).join(', ');
    yield {
      pointer: gap.after ? `${gap.after.pointer}/to` : '/rateCards',
      message: `From ${gap.from} ${until} no card is in force for ${names}: add one, or let another last longer.`,
    };
  }
}

function* gapsOf(cards: readonly Card[], plan: string): Generator<Gap> {
  const sorted = cards.toSorted((a, b) => compare(a.value.from, b.value.from));
  let covered = sorted[0]?.value.from ?? FOREVER;
  let after: Card | undefined;
  for (const card of sorted) {
    if (card.value.plans !== undefined && !card.value.plans.includes(plan)) continue;
    if (card.value.from > covered) yield { from: covered, to: card.value.from, after };
    if (endOf(card) > covered) {
      covered = endOf(card);
      after = card;
    }
  }
  if (covered < FOREVER || !after) yield { from: covered, to: null, after };
}

function* unpriced(reading: Reading, cards: readonly Card[]): Generator<CatalogFault> {
  const start = cards.map(({ value }) => value.from).reduce((a, b) => (a < b ? a : b));
  const first = cards.filter(({ value }) => value.from === start);
  for (const { pointer, value: meter } of reading.list('meters')) {
    for (const card of first) {
      if (namesMeter(card, meter.id)) continue;
      yield {
        pointer,
        message: `The first price card, "${card.value.id}", has no price for the meter "${meter.id}": add one there, with "model": "free" if it costs nothing.`,
      };
    }
  }
}

/** Also when the price itself is faulty: that has been said. */
function namesMeter({ value }: Card, meter: string): boolean {
  const { rates } = value as { rates?: readonly unknown[] };
  return (rates ?? []).some((rate) => (rate as { meter?: unknown } | null)?.meter === meter);
}

function endsTooSoon({ value }: Pick<Card, 'value'>): boolean {
  return value.to !== undefined && value.to <= value.from;
}

const FOREVER = '9999-12-31';

function endOf({ value }: Card): string {
  return value.to ?? FOREVER;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
