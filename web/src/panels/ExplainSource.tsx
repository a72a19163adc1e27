import { credits } from '@fuelgauge/core';
import { Link } from '@tanstack/react-router';
import { usePeriod, useShownCustomer } from '../data/shown-customer.ts';
import { ASKED, KIND_CLAUSE } from '../data/use-activity.ts';
import type { Explanation } from '../data/use-explanation.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { DEFAULT_VIEW, type View, writeView } from '../data/view.ts';
import { exactText } from '../figures/exact-text.ts';
import { type Explained, KINDS_OF, OF_USAGE } from '../figures/explained.ts';
import { rangeText } from '../figures/period.ts';
import { ToPage } from './ToPage.tsx';

export interface ExplainSourceProps {
  readonly explain: Explained;
  readonly found: Explanation;
  readonly close: () => void;
}

/** Where a number comes from: the entries it was counted from, the prices in force, what a credit is worth. */
export function ExplainSource({ explain, found, close }: ExplainSourceProps) {
  const t = useText('explain');
  const { figure, filter = [] } = explain;
  const kinds = KINDS_OF[figure];
  if (kinds) {
    const kind = { name: KIND_CLAUSE, isIn: true, values: kinds };
    return (
      <EntriesLink explain={explain} found={found} filter={[kind]} close={close}>
        {t('ledgerEntries')}
      </EntriesLink>
    );
  }
  if (explain.row !== undefined) {
    return (
      <EntriesLink explain={explain} found={found} filter={[]} close={close}>
        {t('entryRow')}
      </EntriesLink>
    );
  }
  if (figure.startsWith('grant') || figure.startsWith('pot')) {
    return (
      <p>
        <ToPage path="/balance">{t('grantsPage')}</ToPage>
      </p>
    );
  }
  if (figure === 'leftWorth') return <Prices explain={explain} />;
  if (!OF_USAGE.has(figure)) return null;
  const summary = found.summary.value;
  return (
    <>
      {summary && (
        <EntriesLink explain={explain} found={found} filter={filter} close={close}>
          {t('entries', { count: summary.rows })}
        </EntriesLink>
      )}
      <Prices explain={explain} />
    </>
  );
}

interface EntriesLinkProps extends ExplainSourceProps {
  readonly filter: View['filter'];
  readonly children: string;
}

function EntriesLink({ explain, found, filter, close, children }: EntriesLinkProps) {
  const { customer } = useShownCustomer();
  const [view] = useView();
  const shown = usePeriod();
  const { range } = found;
  // Periods that are in the address are named as there: a cycle need not begin at midnight.
  const isShown = !explain.period || (isAt(shown?.from, range?.from) && isAt(shown?.to, range?.to));
  const period = !isShown && range ? rangeText(range, customer.time_zone) : view.period;
  const selected = explain.row ?? null;
  const search = writeView({ ...DEFAULT_VIEW, period, filter, selected, tab: ASKED });
  return (
    <p>
      <Link
        to="/c/$customer/activity"
        params={{ customer: customer.customer } as never}
        search={search as never}
        onClick={close}
      >
        {children}
      </Link>
    </p>
  );
}

function isAt(one: string | undefined, other: string | undefined): boolean {
  return Date.parse(one ?? '') === Date.parse(other ?? '');
}

function Prices({ explain }: Pick<ExplainSourceProps, 'explain'>) {
  const t = useText('explain');
  const { catalog, words } = useShownCustomer();
  const cards = catalog.cards.filter(({ in_force }) => in_force.length > 0);
  const price = catalog.price_per_credit;
  const isMoney = words.units.get(explain.unit ?? '')?.currency != null;
  return (
    <>
      {cards.length > 0 && (
        <p className="mute">
          {t('cards', { version: catalog.version, cards: cards.map(({ id }) => id).join(', ') })}
        </p>
      )}
      {price && !isMoney && (
        <p className="mute">
          {t('pricePerCredit', {
            amount: exactText(credits(price.amount), { currency: price.currency }),
            source: price.source,
            plan: words.plans.get(catalog.plan)?.label ?? catalog.plan,
          })}
        </p>
      )}
    </>
  );
}
