import type { CatalogFault } from '../catalog-fault.ts';
import { checkMatrix, checkTiers } from './check-tiers.ts';
import type { Placed, Rate, Reading } from './reading.ts';
import { reference } from './reference.ts';

type Card = ReturnType<Reading['cards']>[number];
type Charged = Exclude<Rate, { model: 'free' }>;

/** Each price fits its meter, and says once and completely how it is scoped, capped and converted. */
export function* checkPrices(reading: Reading): Generator<CatalogFault> {
  const aggregations = new Map(
    reading.list('meters').map(({ value }) => [value.id, value.aggregation]),
  );
  for (const card of reading.cards()) {
    for (const { pointer, value: rate } of card.rates) {
      yield* reference(reading, 'meters', { pointer: `${pointer}/meter`, id: rate.meter });
      if (rate.model === 'free') continue;
      const placed = { pointer, value: rate };
      yield* checkAggregation(placed, aggregations.get(rate.meter));
      yield* checkMoney(reading, placed, card);
      yield* checkScope(placed);
      yield* checkCap(reading, placed);
      yield* checkOnce(placed);
      if (rate.model === 'tiers') yield* checkTiers({ pointer, value: rate });
      if (rate.model === 'matrix') yield* checkMatrix({ pointer, value: rate });
    }
  }
}

function* checkAggregation(
  { pointer, value: rate }: Placed<Charged>,
  aggregation: string | undefined,
): Generator<CatalogFault> {
  if (aggregation === 'latest') {
    yield {
      pointer: `${pointer}/model`,
      message: `"${rate.meter}" keeps the latest value, which cannot be charged: use "free", or "time_weighted" in the meter.`,
    };
  }
  if (rate.model === 'passthrough' && (aggregation === 'count' || aggregation === 'unique')) {
    yield {
      pointer: `${pointer}/model`,
      message: `"${rate.meter}" counts, and a count is no cost to pass on: use "unit".`,
    };
  }
}

function* checkMoney(
  reading: Reading,
  { pointer, value: rate }: Placed<Charged>,
  card: Card,
): Generator<CatalogFault> {
  if (rate.unit === undefined) return;
  yield* reference(reading, 'units', { pointer: `${pointer}/unit`, id: rate.unit });
  const kind = reading.list('units').find(({ value }) => value.id === rate.unit)?.value.kind;
  if (kind !== 'money') return;
  if (rate.unit !== 'usd') {
    yield {
      pointer: `${pointer}/unit`,
      message: `Rates can be in credits or in "usd": "${rate.unit}" has no price in credits.`,
    };
  } else if (card.value.creditsPerUsd === undefined) {
    yield {
      pointer: `${card.pointer}/creditsPerUsd`,
      message: `The rates for "${rate.meter}" are in "usd": say how many credits a dollar is with "creditsPerUsd".`,
    };
  }
}

function* checkScope({ pointer, value: rate }: Placed<Charged>): Generator<CatalogFault> {
  const tierScope = 'tier_scope' in rate ? rate.tier_scope : undefined;
  if (rate.scope && tierScope && rate.scope !== tierScope) {
    yield {
      pointer: `${pointer}/tier_scope`,
      message: `"scope" is "${rate.scope}" and "tier_scope" is "${tierScope}": keep one of the two.`,
    };
  }
  const scope = rate.scope ?? tierScope ?? 'event';
  if (scope === 'event' && rate.model !== 'matrix' && rate.by !== undefined) {
    yield {
      pointer: `${pointer}/by`,
      message:
        'Each event is priced alone, so nothing is split: set "scope" to "run" or "cycle", or remove "by".',
    };
  }
}

function* checkCap(
  reading: Reading,
  { pointer, value: rate }: Placed<Charged>,
): Generator<CatalogFault> {
  const short = ['capBy', 'capSeries'] as const;
  if (rate.cap && rate.capCreditsPerCycle !== undefined) {
    yield {
      pointer: `${pointer}/capCreditsPerCycle`,
      message: 'The cap is stated twice: keep "cap" and remove "capCreditsPerCycle".',
    };
  }
  for (const key of short) {
    if (rate[key] !== undefined && rate.capCreditsPerCycle === undefined) {
      yield {
        pointer: `${pointer}/${key}`,
        message: `"${key}" belongs to "capCreditsPerCycle": use "cap" with credits, series and by.`,
      };
    }
  }
  yield* reference(reading, 'cycles', { pointer: `${pointer}/cap/series`, id: rate.cap?.series });
  yield* reference(reading, 'cycles', { pointer: `${pointer}/capSeries`, id: rate.capSeries });
}

function* checkOnce({ pointer, value: rate }: Placed<Charged>): Generator<CatalogFault> {
  const by = [rate.dedupe?.by ?? []].flat();
  if (rate.dedupe && by.every((name) => name === 'account')) {
    yield {
      pointer: `${pointer}/dedupe/by`,
      message:
        'This would charge each customer once for all usage: name what is charged once, such as "contact".',
    };
  }
}
