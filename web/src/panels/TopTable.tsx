import type { Breakdown } from '@fuelgauge/sdk';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import {
  type BreakdownLine,
  type BreakdownLines,
  breakdownLines,
} from '../figures/breakdown-lines.ts';
import { midSentence } from '../figures/catalog-words.ts';
import { type Explained, explainedUsage } from '../figures/explained.ts';
import {
  type AmountUnit,
  columnText,
  countText,
  wholeQuantityText,
} from '../figures/number-text.ts';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import type { TableLayout } from '../figures/overview-layout.ts';
import { topRows } from '../figures/top-rows.ts';
import { ShareCell } from '../ui/ShareCell.tsx';
import { Num } from './Num.tsx';
import { useAmountWords } from './use-amount-words.ts';

export interface TopTableProps {
  readonly breakdown: Breakdown;
  readonly facts: OverviewFacts;
  readonly table: TableLayout;
}

/** Rows shown until more are asked for, and by how many there are more. */
const ROWS_FIRST = 5;
const ROWS_MORE = 10;
const NONE = new Map();

/** Who used most, ranked, and everyone else: together they are the total. */
export function TopTable({ breakdown, facts, table }: TopTableProps) {
  const t = useText('overview');
  const { words } = useShownCustomer();
  const [view, changeView] = useView();
  const [focusRow, setFocusRow] = useState<number | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const { unit } = facts.scale;
  const count = view.show.get(table.name) ?? ROWS_FIRST;
  const lines = breakdownLines({
    breakdown: topRows(breakdown, count),
    scale: facts.scale,
    known: NONE,
  });
  const isThere = focusRow !== null && lines.rows.length > focusRow;
  useEffect(() => {
    if (isThere) body.current?.rows[focusRow]?.focus();
  }, [isThere, focusRow]);
  const label = words.dimensions.get(table.by) ?? table.by;
  const title = table.title ?? t('topBy', { by: midSentence(label) });
  const more = lines.more > 0 && (
    <button
      type="button"
      className="more"
      onClick={() => {
        setFocusRow(lines.rows.length);
        const shown = new Map([...view.show, [table.name, count + ROWS_MORE]]);
        changeView.replace({ show: shown });
      }}
    >
      {t('showMore', { count: countText(Math.min(ROWS_MORE, lines.more)) })}
    </button>
  );
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
      </div>
      {lines.rows.length === 0 ? (
        <p className="nothing">{t(facts.isCurrent ? 'nothing' : 'nothingThen')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className="table-scroll" aria-label={title} tabIndex={0}>
          <Rows
            {...{ lines, title, label, body }}
            unit={unit}
            explain={(key) => {
              const clause = { name: table.by, isIn: true, values: [key ?? ''] };
              const own = key === undefined ? [] : [clause];
              return explainedUsage(facts, [...view.filter, ...own]);
            }}
          />
        </section>
      )}
      {more}
    </section>
  );
}

interface RowsProps {
  readonly lines: BreakdownLines;
  readonly title: string;
  /** Of what is ranked. */
  readonly label: string;
  readonly unit: AmountUnit;
  readonly body: RefObject<HTMLTableSectionElement | null>;
  /** Of a row, by its key; of the total without one. */
  readonly explain: (key?: string | null) => Explained | null;
}

function Rows({ lines, title, label, unit, body, explain }: RowsProps) {
  const t = useText('overview');
  const { heading } = useAmountWords(unit);
  return (
    <table className="data top">
      <caption className="visually-hidden">{t('inPeriod', { title })}</caption>
      <thead>
        <tr>
          <th scope="col" className="rank">
            <span className="visually-hidden">{t('rank')}</span>
            <span aria-hidden="true">#</span>
          </th>
          <th scope="col">{label}</th>
          {[t('requests'), heading, t('share')].map((name) => (
            <th key={name} scope="col" className="number">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {lines.rows.map(({ row, ...line }, index) => (
          <tr key={row.key ?? ''} tabIndex={-1}>
            <td className="rank mute">{countText(index + 1)}</td>
            <th scope="row" dir="auto">
              {row.label}
            </th>
            <Amounts line={line} requests={row.requests} unit={unit} explain={explain(row.key)} />
          </tr>
        ))}
        {lines.rest && (
          <tr className="rest">
            <td className="rank" />
            <th scope="row">{t('everyoneElse', { count: lines.rest.rows ?? 0 })}</th>
            <Amounts line={lines.rest} requests={lines.rest.requests} unit={unit} explain={null} />
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <td className="rank" />
          <th scope="row">{t('total')}</th>
          <td className="number" />
          <td className="number">
            <Num explain={explain()}>{columnText(lines.total, unit)}</Num>
          </td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

interface AmountsProps {
  readonly line: BreakdownLine;
  readonly requests: string | null;
  readonly unit: AmountUnit;
  readonly explain: Explained | null;
}

function Amounts({ line: { amount, tenths }, requests, unit, explain }: AmountsProps) {
  return (
    <>
      <td className="number mute">{requests === null ? '—' : wholeQuantityText(requests)}</td>
      <td className="number strong">
        <Num explain={explain}>{columnText(amount, unit)}</Num>
      </td>
      <ShareCell tenths={tenths} isZero={amount.exact === 0n} />
    </>
  );
}
