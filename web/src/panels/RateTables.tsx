import type { CustomerCatalog, Price, PriceCard } from '@fuelgauge/sdk';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { countedText } from '../figures/rate-text.ts';
import { usePriceWords } from './use-price-words.ts';

export interface RateTablesProps {
  readonly card: PriceCard;
  readonly price: Price;
  readonly meter: CustomerCatalog['meters'][number];
}

type Tiers = NonNullable<Price['tiers']>;

/** The rows and tiers of a price that no line can say. */
export function RateTables({ card, price, meter }: RateTablesProps) {
  const t = useText('rates');
  const { words } = useShownCustomer();
  const { rate, conversion } = usePriceWords();
  const perText = t('perUnit', { per: countedText(price.per ?? '1', meter.unit) });
  const converted = conversion(price, card);
  const tiersText = (tiers: Tiers) =>
    tiers
      .map(({ up_to, credits }) => {
        const until =
          up_to === null ? t('above') : t('upTo', { quantity: countedText(up_to, meter.unit) });
        return `${until}: ${rate(credits, price)}`;
      })
      .join('; ');
  const columns = price.by.map((id) => words.dimensions.get(id) ?? id);
  const rows = price.rows ?? [];
  const caption = t('ratesOf', { name: meter.label });
  return (
    <>
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className="table-scroll" aria-label={caption} tabIndex={0}>
          <table className="data rates">
            <caption className="visually-hidden">{caption}</caption>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
                <th scope="col" className="number">
                  {perText}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ match, credits, tiers }) => (
                <tr key={match.join(' ')}>
                  {match.map((value, index) => (
                    <td key={columns[index]}>{value === '*' ? t('anyOther') : value}</td>
                  ))}
                  <td className="number">
                    {credits !== null ? rate(credits, price) : tiersText(tiers ?? [])}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {price.tiers !== null && <p>{tiersText(price.tiers)}</p>}
      {price.tier_mode !== null && (
        <p className="footnote">
          {t('tierBy', {
            name: (price.tier_by ?? meter.unit).replaceAll('_', ' '),
            mode: price.tier_mode,
          })}
        </p>
      )}
      {converted !== null && <p className="footnote">{converted}</p>}
    </>
  );
}
