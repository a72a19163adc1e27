import { credits } from '@fuelgauge/core';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useItems } from '../data/use-items.ts';
import { useText } from '../data/use-text.ts';
import { exactText } from '../figures/exact-text.ts';
import { ItemTable } from '../panels/ItemTable.tsx';
import { PageFrame } from '../panels/PageFrame.tsx';
import { Panel } from '../panels/Panel.tsx';

/** What is had in money beside the subscription, what it costs, and what the plan offers. */
export function AddOns() {
  const t = useText('shell');
  const tItems = useText('items');
  const { catalog } = useShownCustomer();
  const domains = new Set(catalog.cost_items.map(({ id }) => id));
  const items = useItems((kind) => !domains.has(kind));
  const list = items.value ?? [];
  const offered = catalog.add_ons.map(({ label }) => label).join(', ') || 'none';
  return (
    <PageFrame title={t('addOns')}>
      <Panel what="theItems" resource={items} ready={items.value !== undefined} height="table">
        <p className="footnote first">{tItems('apart')}</p>
        {list.length === 0 ? (
          <p className="nothing">{tItems('noAddOns', { offered })}</p>
        ) : (
          <ItemTable items={list} heading={tItems('addOn')} caption={t('addOns')} isCounted />
        )}
      </Panel>
      {catalog.add_ons.length > 0 && (
        <section className="card" aria-labelledby="offered">
          <h2 id="offered">{tItems('offered')}</h2>
          <ul className="draws">
            {catalog.add_ons.map(({ id, label, price, period }) => (
              <li key={id}>
                {label}:{' '}
                {tItems('perPeriod', {
                  amount: exactText(credits(price.amount), {
                    currency: price.currency,
                    decimals: 2,
                  }),
                  period,
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </PageFrame>
  );
}
