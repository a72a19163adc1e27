import { useText } from '../data/use-text.ts';
import { type MeterPrice, type PriceList, priceLists } from '../figures/price-list.ts';
import { HeadRow } from '../ui/HeadRow.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';

/** The prices of a catalog, card by card: in force, to come and past. */
export function PriceCards({ document }: { readonly document: unknown }) {
  const { timeZone } = document as { readonly timeZone?: string };
  const today = Temporal.Now.plainDateISO(timeZone ?? 'UTC').toString();
  return priceLists(document, today).map((list) => <PriceCard key={list.id} list={list} />);
}

function PriceCard({ list }: { readonly list: PriceList }) {
  const t = useText('operator');
  const { id, from, to, plans, state, prices } = list;
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {t('pricesOf', { card: id })} <span className="tag">{t(`prices_${state}`)}</span>
        </h2>
        <p className="mute">
          {to === null ? t('since', { from }) : t('fromTo', { from, to })}{' '}
          {plans === null ? t('everyPlan') : t('onlyPlans', { plans: plans.join(', ') })}
        </p>
      </div>
      <TableRegion label={t('pricesOf', { card: id })}>
        <HeadRow columns={[{ text: t('meter') }, { text: t('model') }, { text: t('price') }]} />
        <tbody>
          {prices.map((price) => (
            <tr key={`${price.meter} ${price.model} ${price.terms.join()}`}>
              <th scope="row">{price.meter}</th>
              <td>
                <code>{price.model}</code>
              </td>
              <td>
                <PriceText price={price} />
              </td>
            </tr>
          ))}
        </tbody>
      </TableRegion>
    </section>
  );
}

function PriceText({ price: { terms, rows } }: { readonly price: MeterPrice }) {
  const t = useText('operator');
  return (
    <>
      {terms.join(' · ')}
      {rows.length > 0 && (
        <details>
          <summary>{t('rowCount', { count: rows.length })}</summary>
          <ul className="price-rows">
            {rows.map((row) => (
              <li key={row}>{row}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
