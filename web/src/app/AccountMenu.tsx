import { UserRound } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { keepPreference } from '../data/preferences.ts';
import { useAccess } from '../data/session.ts';
import { useText } from '../data/use-text.ts';
import { type Theme, useTheme } from '../data/use-theme.ts';
import { locale } from '../figures/locale.ts';
import { LANGUAGES } from '../messages/texts.ts';
import { Choice } from '../ui/Choice.tsx';

const LANGUAGE_NAMES = { en: 'English', de: 'Deutsch' } as const;

/** Who is there, how the page looks, and the way out. */
export function AccountMenu() {
  const t = useText('shell');
  const { session, signOut } = useAccess();
  const who = session.actor ?? '';
  return (
    <DialogTrigger>
      <Button className="quiet account">
        <UserRound size={16} aria-hidden="true" />
        <span className="account-name">
          {session.authenticated ? t('signedInAs', { name: who }) : t('demoReader')}
        </span>
      </Button>
      <Popover placement="top start" className="popover">
        <Dialog aria-label={t('account')} className="account-menu">
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
          {signOut && (
            <button type="button" onClick={signOut}>
              {t('signOut')}
            </button>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
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
