import { Link, useParams } from '@tanstack/react-router';
import { UserRound } from 'lucide-react';
import { useState } from 'react';
import { isDemoReader } from '../data/permissions.ts';
import { keepPreference, preference } from '../data/preferences.ts';
import { useAccess } from '../data/session.ts';
import { useText } from '../data/use-text.ts';
import { type Theme, useTheme } from '../data/use-theme.ts';
import { locale } from '../figures/locale.ts';
import { LANGUAGES } from '../messages/texts.ts';
import { Choice } from '../ui/Choice.tsx';
import { Popup } from '../ui/Popup.tsx';
import { PersonaButtons } from './PersonaButtons.tsx';

const LANGUAGE_NAMES = { en: 'English', de: 'Deutsch' } as const;

/** Who is there, how the page looks, and the way out. */
export function AccountMenu() {
  const t = useText('shell');
  const { session, signOut } = useAccess();
  const { customer } = useParams({ strict: false });
  const who = session.person?.name ?? session.person?.email ?? session.actor ?? '';
  // A person has an account to look after; a token, a persona and a key have none.
  const hasAccount =
    session.person !== null && session.persona === null && session.kind !== 'portal';
  const button = (
    <>
      <UserRound size={16} aria-hidden="true" />
      <span className="account-name">
        {isDemoReader(session) ? t('demoReader') : t('signedInAs', { name: who })}
      </span>
    </>
  );
  return (
    <Popup className="quiet account" placement="top start" label={t('account')} button={button}>
      {(close) => (
        <div className="account-menu">
          {hasAccount && (
            <Link to="/account" className="nav-link" onClick={close}>
              {t('yourAccount')}
            </Link>
          )}
          {session.personas.length > 0 && (
            <>
              <p className="field-label">{t('seeAs')}</p>
              <fieldset className="personas">
                <legend className="visually-hidden">{t('personas')}</legend>
                <PersonaButtons customer={customer} />
              </fieldset>
            </>
          )}
          <ThemeChoice />
          <p className="field-label">{t('language')}</p>
          <Choice
            label={t('language')}
            options={LANGUAGES.map((id) => ({ id, label: LANGUAGE_NAMES[id] }))}
            value={locale === 'de' ? 'de' : 'en'}
            choose={(language) => {
              keepPreference('language', language);
              // Everything on the page is written in it.
              window.location.reload();
            }}
          />
          <ShortcutChoice />
          {isDemoReader(session) && (
            <a href="/sign-in" className="nav-link">
              {t('signIn')}
            </a>
          )}
          {signOut && (
            <button type="button" onClick={signOut}>
              {t('signOut')}
            </button>
          )}
        </div>
      )}
    </Popup>
  );
}

const MODES = ['on', 'alt', 'off'] as const;

function ShortcutChoice() {
  const t = useText('shell');
  const tKeys = useText('keyboard');
  const [mode, setMode] = useState(preference('shortcuts', MODES) ?? 'on');
  return (
    <>
      <p className="field-label">{t('shortcuts')}</p>
      <Choice
        label={t('shortcuts')}
        options={[
          { id: 'on', label: t('on') },
          { id: 'alt', label: tKeys('withAlt') },
          { id: 'off', label: t('off') },
        ]}
        value={mode}
        choose={(next) => {
          setMode(next);
          keepPreference('shortcuts', next === 'on' ? null : next);
        }}
      />
    </>
  );
}

function ThemeChoice() {
  const t = useText('shell');
  const [theme, setTheme] = useTheme();
  const options: readonly { readonly id: Theme; readonly label: string }[] = [
    { id: 'system', label: t('themeSystem') },
    { id: 'light', label: t('themeLight') },
    { id: 'dark', label: t('themeDark') },
  ];
  return (
    <>
      <p className="field-label">{t('theme')}</p>
      <Choice label={t('theme')} options={options} value={theme} choose={setTheme} />
    </>
  );
}
