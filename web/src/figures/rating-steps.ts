import type { Line, Price, PriceCard } from '@fuelgauge/sdk';

/** How one line of an event came to its credits. */
export interface RatingStep {
  readonly meter: string;
  /** What tells quantities of one meter apart, such as the type of a token. */
  readonly part: string | null;
  readonly quantity: string;
  /** What was priced of it, where that is another. */
  readonly billed: string | null;
  /** Price of each `per`, where one number says it. */
  readonly rate: { readonly credits: string; readonly per: string } | null;
  readonly card: string | null;
  readonly credits: string;
  /** What the card says before a cap, a package or a first free part took something off. */
  readonly list: string | null;
  readonly zeroReason: Line['zero_reason'];
}

/** The steps of an event's price, in the order they were rated. */
export function ratingSteps(
  lines: readonly Line[],
  cards: readonly PriceCard[],
): readonly RatingStep[] {
  return lines.map((line) => ({
    meter: line.meter,
    part: partOf(line),
    quantity: line.quantity,
    billed: line.billed_quantity === line.quantity ? null : line.billed_quantity,
    rate: rateOf(line, cards),
    card: line.price,
    credits: line.credits,
    list: line.list_credits === line.credits ? null : line.list_credits,
    zeroReason: line.zero_reason,
  }));
}

/** The price of a line where it is one number: prices by tiers or rows depend on more than the line says. */
export function rateOf(
  line: Pick<Line, 'meter' | 'price'>,
  cards: readonly PriceCard[],
): RatingStep['rate'] {
  const price = cards
    .find(({ id }) => id === line.price)
    ?.prices.find(({ meter }) => meter === line.meter);
  if (!price) return null;
  if (price.model === 'passthrough' && price.factor !== null) {
    return { credits: price.factor, per: '1' };
  }
  if (price.credits === null) return null;
  return isFlat(price) ? { credits: price.credits, per: price.per ?? '1' } : null;
}

function isFlat({ model, unit }: Price): boolean {
  return unit === null && (model === 'unit' || model === 'package');
}

const FIELDS = new Set([
  'meter',
  'quantity',
  'billed_quantity',
  'credits',
  'list_credits',
  'price',
  'zero_reason',
]);

function partOf(line: Line): string | null {
  const part = Object.entries(line).find(([name]) => !FIELDS.has(name));
  return part ? `${part[1]}` : null;
}
