import { ArrowDown, ArrowUp } from 'lucide-react';
import { type GridColumn, nextSort } from '../figures/grid.ts';

export interface GridHeadProps {
  /** That of the name first. */
  readonly columns: readonly GridColumn[];
  readonly sort: string | null;
  readonly onSort: (sort: string | null) => void;
}

/** The headings: each sorts by its column. */
export function GridHead({ columns, sort, onSort }: GridHeadProps) {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const { id, label, isText } = column;
          const order = sort === id ? 'ascending' : sort === `-${id}` ? 'descending' : undefined;
          return (
            <th
              key={id}
              scope="col"
              {...(!isText && { className: 'number' })}
              {...(order && { 'aria-sort': order })}
            >
              <button
                type="button"
                className="quiet sort"
                onClick={() => onSort(nextSort(sort, column))}
              >
                {label}
                {order === 'ascending' && <ArrowUp size={12} aria-hidden="true" />}
                {order === 'descending' && <ArrowDown size={12} aria-hidden="true" />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
