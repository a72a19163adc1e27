import type { CustomerCatalog, Price, PriceCard } from '@fuelgauge/sdk';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { midSentence } from '../figures/catalog-words.ts';
import { countedText, decimalText, priceText, rateExamples } from '../figures/rate-text.ts';

type Meter = CustomerCatalog['meters'][number];

/** How prices are said. */
export interface PriceWords {
  /** The price in a line: `15 credits per deploy`. */
  readonly price: (price: Price | undefined, meter: Meter) => string;
  /** What else holds: minimums, caps, what is free. */
  readonly conditions: (price: Price, meter: Meter) => readonly string[];
  readonly examples: (price: Price, meter: Meter) => readonly string[];
  /** A rate of a table, in what the price is in. */
  readonly rate: (amount: string, price: Price) => string;
  /** How rates in money become credits; null where they are credits. */
  readonly conversion: (price: Price, card: PriceCard) => string | null;
}

/** The words of prices in the language of the page. */
export function usePriceWords(): PriceWords {
  const t = useText('rates');
  const { catalog, words } = useShownCustomer();
  const inCredits = (amount: string) =>
    t('credits', { amount: decimalText(amount), plural: amount === '1' ? 'one' : 'other' });
  const rate = (amount: string, { unit }: Price) => {
    const currency = unit === null ? null : (words.units.get(unit)?.currency ?? null);
    return currency === null ? inCredits(amount) : priceText(amount, currency);
  };
  const named = (ids: readonly string[]) =>
    ids.map((id) => midSentence(words.dimensions.get(id) ?? spoken(id))).join(', ');
  return {
    rate,
    price: (price, meter) => {
      if (!price) return t('noPrice');
      const { model, credits, per, factor } = price;
      if (model === 'free') return t('free');
      if (model === 'passthrough') {
        if (factor === '1') return t('asReported');
        return t('ofCost', { amount: inCredits(factor ?? '0'), unit: meter.unit });
      }
      if (price.rows !== null) return t('byTable', { names: named(price.by) });
      if (price.tiers !== null || credits === null) return t('byTiers');
      const amount = rate(credits, price);
      if (per === null || per === '1') return t('perOne', { amount, unit: meter.unit });
      const values = { amount, per: countedText(per, meter.unit) };
      if (model !== 'package') return t('perMany', values);
      return t(price.round === 'down' ? 'perFull' : 'perBegun', values);
    },
    conditions: (price, meter) => {
      const { min_quantity, add_quantity, cap, once_by, zero_when } = price;
      const isCounted = price.model === 'package' || min_quantity !== null || add_quantity !== null;
      return [
        min_quantity && t('atLeast', { quantity: countedText(min_quantity, meter.unit) }),
        add_quantity && t('plus', { quantity: countedText(add_quantity, meter.unit) }),
        isCounted && price.scope !== 'event' && t('counted', { scope: price.scope }),
        cap &&
          t('cap', {
            amount: inCredits(cap.credits),
            by: cap.by.length > 0 ? named(cap.by) : 'none',
            series: cap.series,
          }),
        once_by && t('once', { names: named(once_by.filter((name) => name !== 'account')) }),
        ...Object.entries(zero_when).map(([name, values]) =>
          t('freeWhen', { name: named([name]), values: values.map(spoken).join(', ') }),
        ),
      ].filter((text) => typeof text === 'string');
    },
    examples: (price, meter) =>
      rateExamples(price).map(({ quantity, credits }) =>
        t('exampleLine', {
          quantity: countedText(quantity, meter.unit),
          amount: inCredits(credits),
        }),
      ),
    conversion: (price, card) => {
      const isRatedInMoney = price.unit !== null;
      const isCounted = catalog.billing_mode === null || catalog.billing_mode === 'credits';
      if (!isRatedInMoney || card.credits_per_usd === null || !isCounted) return null;
      return t('perUsd', { amount: inCredits(card.credits_per_usd) });
    },
  };
}

function spoken(id: string): string {
  return id.replaceAll('_', ' ');
}
