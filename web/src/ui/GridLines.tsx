import { ChevronRight, MoreHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { SeriesSwatch } from '../charts/SeriesSwatch.tsx';
import { Spark } from '../charts/Spark.tsx';
import type { Grid, GridCell, GridColumn, GridRow } from '../figures/grid.ts';
import { percentText } from '../figures/number-text.ts';
import type { GridWords } from './grid-words.ts';
import { OptionList } from './OptionList.tsx';
import { Popup } from './Popup.tsx';

/** One thing that can be done with a row. */
export interface GridAction {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
}

export interface GridLinesProps {
  readonly grid: Grid;
  /** What can be done with a row; nothing where it is empty. */
  readonly actionsOf: (row: GridRow) => readonly GridAction[];
  readonly words: GridWords;
  /** A number of a cell, as it can be pressed. */
  readonly numberOf: (cell: GridCell, text: string) => ReactNode;
  readonly row: GridRow;
  readonly depth: number;
  readonly isRest?: boolean;
  readonly opened: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
}

/** Deeper rows stand as far in as these. */
const DEPTH_MAX = 3;

/** A row, and below it what it is made of where it is open. */
export function GridLines(props: GridLinesProps) {
  const { grid, row, depth, isRest = false, opened } = props;
  const isOpen = opened.has(row.id);
  return (
    <>
      <tr tabIndex={-1} data-row={row.id} {...(isRest && { className: 'rest' })}>
        <NameCell {...props} isOpen={isOpen} />
        {grid.columns.map((column, index) => (
          <Cell
            key={column.id}
            column={column}
            cell={row.cells[index]}
            isFirst={index === 0}
            numberOf={props.numberOf}
          />
        ))}
      </tr>
      {isOpen &&
        row.parts.map((part) => (
          <GridLines key={part.id} {...props} row={part} depth={depth + 1} isRest={false} />
        ))}
    </>
  );
}

function NameCell({ grid, row, depth, isOpen, toggle, actionsOf, words }: NameCellProps) {
  const actions = actionsOf(row);
  const canOpen = grid.rows.some(({ parts }) => parts.length > 0);
  return (
    <th scope="row" data-depth={Math.min(depth, DEPTH_MAX)}>
      <span className="grid-name">
        {row.parts.length > 0 ? (
          <button
            type="button"
            className="quiet icon opener"
            aria-expanded={isOpen}
            aria-label={words.open(row.label)}
            onClick={() => toggle(row.id)}
          >
            <ChevronRight size={14} aria-hidden="true" />
          </button>
        ) : (
          canOpen && <span className="opener" />
        )}
        {row.slot !== undefined && <SeriesSwatch slot={row.slot} patterned={false} />}
        <span className="grid-label" dir="auto">
          {row.label}
          {row.note && <span className="grid-note">{row.note}</span>}
        </span>
        {actions.length > 0 && (
          <Popup
            className="quiet icon row-menu"
            placement="bottom start"
            label={words.actions(row.label)}
            button={
              <>
                <MoreHorizontal size={16} aria-hidden="true" />
                <span className="visually-hidden">{words.actions(row.label)}</span>
              </>
            }
          >
            {(close) => (
              <OptionList
                options={actions}
                choose={(id) => {
                  close();
                  actions.find((action) => action.id === id)?.run();
                }}
              />
            )}
          </Popup>
        )}
      </span>
    </th>
  );
}

interface NameCellProps extends GridLinesProps {
  readonly isOpen: boolean;
}

interface CellProps extends Pick<GridLinesProps, 'numberOf'> {
  readonly column: GridColumn;
  readonly cell: GridCell | undefined;
  readonly isFirst: boolean;
}

function Cell({ column, cell, isFirst, numberOf }: CellProps) {
  if (column.isText) return <td dir="auto">{cell?.text}</td>;
  if (cell?.trend) {
    return (
      <td className="number">
        <Spark values={cell.trend} label={cell.text} />
      </td>
    );
  }
  if (cell?.share !== undefined && cell.share !== null) {
    return (
      <td className="number share">
        <span className="share-track" aria-hidden="true">
          <span style={{ width: `${Number(cell.share) / 10}%` }} />
        </span>
        <span className="share-text">
          {numberOf(cell, percentText(cell.share, cell.share === 0n))}
        </span>
      </td>
    );
  }
  return (
    <td className={isFirst ? 'number strong' : 'number'}>{cell && numberOf(cell, cell.text)}</td>
  );
}
