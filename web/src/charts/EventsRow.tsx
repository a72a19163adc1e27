import { type KeyboardEvent, useRef, useState } from 'react';
import type { EventKind } from './chart-data.ts';
import type { ChartWords } from './chart-words.ts';
import type { ChartLayout } from './layout-chart.ts';

export interface EventsRowProps {
  readonly layout: Pick<ChartLayout, 'events' | 'plot'>;
  readonly words: ChartWords;
}

/** Shapes, not colours, in a field of 12 by 12. */
const GLYPHS: Readonly<Record<EventKind, string>> = {
  grant: 'M6 1L11 11H1z',
  purchase: 'M6 1a5 5 0 1 0 0.01 0z',
  reset: 'M2 1h2v10h-2zM5 6L11 2V10z',
  limit: 'M2 2h8v8h-8z',
  plan: 'M6 0L12 6L6 12L0 6z',
  price: 'M1 1H11L6 11z',
  note: 'M1 2h10v2h-10zM1 5h10v2h-10zM1 8h6v2h-6z',
};
const SEVERAL = 'M1 5h2v2h-2zM5 5h2v2h-2zM9 5h2v2h-2z';

/** What happened, below the axis: one tab stop, arrow keys between the glyphs, each in words. */
export function EventsRow({ layout: { events, plot }, words }: EventsRowProps) {
  const list = useRef<HTMLUListElement>(null);
  const [open, setOpen] = useState<number | null>(null);
  const [stop, setStop] = useState(0);
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setOpen(null);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const to = Math.min(Math.max(stop + step, 0), events.length - 1);
    list.current?.querySelectorAll('button')[to]?.focus();
  };
  return (
    <ul
      ref={list}
      className="chart-events"
      aria-label={words.events}
      style={{ left: plot.left, width: plot.width }}
    >
      {events.map(({ x, events: [first, ...others] }, index) => {
        const labels = [first, ...others].map((event) => event?.label ?? '');
        return (
          <li key={first?.key} style={{ left: x }} onPointerLeave={() => setOpen(null)}>
            <button
              type="button"
              tabIndex={index === Math.min(stop, events.length - 1) ? 0 : -1}
              aria-label={
                others.length > 0
                  ? `${words.eventCount(labels.length)}: ${labels.join('; ')}`
                  : labels[0]
              }
              onKeyDown={move}
              onFocus={() => {
                setStop(index);
                setOpen(index);
              }}
              onBlur={() => setOpen(null)}
              onPointerEnter={() => setOpen(index)}
            >
              <svg width="12" height="12" aria-hidden="true">
                <path d={others.length > 0 ? SEVERAL : GLYPHS[first?.kind ?? 'note']} />
              </svg>
            </button>
            {open === index && (
              <div className="tip" role="tooltip" data-end={x > plot.width / 2}>
                {labels.map((label) => (
                  <p key={label}>{label}</p>
                ))}
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
