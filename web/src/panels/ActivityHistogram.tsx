import type { LogSummary } from '@fuelgauge/sdk';
import { type KeyboardEvent, useState } from 'react';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { exactText } from '../figures/exact-text.ts';
import { BARS_MAX, type Bar, histogram } from '../figures/histogram.ts';
import { currencyOf, type LogWords } from '../figures/log-words.ts';
import { dateText } from '../figures/time-text.ts';

export interface ActivityHistogramProps {
  readonly summary: LogSummary;
  readonly words: LogWords;
}

/** Matches over the days of the period. A bar narrows the period to its days; with Shift, from the last one chosen. */
export function ActivityHistogram({ summary, words }: ActivityHistogramProps) {
  const t = useText('activity');
  const [{ period }, changeView] = useView();
  const [active, setActive] = useState(0);
  const [before, setBefore] = useState<string | null>(null);
  const [barsMax] = useState(roomForBars);
  const bars = histogram(summary, barsMax);
  if (bars.length < 2 && before === null) return null;
  const currency = currencyOf(words.catalog.credit_unit, words.catalog);
  const narrow = (index: number, isRange: boolean) => {
    const [low, high] = isRange
      ? [Math.min(active, index), Math.max(active, index)]
      : [index, index];
    const [first, last] = [bars[low]?.first, bars[high]?.last];
    if (!first || !last) return;
    setBefore(before ?? period);
    changeView.push({ period: `${first}..${last}`, selected: null });
  };
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const index = barAt(event, { active, count: bars.length });
    if (index === undefined) return;
    event.preventDefault();
    setActive(index);
    (event.currentTarget.children[index] as HTMLElement | undefined)?.focus();
  };
  return (
    <div className="histogram">
      <div role="toolbar" aria-label={t('histogram')} className="histogram-bars" onKeyDown={move}>
        {bars.map((bar, index) => {
          const text = t('bar', {
            date: datesText(bar),
            count: bar.rows,
            amount: exactText(bar.amount, { currency }),
          });
          return (
            <button
              key={bar.first}
              type="button"
              tabIndex={index === Math.min(active, bars.length - 1) ? 0 : -1}
              aria-label={text}
              title={text}
              onFocus={() => setActive(index)}
              onClick={(event) => narrow(index, event.shiftKey)}
            >
              <span style={{ height: `${bar.height * 100}%` }} data-empty={bar.rows === 0} />
            </button>
          );
        })}
      </div>
      {before !== null && before !== period && (
        <button
          type="button"
          className="quiet"
          onClick={() => {
            setBefore(null);
            changeView.push({ period: before, selected: null });
          }}
        >
          {t('wholePeriod')}
        </button>
      )}
    </div>
  );
}

/** As many as can be told apart, and pressed with what points here. */
function roomForBars(): number {
  const least = window.matchMedia('(pointer: coarse)').matches ? 40 : 24;
  const beside = window.innerWidth < 768 ? 80 : 320;
  return Math.max(1, Math.min(BARS_MAX, Math.floor((window.innerWidth - beside) / least)));
}

interface Bars {
  readonly active: number;
  readonly count: number;
}

/** Where a key leads; undefined for keys that lead nowhere. */
function barAt(event: KeyboardEvent, { active, count }: Bars): number | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: active - 1,
    ArrowRight: active + 1,
    Home: 0,
    End: count - 1,
  };
  const target = steps[event.key];
  return target === undefined ? undefined : Math.max(0, Math.min(count - 1, target));
}

function datesText({ first, last }: Bar): string {
  const dates = [...new Set([first, last])].map((day) =>
    dateText(new Date(`${day}T12:00Z`), 'UTC'),
  );
  return dates.join(' – ');
}
