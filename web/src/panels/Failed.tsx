import type { Failure } from '../data/failure.ts';

export interface FailedProps {
  /** Completes “Couldn’t load …”. */
  readonly what: string;
  readonly failure: Failure;
  readonly retry: () => void;
}

/** What happened, what it means for the data, what next. */
export function Failed({ what, failure, retry }: FailedProps) {
  return (
    <div className="failed" role="alert">
      <p>
        <strong>Couldn’t load {what}.</strong> Nothing was changed.
      </p>
      <button type="button" onClick={retry}>
        Retry
      </button>
      <details>
        <summary>Details</summary>
        <p>
          {failure.message}
          {failure.status !== null && ` (status ${failure.status})`}
          {failure.requestId !== null && (
            <>
              {' '}
              Request <code>{failure.requestId}</code>
            </>
          )}
        </p>
      </details>
    </div>
  );
}
