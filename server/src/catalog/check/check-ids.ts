import type { CatalogFault } from '../catalog-fault.ts';
import type { ListSection, Placed, Reading } from './reading.ts';
import { nounOf } from './reference.ts';

const SECTIONS = [
  'units',
  'displayModes',
  'billingModes',
  'dimensions',
  'categories',
  'meters',
  'rateCards',
  'grantTypes',
  'plans',
  'addOns',
  'costItems',
  'quotas',
  'limits',
  'alerts',
  'reports',
  'views',
] as const satisfies ListSection[];

/** Ids are unique within their section, and each meter has at most one price in a card. */
export function* checkIds(reading: Reading): Generator<CatalogFault> {
  for (const section of SECTIONS) {
    const ids = reading
      .list(section)
      .map(({ pointer, value }) => ({ pointer: `${pointer}/id`, value: value.id }));
    yield* repeated(
      ids,
      (id) =>
        `Another ${nounOf(section)} is called "${id}" already: give this one an id of its own.`,
    );
  }
  const series = reading
    .list('cycles')
    .map(({ pointer, value }) => ({ pointer: `${pointer}/series`, value: value.series }));
  yield* repeated(
    series,
    (id) => `Another cycle series is called "${id}" already: give this one an id of its own.`,
  );
  for (const { value: card, rates } of reading.cards()) {
    const meters = rates.map(({ pointer, value }) => ({
      pointer: `${pointer}/meter`,
      value: value.meter,
    }));
    yield* repeated(
      meters,
      (id) => `The price card "${card.id}" prices "${id}" already: keep one of the two prices.`,
    );
  }
}

function* repeated(
  texts: readonly Placed<string>[],
  message: (text: string) => string,
): Generator<CatalogFault> {
  const seen = new Set<string>();
  for (const { pointer, value } of texts) {
    if (seen.has(value)) yield { pointer, message: message(value) };
    seen.add(value);
  }
}
