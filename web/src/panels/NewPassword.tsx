import { useClient } from '../data/session.ts';
import { useDeed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';
import { Field } from '../ui/Field.tsx';
import { DeedForm } from './DeedForm.tsx';
import { NewPasswordField } from './NewPasswordField.tsx';

/** Sets another password, which ends every other session. */
export function NewPassword({ email }: { readonly email: string }) {
  const t = useText('entrance');
  const client = useClient();
  const changing = useDeed((body: { current_password: string; password: string }) =>
    client.account.changePassword(body),
  );
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('password')}</h2>
      </div>
      <DeedForm
        key={changing.done ? 'done' : 'open'}
        submit={t('changePassword')}
        deed={changing}
        run={(field) =>
          changing.run({ current_password: field('current'), password: field('password') })
        }
      >
        <input type="hidden" name="email" value={email} autoComplete="username" />
        <Field
          label={t('currentPassword')}
          name="current"
          type="password"
          autoComplete="current-password"
          required
        />
        <NewPasswordField />
      </DeedForm>
      <p role="status" className="form-result">
        {changing.done && t('passwordChanged')}
      </p>
    </section>
  );
}
