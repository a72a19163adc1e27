import { clockText } from '../figures/time-text.ts';

export interface FreshnessProps {
  readonly asOf: Date;
  readonly timeZone: string;
  readonly paused: boolean;
  readonly setPaused: (paused: boolean) => void;
  /** The last attempt failed: what is shown is older than it should be. */
  readonly stale: boolean;
}

/** Up to which moment the numbers are complete, and the switch that keeps them still. */
export function Freshness({ asOf, timeZone, paused, setPaused, stale }: FreshnessProps) {
  const state = stale ? 'Reconnecting' : paused ? 'Paused' : 'Updated';
  return (
    <div className="freshness">
      <span className="chip" data-state={state.toLowerCase()}>
        <span className="dot" aria-hidden="true" />
        <span>
          {state} · as of <time dateTime={asOf.toISOString()}>{clockText(asOf, timeZone)}</time>
        </span>
      </span>
      <button type="button" className="quiet" onClick={() => setPaused(!paused)}>
        {paused ? 'Resume updates' : 'Pause updates'}
      </button>
    </div>
  );
}
