import { type ReactNode, useState } from 'react';
import { usePrinting } from '../data/use-printing.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { type Grid, type GridRow, sortedRows } from '../figures/grid.ts';
import { countText } from '../figures/number-text.ts';
import type { GridAction } from '../ui/GridLines.tsx';
import { GridTable } from '../ui/GridTable.tsx';
import { Num } from './Num.tsx';

export interface GridCardProps {
  /** Names the table in the address: how many of its rows are shown. */
  readonly name: string;
  readonly title: string;
  readonly grid: Grid;
  /** Rows shown until more are asked for. */
  readonly rowsFirst: number;
  /** In place of the table where there are no rows. */
  readonly nothing: string;
  readonly actionsOf?: (row: GridRow) => readonly GridAction[];
  /** Controls beside the title. */
  readonly children?: ReactNode;
}

const ROWS_MORE = 10;
const ROWS_ON_PAPER = 50;
const NO_ACTIONS = () => [];

/** A table in a card: sorted as the address says, and longer when asked for. */
export function GridCard(props: GridCardProps) {
  const { name, title, grid, rowsFirst, nothing, actionsOf = NO_ACTIONS, children } = props;
  const t = useText('explore');
  const [view, changeView] = useView();
  const [focusRow, setFocusRow] = useState<string | null>(null);
  const isPrinting = usePrinting();
  const asked = view.show.get(name) ?? rowsFirst;
  const count = isPrinting ? Math.max(asked, ROWS_ON_PAPER) : asked;
  const sorted = sortedRows(grid, view.sort);
  const hidden = sorted.slice(count);
  const more = Math.min(ROWS_MORE, hidden.length);
  return (
    <>
      <div className="card-head">
        <h2>{title}</h2>
        {children}
      </div>
      {grid.rows.length === 0 ? (
        <p className="nothing">{nothing}</p>
      ) : (
        <GridTable
          grid={grid}
          rows={sorted.slice(0, count)}
          rest={grid.restOf(hidden)}
          caption={title}
          sort={view.sort}
          onSort={(sort) => changeView.replace({ sort })}
          actionsOf={actionsOf}
          focusRow={focusRow}
          numberOf={({ explain }, text) => <Num explain={explain ?? null}>{text}</Num>}
          words={{
            actions: (row) => t('rowActions', { row }),
            open: (row) => t('openRow', { row }),
          }}
        />
      )}
      {hidden.length > 0 && (
        <>
          <button
            type="button"
            className="more"
            onClick={() => {
              setFocusRow(hidden[0]?.id ?? null);
              changeView.replace({ show: new Map([...view.show, [name, asked + ROWS_MORE]]) });
            }}
          >
            {t('showMore', { count: countText(more) })}
          </button>
          <p className="paper-only">{t('moreInFile', { count: countText(hidden.length) })}</p>
        </>
      )}
    </>
  );
}
