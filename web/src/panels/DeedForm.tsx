import type { ReactNode } from 'react';
import type { Deed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';
import { type FaultWords, useFaultText } from './use-fault-text.ts';

export interface DeedFormProps {
  readonly submit: string;
  readonly deed: Pick<Deed<never, unknown>, 'busy' | 'failure'>;
  /** What was filled in, by the names of the fields. */
  readonly run: (field: (name: string) => string) => void;
  /** Words for codes of refusals that say more here than elsewhere. */
  readonly faults?: FaultWords;
  /** Beside the button. */
  readonly beside?: ReactNode;
  readonly children?: ReactNode;
}

/** A form that does one thing, and says in words why it was not done. */
export function DeedForm({ submit, deed, run, faults, beside, children }: DeedFormProps) {
  const t = useText('entrance');
  const faultText = useFaultText(faults);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const filled = new FormData(event.currentTarget);
        run((name) => `${filled.get(name) ?? ''}`);
      }}
    >
      {children}
      {deed.failure && !deed.busy && (
        <p className="hint danger" role="alert">
          {faultText(deed.failure)}
        </p>
      )}
      <div className="form-actions">
        <button type="submit" className="primary" disabled={deed.busy} aria-busy={deed.busy}>
          {deed.busy ? t('working') : submit}
        </button>
        {beside}
      </div>
    </form>
  );
}
