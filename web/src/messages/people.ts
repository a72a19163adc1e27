import { texts } from './texts.ts';

/** Members and agents: who and what used how much. */
export const people = texts({
  member: { en: 'Member', de: 'Mitglied', note: 'First column.' },
  you: { en: 'You', de: 'Sie', note: 'Beside the name of whoever looks.' },
  group: { en: 'Group', de: 'Gruppe', note: 'Column.' },
  role: { en: 'Role', de: 'Rolle', note: 'Column.' },
  status: { en: 'Status', de: 'Status', note: 'Column.' },
  lastActive: { en: 'Last active', de: 'Zuletzt aktiv', note: 'Column: a day.' },
  lastRun: { en: 'Last run', de: 'Letzter Lauf', note: 'Column: a day.' },
  before: { en: 'Before', de: 'Zuvor', note: 'Column: amounts of the compared period.' },
  beforeIn: {
    en: 'Change: against {dates}.',
    de: 'Änderung: gegenüber {dates}.',
    note: 'Below a table; the dates of the compared period.',
  },
  statusIs: {
    en: '{status, select, active {Active} disabled {Disabled} deleted {Deleted} other {Paused}}',
    de: '{status, select, active {Aktiv} disabled {Deaktiviert} deleted {Gelöscht} other {Pausiert}}',
    note: 'State of a member or an agent.',
  },
  pausedFor: {
    en: '{reason, select, admin {Paused by admin} no_credits {Paused: no credits} limit {Paused: limit} unusual_spending {Paused: unusual spending} other {Paused}}',
    de: '{reason, select, admin {Von Verwaltung pausiert} no_credits {Pausiert: keine Credits} limit {Pausiert: Limit} unusual_spending {Pausiert: ungewöhnlicher Verbrauch} other {Pausiert}}',
    note: 'State of an agent.',
  },
  notHere: {
    en: 'Usage of this customer is attributed to no {kind, select, agents {agents} other {members}}.',
    de: 'Die Nutzung dieses Kunden ist keinen {kind, select, agents {Agenten} other {Mitgliedern}} zugeordnet.',
    note: 'In place of a table.',
  },
  running: { en: 'Running', de: 'Läuft', note: 'State of an agent.' },
  search: { en: 'Search members', de: 'Mitglieder suchen', note: 'Label of a field.' },
  searchAgents: { en: 'Search agents', de: 'Agenten suchen', note: 'Label of a field.' },
  nobody: { en: 'No members match.', de: 'Keine Mitglieder gefunden.', note: 'In place of rows.' },
  noAgents: { en: 'No agents match.', de: 'Keine Agenten gefunden.', note: 'In place of rows.' },
  gated: {
    en: 'Usage of every member is part of the plans {plans}. Shown here is what you may see.',
    de: 'Die Nutzung aller Mitglieder gehört zu den Tarifen {plans}. Hier steht, was Sie sehen dürfen.',
    note: 'Where the plan lacks the table; plans is a list.',
  },
  agent: { en: 'Agent', de: 'Agent', note: 'First column.' },
  runs: { en: 'Runs', de: 'Läufe', note: 'Column and card.' },
  perRun: { en: 'Median per run', de: 'Median je Lauf', note: 'Column: credits of a run.' },
  most: {
    en: '95 % below',
    de: '95 % darunter',
    note: 'Column: credits of a run, 95th percentile.',
  },
  trend: { en: 'Trend', de: 'Verlauf', note: 'Column: a small line.' },
  trendOf: {
    en: '{first} on the first day, {last} on the last',
    de: '{first} am ersten Tag, {last} am letzten',
    note: 'A small line for screen readers.',
  },
  createdBy: { en: 'Created by', de: 'Erstellt von', note: 'Column.' },
  wouldHaveCost: { en: 'Would have cost', de: 'Hätte gekostet', note: 'Column in a free beta.' },
  beta: {
    en: 'Free until {date}: nothing is charged before. The column shows what it would have cost.',
    de: 'Kostenlos bis {date}: Davor wird nichts berechnet. Die Spalte zeigt, was es gekostet hätte.',
    note: 'Notice in a free beta.',
  },
  withDeleted: { en: 'Show deleted agents', de: 'Gelöschte zeigen', note: 'A switch.' },
  inPeriod: { en: 'in this period', de: 'in diesem Zeitraum', note: 'Below the number of a card.' },
  perRunNote: {
    en: '{amount} in {runs} runs',
    de: '{amount} in {runs} Läufen',
    note: 'Below the mean of credits per run.',
  },
  meanPerRun: { en: 'Credits per run', de: 'Credits je Lauf', note: 'Card: a mean.' },
  useLess: {
    en: 'How agents use fewer credits',
    de: 'Wie Agenten weniger Credits brauchen',
    note: 'Link to advice of the operator.',
  },
  openUsage: { en: 'Open usage', de: 'Nutzung öffnen', note: 'Leads to Explore.' },
  openEntries: { en: 'Open entries', de: 'Buchungen öffnen', note: 'Leads to the log.' },
});
