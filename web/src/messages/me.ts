import { texts } from './texts.ts';

/** What a member sees of their own usage. */
export const me = texts({
  notMember: {
    en: 'You are no member of this customer: there is no usage of your own.',
    de: 'Sie sind kein Mitglied dieses Kunden: Es gibt keine eigene Nutzung.',
    note: 'In place of the page.',
  },
  notHere: {
    en: 'Usage of this customer is attributed to no members.',
    de: 'Die Nutzung dieses Kunden ist keinen Mitgliedern zugeordnet.',
    note: 'In place of the page.',
  },
  used: { en: 'Used by you', de: 'Von Ihnen verbraucht', note: 'A figure: an amount.' },
  inPeriod: { en: 'In this period', de: 'In diesem Zeitraum', note: 'Below a figure.' },
  ownLimit: { en: 'Your own limit', de: 'Ihr eigenes Limit', note: 'A figure: an amount.' },
  none: { en: 'None', de: 'Keins', note: 'There is no limit.' },
  noLimit: {
    en: 'You share what {customer} has',
    de: 'Sie teilen, was {customer} hat',
    note: 'Below a limit that there is not.',
  },
  resets: { en: 'Period ends', de: 'Zeitraum endet', note: 'A figure: a day.' },
  resetsNote: {
    en: '{time}, then included credits are given anew',
    de: '{time}, dann gibt es die enthaltenen Credits neu',
    note: 'Below the day; a time of day with its zone.',
  },
  limits: { en: 'What limits you', de: 'Was Sie begrenzt', note: 'Title of a card.' },
  limitsText: {
    en: 'No limit of your own is in force. What you use is drawn from the credits of {customer}, which all members share.',
    de: 'Für Sie gilt kein eigenes Limit. Was Sie verbrauchen, geht von den Credits von {customer} ab, die alle Mitglieder teilen.',
    note: 'In the card of limits.',
  },
  atZero: {
    en: 'When they are used up you read: “{message}”',
    de: 'Sind sie verbraucht, lesen Sie: „{message}“',
    note: 'A message of the catalog.',
  },
  howCreditsWork: {
    en: 'What happens at zero, and what costs what',
    de: 'Was bei null passiert und was wie viel kostet',
    note: 'Link to a page.',
  },
  latest: { en: 'Your latest entries', de: 'Ihre letzten Buchungen', note: 'Title of a table.' },
  noEntries: {
    en: 'Nothing of yours was recorded in this period.',
    de: 'In diesem Zeitraum wurde nichts von Ihnen erfasst.',
    note: 'In place of the table.',
  },
  time: { en: 'Time', de: 'Zeit', note: 'Column.' },
  what: { en: 'What', de: 'Was', note: 'Column: what was used.' },
  amount: { en: 'Amount', de: 'Betrag', note: 'Column: negative for usage.' },
  allEntries: { en: 'All your entries', de: 'Alle Ihre Buchungen', note: 'Link to the log.' },
  notShown: {
    en: 'Usage of others',
    de: 'Nutzung anderer',
    note: 'Title of a card that says what it takes.',
  },
  notShownText: {
    en: 'Here is what you used yourself. The usage of {customer} as a whole is not shown to you.',
    de: 'Hier steht, was Sie selbst verbraucht haben. Die Nutzung von {customer} insgesamt wird Ihnen nicht gezeigt.',
    note: 'In that card; what it takes follows.',
  },
});
