import { ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { usePeriod, useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { daysIn } from '../figures/period.ts';
import { periodText } from '../figures/time-text.ts';
import { Popup } from '../ui/Popup.tsx';
import { PeriodChoice } from './PeriodChoice.tsx';

/** The stretch of time shown: a step back, what it is and all others, a step forth. */
export function PeriodControl() {
  const t = useText('period');
  const { customer, catalog } = useShownCustomer();
  const isKept = catalog.dates_within === 'current_cycle';
  const period = usePeriod();
  const [{ period: text }, changeView] = useView();
  if (!period) return null;
  const zone = customer.time_zone;
  const span = { start: new Date(period.from), end: new Date(period.to) };
  const name = NAMES[text];
  const dates = periodText(span, zone);
  const button = (
    <>
      <span className="period-name">{name ? `${t(name)} · ${dates}` : dates}</span>
      <span className="mute">{t('days', { days: daysIn(period, zone), zone })}</span>
      <ChevronDown size={16} aria-hidden="true" />
    </>
  );
  return (
    <div className="period">
      <Step
        shortcut="["
        text={t('earlier')}
        reason={t(isKept ? 'withinCycle' : 'isEarliest')}
        target={period.earlier}
      >
        <ChevronLeft size={16} aria-hidden="true" />
      </Step>
      <Popup
        className="control period-button"
        placement="bottom start"
        label={t('choose')}
        button={button}
      >
        {(close) => (
          <PeriodChoice
            choose={(chosen) => {
              changeView.push({ period: chosen, selected: null });
              close();
            }}
          />
        )}
      </Popup>
      <Step shortcut="]" text={t('later')} reason={t('isLatest')} target={period.later}>
        <ChevronRight size={16} aria-hidden="true" />
      </Step>
    </div>
  );
}

const NAMES = {
  current: 'current',
  prev: 'previous',
  '24h': 'last24h',
  '7d': 'last7d',
  '30d': 'last30d',
} as Readonly<Record<string, 'current' | 'previous' | 'last24h' | 'last7d' | 'last30d'>>;

interface StepProps {
  readonly shortcut: string;
  readonly text: string;
  /** Why it does nothing where there is no target. */
  readonly reason: string;
  readonly target: string | null;
  readonly children: ReactNode;
}

/** It stays in the tab order without a target, so that whoever looks for it learns why. */
function Step({ shortcut, text, reason, target, children }: StepProps) {
  const [, changeView] = useView();
  const label = target === null ? `${text}: ${reason}` : text;
  return (
    <button
      type="button"
      className="control step"
      aria-label={label}
      title={label}
      aria-keyshortcuts={shortcut}
      aria-disabled={target === null}
      onClick={() => target !== null && changeView.push({ period: target, selected: null })}
    >
      {children}
    </button>
  );
}
