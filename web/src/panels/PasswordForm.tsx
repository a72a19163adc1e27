import type { Fuelgauge } from '@fuelgauge/sdk';
import { useDeed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';
import { Field } from '../ui/Field.tsx';
import { DeedForm } from './DeedForm.tsx';

export interface PasswordFormProps {
  readonly client: Fuelgauge;
  readonly done: () => void;
  readonly needsCode: () => void;
  /** Absent where nobody can be sent a letter. */
  readonly forgotten?: () => void;
}

/** Address and password; what of the two was wrong is not told. */
export function PasswordForm({ client, done, needsCode, forgotten }: PasswordFormProps) {
  const t = useText('entrance');
  const tShell = useText('shell');
  const signing = useDeed(
    (body: { email: string; password: string }) => client.auth.signIn(body),
    ({ state }) => (state === 'signed_in' ? done() : needsCode()),
  );
  return (
    <DeedForm
      submit={tShell('signIn')}
      deed={signing}
      run={(field) => signing.run({ email: field('email').trim(), password: field('password') })}
      beside={
        forgotten && (
          <button type="button" className="quiet" onClick={forgotten}>
            {t('forgotten')}
          </button>
        )
      }
    >
      <Field label={t('email')} name="email" type="email" autoComplete="username" required />
      <Field
        label={t('password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
    </DeedForm>
  );
}
