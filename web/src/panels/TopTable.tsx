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
import { type ExplainedUsage, explainedShare, explainedUsage } from '../figures/explained.ts';
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
import { TableFilter } from './TableFilter.tsx';
import { useAmountWords } from './use-amount-words.ts';

export interface TopTableProps {
  readonly breakdown: Breakdown;
  readonly facts: OverviewFacts;
  readonly table: TableLayout;
}

/** Rows shown until more are asked for, and by how many there are more. */
const ROWS_FIRST = 5;
const ROWS_MORE = 10;

/** Who used most, ranked, and everyone else: together they are the total. */
export function TopTable({ breakdown, facts, table }: TopTableProps) {
  const t = useText('overview');
  const { words } = useShownCustomer();
  const [view, changeView] = useView();
  const [focusRow, setFocusRow] = useState<number | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const { unit } = facts.scale;
  const count = view.show.get(table.name) ?? ROWS_FIRST;
  const lines = breakdownLines({ breakdown: topRows(breakdown, count), scale: facts.scale });
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
        {table.filter !== null && <TableFilter by={table.filter} />}
      </div>
      {lines.rows.length === 0 ? (
        <p className="nothing">{t(facts.isCurrent ? 'nothing' : 'nothingThen')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className="table-scroll" aria-label={title} tabIndex={0}>
          <Rows
            {...{ lines, title, label, body }}
            unit={unit}
            usageOf={(key, name) => {
              const isIn = key !== undefined;
              const shown = lines.rows.map(({ row }) => row.key ?? '');
              const clause = { name: table.by, isIn, values: isIn ? [key ?? ''] : shown };
              return { scale: facts.scale, filter: [...view.filter, clause], name };
            }}
            whole={{ scale: facts.scale, filter: view.filter, name: t('total') }}
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
  /** Of a row, by its key; of everyone else without one. */
  readonly usageOf: (key: string | null | undefined, name: string) => ExplainedUsage;
  readonly whole: ExplainedUsage;
}

function Rows({ lines, title, label, unit, body, usageOf, whole }: RowsProps) {
  const t = useText('overview');
  const { words } = useShownCustomer();
  const { heading } = useAmountWords(unit);
  const everyoneElse = t('everyoneElse', { count: lines.rest?.rows ?? 0 });
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
          {[words.requests ?? t('requests'), heading, t('share')].map((name) => (
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
            <Amounts
              {...{ line, unit, whole }}
              requests={row.requests}
              usage={usageOf(row.key, row.label)}
            />
          </tr>
        ))}
        {lines.rest && (
          <tr className="rest">
            <td className="rank" />
            <th scope="row">{everyoneElse}</th>
            <Amounts
              {...{ unit, whole }}
              line={lines.rest}
              requests={lines.rest.requests}
              usage={usageOf(undefined, everyoneElse)}
            />
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <td className="rank" />
          <th scope="row">{t('total')}</th>
          <td className="number" />
          <td className="number">
            <Num explain={explainedUsage(whole)}>{columnText(lines.total, unit)}</Num>
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
  readonly usage: ExplainedUsage;
  readonly whole: ExplainedUsage;
}

function Amounts({ line: { amount, tenths }, requests, unit, usage, whole }: AmountsProps) {
  const counted = requests === null ? '—' : wholeQuantityText(requests);
  const { filter, name = '' } = usage;
  return (
    <>
      <td className="number mute">
        <Num
          explain={requests === null ? null : { figure: 'requests', filter, name, text: counted }}
        >
          {counted}
        </Num>
      </td>
      <td className="number strong">
        <Num explain={explainedUsage(usage)}>{columnText(amount, unit)}</Num>
      </td>
      <ShareCell
        tenths={tenths}
        isZero={amount.exact === 0n}
        numberOf={(text) => (
          <Num explain={explainedShare(text, { part: usage, whole })}>{text}</Num>
        )}
      />
    </>
  );
}
