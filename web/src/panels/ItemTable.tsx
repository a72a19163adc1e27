import { credits } from '@fuelgauge/core';
import type { Item } from '@fuelgauge/sdk';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { unitAmountText } from '../figures/credits-text.ts';
import { exactText } from '../figures/exact-text.ts';
import { itemSums } from '../figures/item-sums.ts';
import { countText } from '../figures/number-text.ts';
import { daysUntil } from '../figures/runway.ts';
import { dayText } from '../figures/time-text.ts';

export interface ItemTableProps {
  readonly items: readonly Item[];
  /** Name of the first column. */
  readonly heading: string;
  readonly caption: string;
  /** Domains are one each; add-ons are counted. */
  readonly isCounted: boolean;
}

/** Ends nearer than this are said in days too. */
const SOON_DAYS = 60;

/** Items with what each costs, when it is charged next, and what follows when it is not renewed. */
export function ItemTable({ items, heading, caption, isCounted }: ItemTableProps) {
  const t = useText('items');
  const sums = itemSums(items);
  const columns = isCounted ? 3 : 1;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-scroll" aria-label={caption} tabIndex={0}>
      <table className="data items">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            {isCounted && (
              <>
                <th scope="col" className="number">
                  {t('quantity')}
                </th>
                <th scope="col" className="number">
                  {t('unitPrice')}
                </th>
              </>
            )}
            <th scope="col" className="number">
              {t('cost')}
            </th>
            <th scope="col">{t('nextCharge')}</th>
            <th scope="col">{t('renews')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <ItemRow key={item.id} item={item} isCounted={isCounted} />
          ))}
        </tbody>
        <tfoot>
          {sums.map(({ currency, period, amount }) => (
            <tr key={`${currency} ${period}`}>
              <th scope="row" colSpan={columns}>
                {t('total')}
              </th>
              <td className="number">
                {t('perPeriod', { amount: exactText(amount, { currency, decimals: 2 }), period })}
              </td>
              <td colSpan={2} />
            </tr>
          ))}
        </tfoot>
      </table>
    </section>
  );
}

function ItemRow({ item, isCounted }: { readonly item: Item; readonly isCounted: boolean }) {
  const t = useText('items');
  const { customer } = useShownCustomer();
  const zone = customer.time_zone;
  const { currency } = item.unit_price;
  const money = (amount: string) => exactText(credits(amount), { currency, decimals: 2 });
  const inUse = item.in_use === null ? null : `${t('inUse')}: ${countText(item.in_use)}`;
  return (
    <tr>
      <th scope="row" dir="auto">
        {item.label}
        {item.prorations.map(({ at, change, days, days_in_period, amount }) => (
          <span key={`${at} ${change}`} className="condition">
            {t('proration', {
              change,
              date: dayText(new Date(at), zone),
              // A part of a price may be no whole cent: the answer has it exactly.
              amount: unitAmountText(amount, currency),
              days: countText(days),
              all: countText(days_in_period),
            })}
          </span>
        ))}
      </th>
      {isCounted && (
        <>
          <td className="number">
            {countText(item.quantity)}
            {inUse !== null && <span className="condition">{inUse}</span>}
          </td>
          <td className="number">{money(item.unit_price.amount)}</td>
        </>
      )}
      <td className="number strong">
        {t('perPeriod', { amount: money(item.amount), period: item.period })}
      </td>
      <td>
        {item.next_charge_at !== null && item.next_charge !== null
          ? t('nextChargeOn', {
              amount: money(item.next_charge),
              date: dayText(new Date(item.next_charge_at), zone),
            })
          : t('notScheduled')}
      </td>
      <td>
        <Renewal item={item} zone={zone} />
      </td>
    </tr>
  );
}

function Renewal({ item, zone }: { readonly item: Item; readonly zone: string }) {
  const t = useText('items');
  const { customer } = useShownCustomer();
  const { removed_at, auto_renew, expires_at, next_charge_at } = item;
  if (removed_at !== null) return t('removed', { date: dayText(new Date(removed_at), zone) });
  if (auto_renew) {
    if (next_charge_at === null) return t('renewsItself');
    return t('renewsOn', { date: dayText(new Date(next_charge_at), zone) });
  }
  if (expires_at === null) return t('ends');
  const asOf = new Date(customer.clock_at ?? Date.now());
  const days = daysUntil(new Date(expires_at), { asOf, timeZone: zone });
  const date = dayText(new Date(expires_at), zone);
  return t('endsOn', { date, days: days > SOON_DAYS ? -1 : days });
}
