import { useState } from 'react';
import { keepPreference } from './preferences.ts';

/** `system` follows the operating system. */
export type Theme = 'system' | 'light' | 'dark';

/** The chosen theme and how to choose another. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  return [
    theme,
    (next) => {
      setTheme(next);
      if (next === 'system') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = next;
      keepPreference('theme', next === 'system' ? null : next);
    },
  ];
}

function chosenTheme(): Theme {
  const theme = document.documentElement.dataset['theme'];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}
