import { texts } from './texts.ts';

/** The control that chooses the time shown. */
export const period = texts({
  current: {
    en: 'Current period',
    de: 'Aktueller Zeitraum',
    note: 'The plan cycle that runs now.',
  },
  previous: { en: 'Previous period', de: 'Voriger Zeitraum', note: 'The plan cycle before it.' },
  last24h: { en: 'Last 24 hours', de: 'Letzte 24 Stunden', note: 'A rolling window.' },
  last7d: { en: 'Last 7 days', de: 'Letzte 7 Tage', note: 'A rolling window.' },
  last30d: { en: 'Last 30 days', de: 'Letzte 30 Tage', note: 'A rolling window.' },
  planCycles: { en: 'Plan cycles', de: 'Tarifzeiträume', note: 'Heading above a list of periods.' },
  otherCycles: {
    en: '{name} cycles',
    de: 'Zeiträume: {name}',
    note: 'Heading above a list of periods of another series; name is the series, such as flex.',
  },
  custom: { en: 'Custom range', de: 'Eigener Zeitraum', note: 'Opens two date fields.' },
  from: { en: 'From', de: 'Von', note: 'First date of a range.' },
  to: { en: 'To, inclusive', de: 'Bis einschließlich', note: 'Last date of a range.' },
  apply: { en: 'Show range', de: 'Zeitraum zeigen', note: 'Button below two date fields.' },
  earliest: {
    en: 'From {date} on: usage began then.',
    de: 'Ab {date}: Da beginnt die Nutzung.',
    note: 'The first date that can be chosen.',
  },
  withinCycle: {
    en: 'Dates of the current period only. Past periods are in the exports.',
    de: 'Nur Tage des aktuellen Zeitraums. Frühere Zeiträume stehen in den Exporten.',
    note: 'Where a catalog restricts the range.',
  },
  invalid: {
    en: 'The first date must not be after the last.',
    de: 'Das erste Datum darf nicht nach dem letzten liegen.',
    note: 'Refuses two dates in the wrong order.',
  },
  earlier: { en: 'Earlier period', de: 'Früherer Zeitraum', note: 'Arrow to the left.' },
  later: { en: 'Later period', de: 'Späterer Zeitraum', note: 'Arrow to the right.' },
  isLatest: {
    en: 'This is the latest period',
    de: 'Das ist der neueste Zeitraum',
    note: 'Why the arrow to the right does nothing.',
  },
  isEarliest: {
    en: 'This is the first period',
    de: 'Das ist der erste Zeitraum',
    note: 'Why the arrow to the left does nothing.',
  },
  days: {
    en: '{days, plural, one {# day} other {# days}} · {zone}',
    de: '{days, plural, one {# Tag} other {# Tage}} · {zone}',
    note: 'Length of the range and its time zone.',
  },
  choose: { en: 'Choose a period', de: 'Zeitraum wählen', note: 'Name of the menu.' },
});
