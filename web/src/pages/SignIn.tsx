import { Fuelgauge } from '@fuelgauge/sdk';
import { useState } from 'react';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { CodeForm } from '../panels/CodeForm.tsx';
import { Failed } from '../panels/Failed.tsx';
import { ForgottenForm } from '../panels/ForgottenForm.tsx';
import { KeyForm } from '../panels/KeyForm.tsx';
import { PasswordForm } from '../panels/PasswordForm.tsx';
import { ProviderButton } from '../panels/ProviderButton.tsx';
import { Wordmark } from '../ui/Wordmark.tsx';

export interface SignInProps {
  /** A key was given and not accepted. */
  readonly isKeyRefused: boolean;
  /** Somebody is there now: with a cookie, or with a key of this tab. */
  readonly enter: (key?: string) => void;
}

const client = new Fuelgauge({ baseUrl: '' });

/** Asks who is there. The address stays: behind it is the view that was asked for. */
export function SignIn({ isKeyRefused, enter }: SignInProps) {
  const t = useText('entrance');
  const tShell = useText('shell');
  const [step, setStep] = useState<'password' | 'code' | 'forgotten'>('password');
  const methods = useResource({
    key: ['sign-in-methods'],
    load: (signal) => client.auth.methods({ signal }),
  });
  const { pathname, search } = window.location;
  const fault = pathname === '/sign-in' ? new URLSearchParams(search).get('error') : null;
  const done = (key?: string) => {
    if (pathname === '/sign-in') window.history.replaceState(null, '', '/');
    enter(key);
  };
  const { password, provider, mail } = methods.value ?? {};
  return (
    <main className="lone">
      <title>{`${tShell('signIn')} · Fuelgauge`}</title>
      <Wordmark />
      <section className="card sign-in">
        <h1>{tShell('signIn')}</h1>
        {fault !== null && step === 'password' && (
          <p className="hint danger" role="alert">
            {t(PROVIDER_FAULTS[fault] ?? 'provider_failed')}
          </p>
        )}
        {methods.failure && !methods.value && (
          <Failed what="thePage" failure={methods.failure} retry={methods.reload} />
        )}
        {step === 'code' && (
          <CodeForm client={client} done={() => done()} restart={() => setStep('password')} />
        )}
        {step === 'forgotten' && <ForgottenForm client={client} back={() => setStep('password')} />}
        {step === 'password' && password && (
          <PasswordForm
            client={client}
            done={() => done()}
            needsCode={() => setStep('code')}
            {...(mail && { forgotten: () => setStep('forgotten') })}
          />
        )}
        {step === 'password' && provider && <ProviderButton client={client} name={provider.name} />}
        {step === 'password' && methods.value && (
          <details className="with-key" open={isKeyRefused || !(password || provider)}>
            <summary>{t('withKey')}</summary>
            <KeyForm isRefused={isKeyRefused} submit={t('signInWithKey')} giveKey={done} />
          </details>
        )}
      </section>
    </main>
  );
}

const PROVIDER_FAULTS: Readonly<
  Record<
    string,
    | 'provider_cancelled'
    | 'provider_not_invited'
    | 'provider_not_linked'
    | 'provider_email_not_verified'
  >
> = {
  cancelled: 'provider_cancelled',
  not_invited: 'provider_not_invited',
  not_linked: 'provider_not_linked',
  email_not_verified: 'provider_email_not_verified',
};
