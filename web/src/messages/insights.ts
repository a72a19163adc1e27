import { texts } from './texts.ts';

/** Insights: usage in the units it is measured in. */
export const insights = texts({
  intro: {
    en: 'Usage in its own units, and the credits it turned into.',
    de: 'Nutzung in ihren eigenen Einheiten und die Credits, zu denen sie wurde.',
    note: 'Below the title.',
  },
  credits: { en: '{amount} credits', de: '{amount} Credits', note: 'What a quantity turned into.' },
  free: { en: 'Not charged', de: 'Ohne Kosten', note: 'A quantity without a price.' },
  rate: {
    en: '{credits} credits per {quantity}',
    de: '{credits} Credits je {quantity}',
    note: 'Beside the name: the price in force; quantity has its unit.',
  },
  trend: {
    en: 'From {first} to {last} per day',
    de: 'Von {first} auf {last} je Tag',
    note: 'A line, for screen readers.',
  },
  explore: { en: 'Explore {name}', de: '{name} auswerten', note: 'Link.' },
  count: {
    en: '{kind, select, members {Members} groups {Groups} agents {Agents} project {Projects} folder {Folders} workspace {Workspaces} other {Entries}}',
    de: '{kind, select, members {Mitglieder} groups {Gruppen} agents {Agenten} project {Projekte} folder {Ordner} workspace {Arbeitsbereiche} other {Einträge}}',
    note: 'Name of a number of directory entries.',
  },
  now: { en: 'now', de: 'jetzt', note: 'Below a number that is of this moment.' },
  by: { en: 'By {dimension}', de: 'Nach {dimension}', note: 'Heading of parts of a quantity.' },
  nothing: { en: 'No usage', de: 'Keine Nutzung', note: 'In place of a quantity.' },
});
