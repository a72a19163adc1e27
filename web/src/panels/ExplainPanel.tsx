import { credits } from '@fuelgauge/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { usePeriod, useShownCustomer, useShownZone } from '../data/shown-customer.ts';
import { type Explanation, useExplanation } from '../data/use-explanation.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { DEFAULT_VIEW, writeView } from '../data/view.ts';
import { exactText } from '../figures/exact-text.ts';
import { balanceTerm, type Explained, FORMULAS, TERMS } from '../figures/explained.ts';
import { writeFilter } from '../figures/filter.ts';
import { dateOf, lastDateOf } from '../figures/period.ts';
import { clockText, momentText } from '../figures/time-text.ts';
import { Failed } from './Failed.tsx';

export interface ExplainPanelProps {
  readonly explain: Explained;
  readonly close: () => void;
}

/** How a number came about. Each input opens in its place, with a way back. */
export function ExplainPanel({ explain, close }: ExplainPanelProps) {
  const t = useText('explain');
  const [path, setPath] = useState<readonly Explained[]>([explain]);
  const current = path.at(-1) ?? explain;
  const before = path.at(-2);
  const found = useExplanation(current);
  const zone = useShownZone();
  const { figure, filter = [] } = current;
  const { balance, summary, range, value } = found;
  const resource = figure === 'used' ? summary : balance;
  const moment = (text: string | undefined) => (text ? momentText(new Date(text), zone) : '');
  const formula = t(FORMULAS[figure], {
    from: moment(range?.from),
    to: moment(range?.to),
  } as never);
  const asOf = figure === 'used' ? summary.value?.as_of : balance.value?.as_of;
  const exact =
    value === undefined ? (current.text ?? '…') : value === null ? '∞' : exactText(credits(value));
  const last = asOf
    ? t('asOf', {
        time: `${clockText(new Date(asOf), zone)}`,
        seq: `${balance.value?.seq ?? ''}`,
        zone,
      })
    : '';
  return (
    <div className="explain">
      {before && (
        <button type="button" className="quiet" onClick={() => setPath(path.slice(0, -1))}>
          {t('back', { name: t(before.figure) })}
        </button>
      )}
      <h2>{t(figure)}</h2>
      {resource.failure && value === undefined ? (
        <Failed what="theExplanation" failure={resource.failure} retry={resource.reload} />
      ) : (
        <p className="explain-value">
          <span className="visually-hidden">{t('exact')}</span>{' '}
          <output data-exact={value}>{exact}</output>
        </p>
      )}
      <p>{formula}</p>
      {filter.length > 0 && <p className="mute">{t('ofMeter', { filter: writeFilter(filter) })}</p>}
      <Inputs explain={current} found={found} open={(next) => setPath([...path, next])} />
      {figure === 'used' && <Source explain={current} found={found} close={close} />}
      <p className="mute explain-last">
        {last}
        <br />
        {t('rounding')}
      </p>
      <Copies
        text={[`${t(figure)}: ${exact}`, formula, last].join('\n')}
        request={`GET ${window.location.origin}${found.request}`}
      />
    </div>
  );
}

interface InputsProps {
  readonly explain: Explained;
  readonly found: Explanation;
  readonly open: (explain: Explained) => void;
}

function Inputs({ explain, found, open }: InputsProps) {
  const t = useText('explain');
  const balance = found.balance.value;
  const terms = (TERMS[explain.figure] ?? []).flatMap((figure): Explained[] => {
    const value = balance && balanceTerm(balance, figure);
    const period = balance && { from: balance.cycle.start, to: balance.cycle.end };
    if (value === undefined) return [];
    return [
      { figure, ...(period && { period }), text: value === null ? '∞' : exactText(credits(value)) },
    ];
  });
  const inputs = explain.inputs ?? terms;
  if (inputs.length === 0) return null;
  return (
    <>
      <h3>{t('inputs')}</h3>
      <ul className="explain-inputs">
        {inputs.map((input) => (
          <li key={input.figure}>
            <button type="button" onClick={() => open(input)}>
              <span>{t(input.figure)}</span>
              <span>{input.text}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

interface SourceProps {
  readonly explain: Explained;
  readonly found: Explanation;
  readonly close: () => void;
}

/** The entries that the number is the sum of, the prices in force, and what a credit is worth. */
function Source({ explain, found, close }: SourceProps) {
  const t = useText('explain');
  const { customer, catalog } = useShownCustomer();
  const [view] = useView();
  const { range } = found;
  const summary = found.summary.value;
  const zone = customer.time_zone;
  const shown = usePeriod();
  // Periods that are in the address are named as there: a cycle need not begin at midnight.
  const isShown = !explain.period || (shown?.from === range?.from && shown?.to === range?.to);
  const period =
    !isShown && range ? `${dateOf(range.from, zone)}..${lastDateOf(range.to, zone)}` : view.period;
  const search = writeView({ ...DEFAULT_VIEW, period, filter: explain.filter ?? [] });
  const price = catalog.price_per_credit;
  const cards = catalog.cards.filter(({ in_force }) => in_force.length > 0);
  return (
    <>
      {summary && (
        <p>
          <Link
            to="/c/$customer/activity"
            params={{ customer: customer.customer } as never}
            search={search as never}
            onClick={close}
          >
            {t('entries', { count: summary.rows })}
          </Link>
        </p>
      )}
      {cards.length > 0 && (
        <p className="mute">
          {t('cards')}: {cards.map(({ id }) => id).join(', ')}
        </p>
      )}
      {price && (
        <p className="mute">
          {t('pricePerCredit', {
            amount: exactText(credits(price.amount), { currency: price.currency }),
          })}
          {`, ${t('priceSource')}`}
        </p>
      )}
    </>
  );
}

function Copies({ text, request }: { readonly text: string; readonly request: string }) {
  const t = useText('explain');
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async (value: string) => {
    await navigator.clipboard.writeText(value);
    setCopied(value);
  };
  return (
    <p className="explain-copies">
      <button type="button" onClick={() => void copy(text)}>
        {t(copied === text ? 'copied' : 'copyText')}
      </button>
      <button type="button" onClick={() => void copy(request)}>
        {t(copied === request ? 'copied' : 'copyRequest')}
      </button>
    </p>
  );
}
