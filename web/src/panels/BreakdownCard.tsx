import type { Breakdown } from '@fuelgauge/sdk';
import { useState } from 'react';
import { ROWS_PER_PAGE } from '../data/use-overview.ts';
import { useView } from '../data/use-view.ts';
import type { BalanceFigures } from '../figures/balance-figures.ts';
import { breakdownLines } from '../figures/breakdown-lines.ts';
import { type CatalogWords, midSentence } from '../figures/catalog-words.ts';
import { amountsWord, type Shown } from '../figures/number-text.ts';
import { BreakdownTable } from '../ui/BreakdownTable.tsx';

export interface BreakdownCardProps {
  readonly breakdown: Breakdown;
  readonly figures: BalanceFigures;
  readonly words: CatalogWords;
  /** Shown of each meter in the chart. */
  readonly totals: ReadonlyMap<string, Shown>;
  /** Chart colours by meter. */
  readonly slots: ReadonlyMap<string, number>;
}

const TABLE = 'breakdown';
const NONE: ReadonlyMap<string, Shown> = new Map();

/** Where the cycle's credits went, by meter or by anything usage is attributed to. */
export function BreakdownCard(props: BreakdownCardProps) {
  const [focusRow, setFocusRow] = useState<number | null>(null);
  const { breakdown, figures, words, totals, slots } = props;
  const [view, changeView] = useView();
  const rows = view.show.get(TABLE) ?? ROWS_PER_PAGE;
  const known = breakdown.by === 'meter' ? totals : NONE;
  const lines = breakdownLines({ breakdown, figures, known });
  const shown = words.breakdowns.find(({ id }) => id === breakdown.by);
  const heading = shown?.label ?? breakdown.by;
  const amounts = amountsWord(figures.unit);
  return (
    <>
      <div className="card-head">
        <h2>
          {amounts} by {midSentence(heading)}
        </h2>
        <label className="field">
          <span>Break down by</span>
          <select
            value={view.by[0] ?? 'meter'}
            onChange={(event) => changeView.push({ by: [event.target.value], show: new Map() })}
          >
            {words.breakdowns.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      {lines.rows.length === 0 ? (
        <p className="nothing">No usage yet. The first event appears here within seconds.</p>
      ) : (
        <BreakdownTable
          lines={lines}
          heading={heading}
          amounts={amounts}
          byMeter={breakdown.by === 'meter'}
          slots={slots}
          unit={figures.unit}
          focusRow={focusRow}
        />
      )}
      {lines.more > 0 && (
        <button
          type="button"
          className="more"
          onClick={() => {
            setFocusRow(lines.rows.length);
            const more = new Map([...view.show, [TABLE, rows + ROWS_PER_PAGE]]);
            changeView.replace({ show: more });
          }}
        >
          Show {Math.min(ROWS_PER_PAGE, lines.more)} more
        </button>
      )}
    </>
  );
}
