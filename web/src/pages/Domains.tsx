import { useShownCustomer } from '../data/shown-customer.ts';
import { useItems } from '../data/use-items.ts';
import { useText } from '../data/use-text.ts';
import { ItemTable } from '../panels/ItemTable.tsx';
import { PageFrame } from '../panels/PageFrame.tsx';
import { Panel } from '../panels/Panel.tsx';

/** Registrations that are paid for: what each costs, when it renews, and what follows if it does not. */
export function Domains() {
  const t = useText('shell');
  const tItems = useText('items');
  const { catalog } = useShownCustomer();
  const kinds = new Set(catalog.cost_items.map(({ id }) => id));
  const items = useItems((kind) => kinds.has(kind));
  const list = items.value ?? [];
  const link = catalog.links.domain_renewal;
  return (
    <PageFrame title={t('domains')}>
      <Panel what="theItems" resource={items} ready={items.value !== undefined} height="table">
        <p className="footnote first">
          {tItems('apart')}{' '}
          {link !== null && (
            <a href={link} rel="noreferrer">
              {tItems('manage')}
            </a>
          )}
        </p>
        {list.length === 0 ? (
          <p className="nothing">{tItems('noDomains')}</p>
        ) : (
          <ItemTable
            items={list}
            heading={tItems('domain')}
            caption={t('domains')}
            isCounted={false}
          />
        )}
      </Panel>
    </PageFrame>
  );
}
