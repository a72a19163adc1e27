import type { Catalog, Price, PriceCard } from '../catalog.ts';
import { contains, type Instant } from '../time.ts';

/**
 * The price of a meter for a plan at an instant, with the card that holds it. A card in force that
 * names the plan beats one that names none. Undefined when no card is in force, and also when the
 * one that is has no price for the meter: a card is never completed from another.
 */
export function priceAt(
  catalog: Catalog,
  { meter, plan, at }: { meter: string; plan: string | null; at: Instant },
): { card: PriceCard; price: Price } | undefined {
  const names = ({ plans }: PriceCard) => plan !== null && plans?.includes(plan) === true;
  const card =
    catalog.cards.find((each) => names(each) && isInForce(each, at)) ??
    catalog.cards.find((each) => each.plans === null && isInForce(each, at));
  const price = card?.prices.get(meter);
  return card && price && { card, price };
}

function isInForce({ from, to }: PriceCard, at: Instant): boolean {
  return to === null ? from <= at : contains({ start: from, end: to }, at);
}
