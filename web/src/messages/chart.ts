import { texts } from './texts.ts';

/** What every chart says. */
export const chart = texts({
  roleDescription: { en: 'chart', de: 'Diagramm', note: 'What a screen reader calls a chart.' },
  instructions: {
    en: 'Left and right arrow keys move along the time, up and down between series, Enter pins, Escape leaves.',
    de: 'Pfeiltasten links und rechts gehen durch die Zeit, auf und ab durch die Reihen, Eingabe heftet an, Escape verlässt.',
    note: 'Read out when a chart is reached by keyboard.',
  },
  showAs: { en: 'Show as', de: 'Zeigen als', note: 'Name of the choice between chart and table.' },
  chart: { en: 'Chart', de: 'Diagramm', note: 'Option beside Table.' },
  table: { en: 'Table', de: 'Tabelle', note: 'Option beside Chart.' },
  period: { en: 'Period', de: 'Zeitraum', note: 'First column of a table of days or hours.' },
  total: { en: 'Total', de: 'Summe', note: 'Of a day or hour, and last row of a table.' },
  soFar: { en: 'so far', de: 'bisher', note: 'Behind the name of a day that still lasts.' },
  legend: { en: 'Series', de: 'Reihen', note: 'Name of the list of colours.' },
  legendHint: {
    en: 'Click to show one alone, Ctrl-click or press long to hide it',
    de: 'Klicken zeigt eine allein, Strg-Klick oder langes Drücken blendet sie aus',
    note: 'Tooltip of the list of colours.',
  },
  hiddenCount: {
    en: '{hidden} of {all} hidden',
    de: '{hidden} von {all} ausgeblendet',
    note: 'How many series are not drawn.',
  },
  showAll: { en: 'Show all', de: 'Alle zeigen', note: 'Button beside the count of hidden series.' },
  zoom: { en: 'Zoom in', de: 'Vergrößern', note: 'Button on a pinned day: shows its hours.' },
  close: { en: 'Close', de: 'Schließen', note: 'Button that unpins a day.' },
  resetZoom: {
    en: 'Reset zoom',
    de: 'Vergrößerung aufheben',
    note: 'Button above a zoomed chart.',
  },
  events: { en: 'Events', de: 'Ereignisse', note: 'Grants, resets and changes below a chart.' },
  eventCount: {
    en: '{count, plural, one {# event} other {# events}}',
    de: '{count, plural, one {# Ereignis} other {# Ereignisse}}',
    note: 'Several of them at one place.',
  },
  noData: {
    en: 'No data received {when}',
    de: 'Keine Daten empfangen {when}',
    note: 'A stretch of a chart, which is not zero: 12 Nov, 02:10 – 03:40. No full stop.',
  },
  noDataSince: {
    en: 'No data received since {when}',
    de: 'Keine Daten empfangen seit {when}',
    note: 'As noData, where it lasts: 12 Nov 13:41 CET. No full stop.',
  },
  summaryTotal: {
    en: '<n>{amount}</n>, {period}.',
    de: '<n>{amount}</n>, {period}.',
    note: 'First sentence about a chart: 4,773 credits, 1 – 19 Nov. n is a button.',
  },
  summaryHighest: {
    en: '{granularity, select, hour {Highest hour} week {Highest week} month {Highest month} other {Highest day}} {bucket}, <n>{amount}</n>.',
    de: '{granularity, select, hour {Höchste Stunde} week {Höchste Woche} month {Höchster Monat} other {Höchster Tag}} {bucket}, <n>{amount}</n>.',
    note: 'Second sentence: Highest day Sun 15 Nov, 352. n is a button.',
  },
  summaryLargest: {
    en: 'Most went to {series}, <n>{amount}</n>.',
    de: 'Das meiste ging an {series}, <n>{amount}</n>.',
    note: 'Third sentence; amount is in credits or money. n is a button.',
  },
});
