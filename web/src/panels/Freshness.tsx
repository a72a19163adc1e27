import { useFreshness } from '../data/freshness.ts';
import { useText } from '../data/use-text.ts';
import { clockText, sinceText } from '../figures/time-text.ts';

export interface FreshnessProps {
  readonly asOf: Date;
  readonly timeZone: string;
  /** The last attempt failed: what is shown is older than it should be. */
  readonly isStale: boolean;
  /** Nothing can be added any more: there is nothing to wait for. */
  readonly isClosed?: boolean | undefined;
  /** Up to when all usage is there, where that is not now. */
  readonly completeTo?: Date | null | undefined;
}

/** Up to which moment the numbers are complete, and the switch that keeps them still. */
export function Freshness({ asOf, timeZone, isStale, isClosed, completeTo }: FreshnessProps) {
  const t = useText('shell');
  const { isPaused, setPaused, following } = useFreshness();
  const isLost = isStale || following === 'lost';
  const running = completeTo ? 'delayed' : following === 'live' ? 'live' : 'updated';
  if (isClosed) {
    return (
      <span className="chip" data-state="paused">
        <span className="dot" aria-hidden="true" />
        {t('closed')}
      </span>
    );
  }
  const state = isPaused ? 'paused' : isLost ? 'reconnecting' : running;
  const shown = state === 'delayed' && completeTo ? completeTo : asOf;
  const time =
    state === 'delayed' ? sinceText(shown, { asOf, timeZone }) : clockText(asOf, timeZone);
  return (
    <div className="freshness">
      <span className="chip" data-state={state}>
        <span className="dot" aria-hidden="true" />
        <time dateTime={shown.toISOString()}>{t(state, { time })}</time>
      </span>
      <button type="button" className="quiet" onClick={() => setPaused(!isPaused)}>
        {t(isPaused ? 'resumeUpdates' : 'pauseUpdates')}
      </button>
    </div>
  );
}
