import type { CustomerCatalog, Price, PriceCard } from '@fuelgauge/sdk';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { RateTables } from './RateTables.tsx';
import { usePriceWords } from './use-price-words.ts';

export interface PriceCardTableProps {
  readonly card: PriceCard;
  /** Meters shown; all that the card prices when absent. */
  readonly only?: readonly string[];
  /** The card before it: what changed says what it was. */
  readonly before?: PriceCard | undefined;
  readonly title: string;
  /** Tables of rates are shown at once. */
  readonly isOpen?: boolean;
}

type Meter = CustomerCatalog['meters'][number];

/** Each meter of a card with its price in words, what else holds, and an example. */
export function PriceCardTable({ card, only, before, title, isOpen }: PriceCardTableProps) {
  const t = useText('rates');
  const { catalog } = useShownCustomer();
  const shown = catalog.meters.flatMap((meter) => {
    const price = card.prices.find((each) => each.meter === meter.id);
    return price && (only === undefined || only.includes(meter.id)) ? [{ meter, price }] : [];
  });
  const withTables = shown.filter(({ price }) => price.rows !== null || price.tiers !== null);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-scroll" aria-label={title} tabIndex={0}>
        <table className="data rates">
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('meter')}</th>
              <th scope="col">{t('price')}</th>
              <th scope="col">{t('example')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ meter, price }) => (
              <PriceRow key={meter.id} {...{ meter, price }} before={priceIn(before, meter)} />
            ))}
          </tbody>
        </table>
      </section>
      {withTables.map(({ meter, price }) => (
        <details key={meter.id} className="rate-details" open={isOpen}>
          <summary>{t('ratesOf', { name: meter.label })}</summary>
          <RateTables {...{ card, price, meter }} />
        </details>
      ))}
    </>
  );
}

interface PriceRowProps {
  readonly meter: Meter;
  readonly price: Price;
  readonly before: Price | undefined;
}

function PriceRow({ meter, price, before }: PriceRowProps) {
  const t = useText('rates');
  const words = usePriceWords();
  const text = words.price(price, meter);
  const old = before && words.price(before, meter);
  return (
    <tr>
      <th scope="row">{meter.label}</th>
      <td>
        {text}
        {words.conditions(price, meter).map((condition) => (
          <span key={condition} className="condition">
            {condition}
          </span>
        ))}
        {old !== undefined && old !== text && (
          <span className="condition">{t('changedFrom', { price: old })}</span>
        )}
      </td>
      <td className="mute">
        {words.examples(price, meter).map((example) => (
          <span key={example} className="condition">
            {example}
          </span>
        ))}
      </td>
    </tr>
  );
}

function priceIn(card: PriceCard | undefined, { id }: Meter): Price | undefined {
  return card?.prices.find(({ meter }) => meter === id);
}
