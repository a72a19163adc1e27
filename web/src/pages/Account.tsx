import { keepPreference } from '../data/preferences.ts';
import { useClient } from '../data/session.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { locale } from '../figures/locale.ts';
import { LANGUAGES } from '../messages/texts.ts';
import { Failed } from '../panels/Failed.tsx';
import { NewPassword } from '../panels/NewPassword.tsx';
import { SecondFactorCard } from '../panels/SecondFactorCard.tsx';
import { SessionsCard } from '../panels/SessionsCard.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

const LANGUAGE_NAMES = { en: 'English', de: 'Deutsch' } as const;

/** Who somebody is here, how they sign in, and where they are signed in. */
export function Account() {
  const t = useText('entrance');
  const tShell = useText('shell');
  const client = useClient();
  const { value, failure, reload } = useResource({
    key: ['account'],
    load: (signal) => client.account.get({ signal }),
  });
  if (!value && failure) return <Failed what="thePage" failure={failure} retry={reload} />;
  if (!value) return <Skeleton />;
  const { person, password, provider } = value;
  return (
    <>
      <title>{`${tShell('yourAccount')} · Fuelgauge`}</title>
      <header className="page-head">
        <div>
          <h1>{tShell('yourAccount')}</h1>
          <p className="subtitle">
            <strong>{person.name}</strong>
            <span>{person.email}</span>
            {person.operator && <span className="tag">{t('isOperator')}</span>}
          </p>
        </div>
      </header>
      <section className="card">
        <div className="card-head">
          <h2>{tShell('language')}</h2>
        </div>
        <Choice
          label={tShell('language')}
          options={LANGUAGES.map((id) => ({ id, label: LANGUAGE_NAMES[id] }))}
          value={locale === 'de' ? 'de' : 'en'}
          choose={(language) => {
            keepPreference('language', language);
            // Everything on the page is written in it.
            window.location.reload();
          }}
        />
        <p className="hint">{t('languageText')}</p>
      </section>
      {password && <NewPassword email={person.email} />}
      {password ? (
        <SecondFactorCard isOn={person.second_factor} reload={reload} />
      ) : (
        <section className="card">
          <p>{t('providerOnly')}</p>
        </section>
      )}
      {password && provider && (
        <section className="card">
          <p>{t('providerToo')}</p>
        </section>
      )}
      <SessionsCard />
    </>
  );
}
