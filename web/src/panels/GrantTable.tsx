import { credits } from '@fuelgauge/core';
import type { Balance, BalanceGrant } from '@fuelgauge/sdk';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { otherKindWords } from '../figures/catalog-words.ts';
import { exactText } from '../figures/exact-text.ts';
import type { Figure } from '../figures/explained.ts';
import { countText } from '../figures/number-text.ts';
import { sum } from '../figures/rounding.ts';
import { daysUntil } from '../figures/runway.ts';
import { dateText, momentText } from '../figures/time-text.ts';
import { Num } from './Num.tsx';

export interface GrantTableProps {
  readonly balance: Balance;
}

const SOON_DAYS = 30;

/** Every grant of the cycle in draw order: what it was, what is left of it, until when, and why. */
export function GrantTable({ balance }: GrantTableProps) {
  const t = useText('grants');
  const { grants } = balance;
  const total = (of: 'amount' | 'used' | 'remaining') =>
    exactText(sum(grants.map((grant) => credits(grant[of]))));
  return (
    <section className="card" aria-labelledby="grants">
      <div className="card-head">
        <h2 id="grants">{t('grants')}</h2>
      </div>
      {grants.length === 0 ? (
        <p className="nothing">{t('nothing')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className="table-scroll" aria-label={t('grants')} tabIndex={0}>
          <table className="data">
            <caption className="visually-hidden">{t('grants')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('source')}</th>
                {[t('amount'), t('usedHere'), t('left')].map((name) => (
                  <th key={name} scope="col" className="number">
                    {name}
                  </th>
                ))}
                <th scope="col">{t('expires')}</th>
                <th scope="col" className="number">
                  {t('order')}
                </th>
                <th scope="col">{t('why')}</th>
              </tr>
            </thead>
            <tbody>
              {grants.map((grant) => (
                <GrantRow key={grant.id} grant={grant} asOf={new Date(balance.as_of)} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('total')}</th>
                <td className="number">{total('amount')}</td>
                <td className="number">{total('used')}</td>
                <td className="number">{total('remaining')}</td>
                <td colSpan={3} />
              </tr>
            </tfoot>
          </table>
        </section>
      )}
    </section>
  );
}

function GrantRow({ grant, asOf }: { readonly grant: BalanceGrant; readonly asOf: Date }) {
  const t = useText('grants');
  const { customer, catalog, words } = useShownCustomer();
  const { label, look } = words.kinds.get(grant.kind) ?? otherKindWords(grant.kind);
  const zone = customer.time_zone;
  const price = grant.price_paid;
  const number = (figure: Figure, amount: string) => {
    const text = exactText(credits(amount));
    return <Num explain={{ figure, name: label, text }}>{text}</Num>;
  };
  const named = (id: string) =>
    [...catalog.meters, ...catalog.categories].find((each) => each.id === id)?.label ?? id;
  const reasons = [
    t('sourceWord', { source: grant.source }),
    price && t('paid', { amount: exactText(credits(price.amount), { currency: price.currency }) }),
    grant.applies_to && t('appliesTo', { meters: grant.applies_to.map(named).join(', ') }),
    grant.reason,
    grant.reference,
  ];
  return (
    <tr>
      <th scope="row">
        <span className="swatch" data-look={look} aria-hidden="true" /> {label}
        {grant.status !== 'active' && (
          <span className="mute"> · {t('status', { status: grant.status })}</span>
        )}
        {grant.status === 'scheduled' && (
          <span className="mute">
            {' '}
            {t('from', { date: dateText(new Date(grant.effective_at), zone) })}
          </span>
        )}
      </th>
      <td className="number">{number('grantAmount', grant.amount)}</td>
      <td className="number">{number('grantUsed', grant.used)}</td>
      <td className="number strong">{number('grantLeft', grant.remaining)}</td>
      <td>
        <Expiry at={grant.expires_at} asOf={asOf} zone={zone} />
      </td>
      <td className="number mute">{countText(grant.priority)}</td>
      <td className="why" dir="auto">
        {reasons.filter(Boolean).join(' · ')}
      </td>
    </tr>
  );
}

interface ExpiryProps {
  readonly at: string | null;
  readonly asOf: Date;
  readonly zone: string;
}

/** An end within a month says how soon, in words. */
function Expiry({ at, asOf, zone }: ExpiryProps) {
  const t = useText('grants');
  if (at === null) return t('never');
  const end = new Date(at);
  const moment = momentText(end, zone);
  const days = daysUntil(end, { asOf, timeZone: zone });
  if (end < asOf || days > SOON_DAYS) return moment;
  return t('expiresIn', { moment, days });
}
