import { texts } from './texts.ts';

/** Keys, their sheet, and the palette. */
export const keyboard = texts({
  title: { en: 'Keyboard shortcuts', de: 'Tastenkürzel', note: 'Title of a sheet.' },
  palette: { en: 'Go to anything', de: 'Alles finden', note: 'Name of the palette.' },
  paletteLabel: {
    en: 'Search pages, people, agents, features, periods and actions',
    de: 'Seiten, Personen, Agenten, Funktionen, Zeiträume und Aktionen suchen',
    note: 'Name of a field.',
  },
  paletteHint: { en: 'Search anything', de: 'Alles durchsuchen', note: 'In the field.' },
  found: { en: 'Results', de: 'Ergebnisse', note: 'Name of a list.' },
  nothingFound: { en: 'Nothing is called that.', de: 'So heißt nichts.', note: 'No results.' },
  page: { en: 'Page', de: 'Seite', note: 'What kind of thing a result is.' },
  feature: { en: 'Feature', de: 'Funktion', note: 'What kind of thing a result is.' },
  period: { en: 'Period', de: 'Zeitraum', note: 'What kind of thing a result is.' },
  action: { en: 'Action', de: 'Aktion', note: 'What kind of thing a result is.' },
  entity: { en: 'Directory', de: 'Verzeichnis', note: 'What kind of thing a result is.' },
  pause: {
    en: 'Pause or resume updates',
    de: 'Aktualisierung anhalten oder fortsetzen',
    note: 'Action.',
  },
  theme: { en: 'Switch light and dark', de: 'Hell und dunkel wechseln', note: 'Action.' },
  focusSearch: { en: 'Search this page', de: 'Auf dieser Seite suchen', note: 'A key.' },
  goTo: {
    en: 'Go to a page: then its letter',
    de: 'Zu einer Seite: danach ihr Buchstabe',
    note: 'A key.',
  },
  earlier: { en: 'Earlier period', de: 'Früherer Zeitraum', note: 'A key.' },
  later: { en: 'Later period', de: 'Späterer Zeitraum', note: 'A key.' },
  cumulative: { en: 'Cumulative or by day', de: 'Aufsummiert oder je Tag', note: 'A key.' },
  unit: { en: 'Credits or money', de: 'Credits oder Geld', note: 'A key.' },
  compare: { en: 'Compare on or off', de: 'Vergleich an oder aus', note: 'A key.' },
  filter: { en: 'Filter', de: 'Filtern', note: 'A key.' },
  table: { en: 'Chart or table', de: 'Diagramm oder Tabelle', note: 'A key.' },
  export: { en: 'Export', de: 'Exportieren', note: 'A key.' },
  copyLink: { en: 'Copy link', de: 'Link kopieren', note: 'A key.' },
  sheet: { en: 'This sheet', de: 'Diese Übersicht', note: 'A key.' },
  where: {
    en: 'Single keys do nothing in fields. They can be switched off in the account menu.',
    de: 'Einzelne Tasten tun in Feldern nichts. Im Kontomenü lassen sie sich abschalten.',
    note: 'Below the keys.',
  },
  withAlt: { en: 'With Alt', de: 'Mit Alt', note: 'A choice: keys only together with Alt.' },
});
