import { Fuelgauge } from '@fuelgauge/sdk';
import { useState } from 'react';
import { takeLinkToken } from '../data/link-token.ts';
import { useDeed } from '../data/use-deed.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { DeedForm } from '../panels/DeedForm.tsx';
import { NewPasswordField } from '../panels/NewPasswordField.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Wordmark } from '../ui/Wordmark.tsx';

const client = new Fuelgauge({ baseUrl: '' });

/** Sets another password by a link, which works once. */
export function ResetPassword() {
  const t = useText('entrance');
  const [token] = useState(() => takeLinkToken('reset-password'));
  const reset = useResource({
    key: ['password-reset', token],
    load: token === null ? undefined : (signal) => client.auth.readPasswordReset(token, { signal }),
  });
  const setting = useDeed(
    (password: string) => client.auth.resetPassword(token ?? '', { password }),
    () => void takeLinkToken('reset-password', { isUsed: true }),
  );
  if (token !== null && !reset.value && !reset.failure) return <Skeleton page />;
  return (
    <main className="lone">
      <title>{`${t('setPassword')} · Fuelgauge`}</title>
      <Wordmark />
      <section className="card sign-in">
        <h1>{t('setPassword')}</h1>
        {setting.done ? (
          <>
            <p role="status">{t('passwordSet')}</p>
            <a href="/sign-in">{t('toSignIn')}</a>
          </>
        ) : reset.value ? (
          <DeedForm
            submit={t('setPassword')}
            deed={setting}
            run={(field) => setting.run(field('password'))}
          >
            <p>{t('setPasswordOf', { email: reset.value.email })}</p>
            <input type="hidden" name="email" value={reset.value.email} autoComplete="username" />
            <NewPasswordField />
          </DeedForm>
        ) : (
          <p role="alert">{t('fault_link')}</p>
        )}
      </section>
    </main>
  );
}
