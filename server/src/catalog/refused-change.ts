import { type Instant, midnight } from '@fuelgauge/core';
import type { CatalogDocument } from './catalog-document.ts';
import type { Difference } from './differences.ts';

interface Versions {
  readonly before: CatalogDocument;
  readonly after: CatalogDocument;
  /** When the version after would be published. */
  readonly at: Instant;
}

type Card = CatalogDocument['rateCards'][number];
type Rate = Card['rates'][number];
type Row = Extract<Rate, { model: 'matrix' }>['rows'][number];

/** Why a difference may not be published, as a sentence with what to do instead; undefined when it may. */
export function refusalOf(difference: Difference, versions: Versions): string | undefined {
  const [section, , ...rest] = difference.path;
  switch (section) {
    case 'key':
      return 'The key tells catalogs apart: publish a catalog with another key as one of its own.';
    case 'timeZone':
      return versions.before.rateCards.some((card) => hasBegun(card, versions))
        ? 'This would move the days on which price cards began: keep the time zone.'
        : undefined;
    case 'meters':
      return meterRefusal(difference, rest);
    case 'rateCards':
      return cardRefusal(difference, rest, versions);
    default:
      return undefined;
  }
}

function meterRefusal(
  difference: Difference,
  keys: readonly (string | number)[],
): string | undefined {
  const [key] = keys;
  if (key !== 'aggregation' && key !== 'event') return undefined;
  return `Usage has been measured with "${key}": ${JSON.stringify(difference.before)}: keep it, and declare a meter with an id of its own.`;
}

const BEGUN = 'A price card that has begun keeps its prices:';

function cardRefusal(
  difference: Difference,
  keys: readonly (string | number)[],
  versions: Versions,
): string | undefined {
  if (keys.length === 0) {
    return difference.kind === 'removed'
      ? removalRefusal(difference.before as Card, versions)
      : additionRefusal(difference.after as Card, versions);
  }
  const id = versions.after.rateCards[Number(difference.path[1])]?.id;
  const card = versions.before.rateCards.find((candidate) => candidate.id === id);
  if (!card || !hasBegun(card, versions)) return undefined;
  if (keys[0] === 'to' && keys.length === 1) return endRefusal(difference, versions);
  if (difference.kind === 'added' && pricesWhatHadNone(difference, card, versions))
    return undefined;
  return `${BEGUN} end it with "to", and begin another on that day.`;
}

function removalRefusal(card: Card, versions: Versions): string | undefined {
  return hasBegun(card, versions) ? `${BEGUN} put it back, and end it with "to".` : undefined;
}

/** A card may begin in the past only where nothing had a price. */
function additionRefusal(card: Card, versions: Versions): string | undefined {
  if (!hasBegun(card, versions)) return undefined;
  const plans = card.plans ?? versions.after.plans.map(({ id }) => id);
  const isPriced = versions.before.rateCards.some((other) => {
    const concerns = other.plans === undefined || other.plans.some((plan) => plans.includes(plan));
    const overlaps = other.from < (card.to ?? '9999') && card.from < (other.to ?? '9999');
    return concerns && overlaps && hasBegun(other, versions);
  });
  return isPriced
    ? 'This would change what past usage cost: let the card begin at a midnight to come.'
    : undefined;
}

function endRefusal({ kind, after }: Difference, versions: Versions): string | undefined {
  const isFuture =
    typeof after === 'string' && midnight(after, versions.before.timeZone) > versions.at;
  if (kind === 'added' && isFuture) return undefined;
  return kind === 'added'
    ? 'The card has priced usage since then: end it at a midnight to come.'
    : 'The end of a card that has begun stays: let another begin on that day.';
}

/** A price, or a row of one, that covers only usage this card had no price for. */
function pricesWhatHadNone({ path, after }: Difference, card: Card, versions: Versions): boolean {
  const [, place, list, rate, rows] = path;
  if (list !== 'rates') return false;
  if (path.length === 4) return true;
  if (rows !== 'rows' || path.length !== 6) return false;
  const meter = versions.after.rateCards[Number(place)]?.rates[Number(rate)]?.meter;
  const priced = card.rates.find((candidate) => candidate.meter === meter);
  if (priced?.model !== 'matrix') return false;
  return !priced.rows.some((other) => overlap(other, after as Row));
}

/** Whether some usage would match both rows. */
function overlap(a: Row, b: Row): boolean {
  return a.slice(0, -1).every((pattern, index) => meet(String(pattern), String(b[index])));
}

function meet(a: string, b: string): boolean {
  if (!a.endsWith('*') && !b.endsWith('*')) return a === b;
  const [left, right] = [a, b].map((pattern) => pattern.replace(/\*$/, ''));
  if (left === undefined || right === undefined) return false;
  if (a.endsWith('*') && b.endsWith('*')) return left.startsWith(right) || right.startsWith(left);
  return a.endsWith('*') ? b.startsWith(left) : a.startsWith(right);
}

function hasBegun({ from }: Card, { before, at }: Versions): boolean {
  return midnight(from, before.timeZone) <= at;
}
