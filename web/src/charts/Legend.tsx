import type { MouseEvent } from 'react';
import type { ChartData } from './chart-data.ts';
import type { ChartWords } from './chart-words.ts';
import { isolated, toggled } from './legend-choice.ts';
import { SeriesSwatch } from './SeriesSwatch.tsx';

export interface LegendProps {
  readonly data: Pick<ChartData, 'series' | 'text'>;
  readonly hidden: ReadonlySet<string>;
  readonly onHidden: (hidden: ReadonlySet<string>) => void;
  readonly patterned: boolean;
  readonly words: ChartWords;
}

/**
 * Which colour is which series, with its amount in the whole chart. A click shows one alone, a
 * click with Ctrl, Shift, Alt or Meta hides it; how many are hidden is said.
 */
export function Legend({ data, hidden, onHidden, patterned, words }: LegendProps) {
  const keys = data.series.map(({ key }) => key);
  const choose = (key: string, event: MouseEvent) => {
    const hides = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    onHidden((hides ? toggled : isolated)(key, hidden, keys));
  };
  return (
    <div className="legend">
      <ul aria-label={words.legend} title={words.legendHint}>
        {data.series.map(({ key, label, slot }, series) => (
          <li key={key}>
            <button
              type="button"
              aria-pressed={!hidden.has(key)}
              onClick={(event) => choose(key, event)}
              onContextMenu={(event) => {
                // What a long press is on touch.
                event.preventDefault();
                onHidden(toggled(key, hidden, keys));
              }}
            >
              <SeriesSwatch slot={slot} patterned={patterned} />
              {label}
              <span className="mute">{data.text({ bucket: null, series })}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="hidden-count">
        <span role="status">{hidden.size > 0 && words.hiddenCount(hidden.size, keys.length)}</span>
        {hidden.size > 0 && (
          <button type="button" onClick={() => onHidden(new Set())}>
            {words.showAll}
          </button>
        )}
      </p>
    </div>
  );
}
