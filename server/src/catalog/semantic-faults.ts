import type { CatalogFault } from './catalog-fault.ts';
import { checkAttribution } from './check/check-attribution.ts';
import { checkCards } from './check/check-cards.ts';
import { checkControls } from './check/check-controls.ts';
import { checkIds } from './check/check-ids.ts';
import { checkMeters } from './check/check-meters.ts';
import { checkPages } from './check/check-pages.ts';
import { checkPlans } from './check/check-plans.ts';
import { checkPrices } from './check/check-prices.ts';
import { checkPurchases } from './check/check-purchases.ts';
import { checkUnits } from './check/check-units.ts';
import { readingOf } from './check/reading.ts';

const CHECKS = [
  checkIds,
  checkUnits,
  checkAttribution,
  checkMeters,
  checkCards,
  checkPrices,
  checkPlans,
  checkPurchases,
  checkControls,
  checkPages,
];

/** What is wrong with the meaning of the sound parts of a document without comments. */
export function semanticFaults(
  document: unknown,
  structural: readonly CatalogFault[],
): CatalogFault[] {
  const reading = readingOf(document, structural);
  return CHECKS.flatMap((check) => [...check(reading)]);
}
