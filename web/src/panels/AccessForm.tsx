import type { ReactNode } from 'react';
import type { Deed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';
import { Field } from '../ui/Field.tsx';
import { Refused } from './Refused.tsx';

export interface AccessFormProps {
  /** What the button does, in words. */
  readonly submit: string;
  readonly deed: Pick<Deed<never, unknown>, 'busy' | 'failure'>;
  /** `reason` is undefined where none is given. */
  readonly run: (reason: string | undefined) => void;
  readonly cancel: () => void;
  readonly children?: ReactNode;
}

const FAULTS = {
  last_administrator: 'fault_last',
  role_gate: 'fault_beyond',
  member_suspended: 'fault_member',
  not_found: 'fault_gone',
} as const;

/** A change of who has access, with room for a reason; it says in words why it was not done. */
export function AccessForm({ submit, deed, run, cancel, children }: AccessFormProps) {
  const t = useText('access');
  const tEntrance = useText('entrance');
  const { failure, busy } = deed;
  const fault = FAULTS[failure?.code as keyof typeof FAULTS];
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const reason = `${new FormData(event.currentTarget).get('reason') ?? ''}`.trim();
        run(reason === '' ? undefined : reason);
      }}
    >
      {children}
      <Field
        label={t('reason')}
        hint={t('reasonHint')}
        name="reason"
        maxLength={1000}
        autoComplete="off"
      />
      {failure && !busy && (
        <Refused failure={fault ? { ...failure, message: t(fault) } : failure} />
      )}
      <div className="form-actions">
        <button type="submit" className="primary" disabled={busy} aria-busy={busy}>
          {busy ? tEntrance('working') : submit}
        </button>
        <button type="button" onClick={cancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
