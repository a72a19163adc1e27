import { UserRound } from 'lucide-react';
import { useState } from 'react';
import { keepPreference, preference } from '../data/preferences.ts';
import { useAccess } from '../data/session.ts';
import { useText } from '../data/use-text.ts';
import { type Theme, useTheme } from '../data/use-theme.ts';
import { locale } from '../figures/locale.ts';
import { LANGUAGES } from '../messages/texts.ts';
import { Choice } from '../ui/Choice.tsx';
import { Popup } from '../ui/Popup.tsx';

const LANGUAGE_NAMES = { en: 'English', de: 'Deutsch' } as const;

/** Who is there, how the page looks, and the way out. */
export function AccountMenu() {
  const t = useText('shell');
  const { session, signOut } = useAccess();
  const who = session.actor ?? '';
  const button = (
    <>
      <UserRound size={16} aria-hidden="true" />
      <span className="account-name">
        {session.authenticated ? t('signedInAs', { name: who }) : t('demoReader')}
      </span>
    </>
  );
  return (
    <Popup className="quiet account" placement="top start" label={t('account')} button={button}>
      {() => (
        <div className="account-menu">
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
