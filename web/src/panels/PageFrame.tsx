import type { ReactNode } from 'react';
import { usePeriod, useShownCustomer, useShownZone } from '../data/shown-customer.ts';
import { useSeenPart } from '../data/use-seen-part.ts';
import { useText } from '../data/use-text.ts';
import { countText } from '../figures/number-text.ts';
import { clockText, periodText, sinceText } from '../figures/time-text.ts';
import { CopyLink } from './CopyLink.tsx';
import { type ExportChoice, ExportMenu } from './ExportMenu.tsx';
import { Freshness } from './Freshness.tsx';
import { PeriodControl } from './PeriodControl.tsx';
import { SeenPartTag } from './SeenPartTag.tsx';

export interface PageFrameProps {
  readonly title: string;
  /** The page is about a stretch of time that can be chosen. */
  readonly hasPeriod?: boolean;
  /** Its numbers are of all usage, whichever part of it the reader sees. */
  readonly isWhole?: boolean;
  /** Up to where the numbers go; the chip and the last line say so. */
  readonly state?: {
    readonly asOf: Date;
    readonly seq: number;
    readonly isStale: boolean;
    readonly isClosed?: boolean;
    /** Up to when all usage is there, where that is not now. */
    readonly completeTo?: Date | null;
  };
  /** What can be taken along, first the usual. */
  readonly exports?: readonly ExportChoice[];
  /** Controls of the page beside those every page has. */
  readonly controls?: ReactNode;
  /** At most one notice, above everything else. */
  readonly banner?: ReactNode;
  readonly children: ReactNode;
}

/** A page of a customer: what is shown, of whom and of when; the page; and how far the numbers go. */
export function PageFrame(props: PageFrameProps) {
  const { title, hasPeriod = false, isWhole = false, exports = [], children } = props;
  const { state, controls, banner } = props;
  const t = useText('shell');
  const { customer, words } = useShownCustomer();
  const part = useSeenPart();
  const zone = useShownZone();
  const plan = words.plans.get(customer.plan)?.label ?? customer.plan;
  return (
    <>
      <title>{`${title} · ${customer.name} · Fuelgauge`}</title>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          <p className="subtitle">
            <strong>{customer.name}</strong>
            <span>{t('plan', { plan })}</span>
            {hasPeriod && <PeriodOnPaper />}
            {customer.test && <span className="tag">{t('isTest')}</span>}
            {hasPeriod && !isWhole && part && <SeenPartTag part={part} />}
          </p>
        </div>
        {state ? (
          <Freshness {...state} timeZone={zone} />
        ) : (
          hasPeriod && <div className="freshness" />
        )}
        <div className="page-controls">
          {hasPeriod && <PeriodControl />}
          {controls}
          <div className="page-takes">
            <CopyLink />
            <ExportMenu choices={exports} />
          </div>
        </div>
      </header>
      <div className="banner-slot">{banner}</div>
      {children}
      <footer className="page-foot">
        {state
          ? t('footer', { zone, time: dataTo(state, zone), seq: countText(state.seq) })
          : t('footerZone', { zone })}
      </footer>
    </>
  );
}

/** Up to when the numbers go: to the second, unless later usage is still to come. */
function dataTo(
  { asOf, completeTo }: Pick<NonNullable<PageFrameProps['state']>, 'asOf' | 'completeTo'>,
  timeZone: string,
): string {
  return completeTo ? sinceText(completeTo, { asOf, timeZone }) : clockText(asOf, timeZone);
}

/** Paper has no controls that would say of when it is. */
function PeriodOnPaper() {
  const { customer } = useShownCustomer();
  const period = usePeriod();
  if (!period) return null;
  const zone = customer.time_zone;
  const span = { start: new Date(period.from), end: new Date(period.to) };
  return <span className="on-paper">{`${periodText(span, zone)} (${zone})`}</span>;
}
