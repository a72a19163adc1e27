import { useRef } from 'react';
import type { Activity } from '../data/use-activity.ts';
import { useLogRows } from '../data/use-log-rows.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { currencyOf, type LogWords } from '../figures/log-words.ts';
import { ActivityLine } from './ActivityLine.tsx';

export interface ActivityTableProps {
  readonly activity: Activity;
  readonly words: LogWords;
}

/** The rows of the log, however many are loaded: only those in sight are in the page. */
export function ActivityTable({ activity, words }: ActivityTableProps) {
  const t = useText('activity');
  const [{ search, filter }, changeView] = useView();
  const { rows, summary, fresh, hasMore } = activity;
  const scroller = useRef<HTMLDivElement>(null);
  const { items, height, focus, open } = useLogRows({
    activity,
    scroller,
    choose: (selected) => changeView.push({ selected }),
  });

  if (rows.length === 0) {
    const isPlain = search === '' && filter.length === 0;
    return <p className="nothing">{t(isPlain ? 'noneYet' : 'none')}</p>;
  }
  const isMoney = currencyOf(words.catalog.credit_unit, words.catalog) !== null;
  const columns = COLUMNS.map((id) => (id === 'credits' && isMoney ? 'amount' : id));
  // Grants are among the rows where nothing is searched: then only the end tells how many there are.
  const isCounted = search !== '' || filter.length > 0;
  const known = hasMore ? (isCounted ? summary.value?.rows : undefined) : rows.length;
  return (
    <div className="log-body">
      {fresh > 0 && (
        <button type="button" className="log-fresh" onClick={activity.reload}>
          {t('fresh', { count: fresh })}
        </button>
      )}
      <div className="log-scroll" ref={scroller}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows take the focus.
          role="grid"
          aria-label={t('entries')}
          aria-rowcount={known === undefined ? -1 : known + 1}
          aria-colcount={columns.length}
          aria-readonly="true"
          className="log-grid"
          onKeyDown={focus.onKeyDown}
          onFocus={({ target }) => withIndex(target, focus.onFocus)}
          onClick={({ target }) => withIndex(target, open)}
        >
          <Head columns={columns} />
          {/* The height of all rows, of which only some are there. */}
          <tbody style={{ height: height }}>
            {items.map(({ index, start, key, size }) => {
              const row = rows[index];
              if (!row) return null;
              return (
                <ActivityLine
                  key={key}
                  row={row}
                  words={words}
                  index={index}
                  isActive={index === focus.active}
                  place={{ start, size }}
                  onRow={focus.onRow}
                />
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Head({ columns }: { readonly columns: readonly Column[] }) {
  const t = useText('activity');
  return (
    <thead>
      <tr aria-rowindex={1} className="log-row">
        {columns.map((id) => (
          <th key={id} scope="col" data-column={id}>
            {t(id)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type Column = (typeof COLUMNS)[number] | 'amount';

const COLUMNS = [
  'time',
  'kind',
  'feature',
  'who',
  'measure',
  'credits',
  'balanceAfter',
  'paidBy',
  'id',
] as const;

function withIndex(target: EventTarget, act: (index: number) => void): void {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  if (row) act(Number(row.dataset['index']));
}
