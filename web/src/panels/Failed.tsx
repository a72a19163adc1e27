import type { Failure } from '../data/failure.ts';
import { useText } from '../data/use-text.ts';
import type { Messages } from '../messages/areas.ts';

export interface FailedProps {
  /** Completes “Couldn’t load …”: a text of the frame. */
  readonly what: keyof Messages['shell'];
  readonly failure: Failure;
  readonly retry: () => void;
}

/** What happened, what it means for the data, what next. */
export function Failed({ what, failure, retry }: FailedProps) {
  const t = useText('shell');
  return (
    <div className="failed" role="alert">
      <p>
        <strong>{t('couldNotLoad', { what: t(what) })}</strong> {t('nothingChanged')}
      </p>
      <button type="button" onClick={retry}>
        {t('retry')}
      </button>
      <details>
        <summary>{t('details')}</summary>
        <p>
          {failure.message}
          {failure.status !== null && ` ${t('statusCode', { status: failure.status })}`}
          {failure.requestId !== null && (
            <>
              {' '}
              {t('request')} <code>{failure.requestId}</code>
            </>
          )}
        </p>
      </details>
    </div>
  );
}
