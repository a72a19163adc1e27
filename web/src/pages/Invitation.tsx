import { Fuelgauge, type Invitation as Invited } from '@fuelgauge/sdk';
import { useState } from 'react';
import { takeLinkToken } from '../data/link-token.ts';
import { useDeed } from '../data/use-deed.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { DeedForm } from '../panels/DeedForm.tsx';
import { NewPasswordField } from '../panels/NewPasswordField.tsx';
import { ProviderButton } from '../panels/ProviderButton.tsx';
import { Field } from '../ui/Field.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Wordmark } from '../ui/Wordmark.tsx';

const client = new Fuelgauge({ baseUrl: '' });

/** What a link invites to, and the way in: a password of one's own, a provider, or who is signed in already. */
export function Invitation() {
  const t = useText('entrance');
  const [token] = useState(() => takeLinkToken('invitation'));
  const invitation = useResource({
    key: ['invitation', token],
    load: token === null ? undefined : (signal) => client.invitations.get(token, { signal }),
  });
  const { value, failure } = invitation;
  if (token !== null && !value && !failure) return <Skeleton page />;
  return (
    <main className="lone">
      <title>{`${t('invitation')} · Fuelgauge`}</title>
      <Wordmark />
      <section className="card sign-in">
        <h1>{t('invitation')}</h1>
        {token !== null && value ? (
          <Accepting token={token} invited={value} />
        ) : (
          <p role="alert">{t('fault_link')}</p>
        )}
      </section>
    </main>
  );
}

interface AcceptingProps {
  readonly token: string;
  readonly invited: Invited;
}

function Accepting({ token, invited }: AcceptingProps) {
  const t = useText('entrance');
  const [isAnew, setAnew] = useState(true);
  const methods = useResource({
    key: ['sign-in-methods'],
    load: (signal) => client.auth.methods({ signal }),
  });
  const account = useResource({
    key: ['account'],
    load: (signal) => client.account.get({ signal }),
  });
  const { email, invited_by, customer } = invited;
  const accepting = useDeed(
    (body: { name?: string; password?: string }) => client.invitations.accept(token, body),
    (accepted) => {
      takeLinkToken('invitation', { isUsed: true });
      const to = accepted.customer === null ? '/op' : `/c/${encodeURIComponent(accepted.customer)}`;
      window.location.assign(to);
    },
  );
  const isSame = account.value?.person.email === email;
  const provider = methods.value?.provider;
  const isKnown = accepting.failure?.code === 'person_exists';
  return (
    <>
      <p>
        {customer
          ? t('invitedTo', { customer: customer.name, email })
          : t('invitedAsOperator', { email })}{' '}
        {invited_by !== null && t('invitedBy', { name: invited_by })}
      </p>
      {isSame ? (
        <DeedForm submit={t('accept')} deed={accepting} run={() => accepting.run({})} />
      ) : isAnew ? (
        <DeedForm
          submit={t('accept')}
          deed={accepting}
          run={(field) =>
            accepting.run({ name: field('name').trim(), password: field('password') })
          }
          beside={
            isKnown && (
              <button type="button" onClick={() => setAnew(false)}>
                {t('haveAccount')}
              </button>
            )
          }
        >
          <AnewFields email={email} />
        </DeedForm>
      ) : (
        <p>
          {t('signInFirst')} <a href="/sign-in">{t('toSignIn')}</a>
        </p>
      )}
      {!isSame && provider && (
        <ProviderButton client={client} name={provider.name} returnTo="/invitation" />
      )}
    </>
  );
}

function AnewFields({ email }: { readonly email: string }) {
  const t = useText('entrance');
  return (
    <>
      <Field label={t('name')} name="name" autoComplete="name" required />
      <input type="hidden" name="email" value={email} autoComplete="username" />
      <NewPasswordField />
    </>
  );
}
