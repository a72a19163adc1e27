import { texts } from './texts.ts';

/** Add-ons and domains: what is billed in money beside credits. */
export const items = texts({
  addOn: { en: 'Add-on', de: 'Zusatz', note: 'Column.' },
  domain: { en: 'Domain', de: 'Domain', note: 'Column.' },
  quantity: { en: 'Quantity', de: 'Anzahl', note: 'Column.' },
  inUse: { en: 'In use', de: 'Belegt', note: 'Column.' },
  unitPrice: { en: 'Unit price', de: 'Stückpreis', note: 'Column.' },
  cost: { en: 'Cost', de: 'Kosten', note: 'Column.' },
  perPeriod: {
    en: '{amount} {period, select, year {a year} other {a month}}',
    de: '{amount} {period, select, year {im Jahr} other {im Monat}}',
    note: 'A price and how often it is charged.',
  },
  nextCharge: { en: 'Next charge', de: 'Nächste Abbuchung', note: 'Column.' },
  nextChargeOn: {
    en: '{amount} on {date}',
    de: '{amount} am {date}',
    note: 'What is charged, when.',
  },
  notScheduled: { en: 'Not scheduled', de: 'Nicht geplant', note: 'Nothing will be charged.' },
  renews: { en: 'Renewal', de: 'Verlängerung', note: 'Column.' },
  renewsOn: {
    en: 'Renews by itself on {date}',
    de: 'Verlängert sich am {date} von selbst',
    note: 'Auto-renew is on.',
  },
  renewsItself: { en: 'Renews by itself', de: 'Verlängert sich von selbst', note: 'On, no date.' },
  endsOn: {
    en: 'Auto-renew is off: ends on {date}{days, plural, =-1 {} =0 {, today} one {, in # day} other {, in # days}}',
    de: 'Verlängerung aus: endet am {date}{days, plural, =-1 {} =0 {, heute} one {, in # Tag} other {, in # Tagen}}',
    note: 'What follows from auto-renew being off; days is -1 when it is far.',
  },
  ends: {
    en: 'Auto-renew is off: it is not charged again',
    de: 'Verlängerung aus: Es wird nicht wieder abgebucht',
    note: 'No date is known.',
  },
  removed: { en: 'Ended {date}', de: 'Endete am {date}', note: 'Of an item taken away.' },
  total: { en: 'Total', de: 'Summe', note: 'Last row.' },
  apart: {
    en: 'Billed in money beside the subscription. Nothing here is in the credit totals.',
    de: 'Wird in Geld neben dem Tarif abgerechnet. Nichts davon steht in den Summen der Credits.',
    note: 'Above the table.',
  },
  noAddOns: {
    en: 'No add-ons. {offered, select, none {The plan offers none.} other {The plan offers: {offered}.}}',
    de: 'Keine Zusätze. {offered, select, none {Der Tarif bietet keine an.} other {Der Tarif bietet an: {offered}.}}',
    note: 'In place of the table.',
  },
  noDomains: {
    en: 'No domains are registered here.',
    de: 'Hier sind keine Domains registriert.',
    note: 'In place of the table.',
  },
  offered: { en: 'Offered by the plan', de: 'Der Tarif bietet an', note: 'Heading.' },
  proration: {
    en: '{change, plural, one {# more} other {# more}} on {date}: {amount} for {days} of {all} days',
    de: '{change, plural, one {# mehr} other {# mehr}} am {date}: {amount} für {days} von {all} Tagen',
    note: 'A change within the period.',
  },
  manage: { en: 'Manage renewal', de: 'Verlängerung verwalten', note: 'Link to the vendor.' },
});
