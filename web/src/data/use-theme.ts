import { useState } from 'react';

/** `system` follows the operating system. */
export type Theme = 'system' | 'light' | 'dark';

// public/theme.js reads it before the first paint.
const STORAGE_KEY = 'fuelgauge-theme';

/**
 * The chosen theme and how to choose another; the choice outlives the tab where storage is
 * allowed.
 */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  return [
    theme,
    (next) => {
      setTheme(next);
      if (next === 'system') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = next;
      remember(next);
    },
  ];
}

function chosenTheme(): Theme {
  const theme = document.documentElement.dataset['theme'];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function remember(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // Storage is refused: the choice lasts as long as the page.
  }
}
