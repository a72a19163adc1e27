import { useEffect, useRef, useState } from 'react';
import { type Grid, type GridRow, NAME_COLUMN } from '../figures/grid.ts';
import { GridHead } from './GridHead.tsx';
import { GridLines, type GridLinesProps } from './GridLines.tsx';

export interface GridTableProps extends Pick<GridLinesProps, 'actionsOf' | 'words' | 'numberOf'> {
  readonly grid: Grid;
  /** In the order they are shown; the others are the rest. */
  readonly rows: readonly GridRow[];
  readonly rest: GridRow | null;
  readonly caption: string;
  readonly sort: string | null;
  readonly onSort: (sort: string | null) => void;
  /** The row to focus once it is there: the first of those asked for. */
  readonly focusRow: string | null;
}

/** A table that sorts, opens its rows and keeps its heading and first column in sight. */
export function GridTable(props: GridTableProps) {
  const { grid, rows, rest, caption, focusRow } = props;
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const body = useRef<HTMLTableSectionElement>(null);
  const isThere = focusRow !== null && rows.some(({ id }) => id === focusRow);
  useEffect(() => {
    if (!isThere) return;
    const all = [...(body.current?.rows ?? [])];
    all.find((row) => row.dataset['row'] === focusRow)?.focus();
  }, [isThere, focusRow]);
  const toggle = (id: string) => setOpened((before) => before.symmetricDifference(new Set([id])));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-scroll grid-scroll" aria-label={caption} tabIndex={0}>
      <table className="data grid">
        <caption className="visually-hidden">{caption}</caption>
        <GridHead
          {...props}
          columns={[{ id: NAME_COLUMN, label: grid.heading, isText: true }, ...grid.columns]}
        />
        <tbody ref={body}>
          {rows.map((row) => (
            <GridLines
              key={row.id}
              {...props}
              row={row}
              depth={0}
              opened={opened}
              toggle={toggle}
            />
          ))}
          {rest && (
            <GridLines {...props} row={rest} depth={0} isRest opened={opened} toggle={toggle} />
          )}
        </tbody>
        {grid.total && (
          <tfoot>
            <GridLines {...props} row={grid.total} depth={0} opened={opened} toggle={toggle} />
          </tfoot>
        )}
      </table>
    </section>
  );
}
