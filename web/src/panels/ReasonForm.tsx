import { type ReactNode, useId } from 'react';
import type { Deed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';
import { Refused } from './Refused.tsx';

export interface ReasonFormProps {
  /** What the button does, in words. */
  readonly submit: string;
  readonly deed: Pick<Deed<never, unknown>, 'busy' | 'failure'>;
  readonly run: (reason: string) => void;
  readonly cancel?: () => void;
  /** Before the reason. */
  readonly children?: ReactNode;
}

/** Asks why before something is done; the reason stands in the log. */
export function ReasonForm({ submit, deed, run, cancel, children }: ReasonFormProps) {
  const t = useText('operator');
  const id = useId();
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const reason = `${new FormData(event.currentTarget).get('reason') ?? ''}`.trim();
        if (reason) run(reason);
      }}
    >
      {children}
      <label htmlFor={id}>{t('reason')}</label>
      <input
        id={id}
        name="reason"
        required
        maxLength={1000}
        autoComplete="off"
        aria-describedby={`${id}-hint`}
      />
      <p id={`${id}-hint`} className="hint">
        {t('reasonStays')}
      </p>
      {deed.failure && <Refused failure={deed.failure} />}
      <div className="form-actions">
        <button type="submit" className="primary" disabled={deed.busy} aria-busy={deed.busy}>
          {deed.busy ? t('working') : submit}
        </button>
        {cancel && (
          <button type="button" onClick={cancel}>
            {t('cancel')}
          </button>
        )}
      </div>
    </form>
  );
}
