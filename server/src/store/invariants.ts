// What must hold of the stored rows of every customer, each rule as statements that look for its breaches.

import { I1, I2, I3, I4, I5, I13, I15, I18, I25 } from './invariants/of-entries.ts';
import { I16, I24 } from './invariants/of-schema.ts';
import { I6, I7, I11, I12, I29, I31 } from './invariants/of-usage.ts';

/** What a check looks at, to say how much it has seen. */
export type RowKind =
  | 'sequence numbers'
  | 'entries'
  | 'grants'
  | 'events'
  | 'corrections'
  | 'rollups'
  | 'cycles'
  | 'accumulators'
  | 'tables';

/** One rule. Numbers are those of `docs/invariants.md`. */
export interface Invariant {
  readonly id: string;
  readonly rule: string;
  readonly looksAt: RowKind;
  /** Whether it is about the schema, whoever is asked about. */
  readonly isOfSchema?: boolean;
  /** Whether the replay of all operations recomputes what it is about. */
  readonly isReplayed?: boolean;
  /**
   * Statements that answer the breaches as `seq, subject, expected, found`; `$1` is the customer. Amounts are
   * nano-units. None of them has anything in common with the code that wrote the rows.
   */
  readonly breaches: readonly string[];
}

/** Every rule the proof knows, in order. */
export const invariants: readonly Invariant[] = [
  {
    id: 'I1',
    rule: 'The ledger has every sequence number once, and posted is the sum of its entries.',
    looksAt: 'sequence numbers',
    isReplayed: true,
    breaches: I1,
  },
  {
    id: 'I2',
    rule: 'Each balance after is the one before it plus the amount.',
    looksAt: 'entries',
    isReplayed: true,
    breaches: I2,
  },
  {
    id: 'I3',
    rule: 'The parts of a grant are those its entries say, none is negative, and they add up to it.',
    looksAt: 'grants',
    isReplayed: true,
    breaches: I3,
  },
  {
    id: 'I4',
    rule: 'Posted is what grants have left less the open overdraft.',
    looksAt: 'grants',
    breaches: I4,
  },
  {
    id: 'I5',
    rule: 'Each event has one outcome, and its lines and entries add up to its credits.',
    looksAt: 'events',
    breaches: I5,
  },
  {
    id: 'I6',
    rule: 'An event is there once: its key is made of its source and id.',
    looksAt: 'events',
    breaches: I6,
  },
  {
    id: 'I7',
    rule: 'No entry, correction, claim or sample is without its event.',
    looksAt: 'entries',
    breaches: I7,
  },
  {
    id: 'I11',
    rule: 'Rollups are what events and corrections add up to, and nothing else.',
    looksAt: 'rollups',
    isReplayed: true,
    breaches: I11,
  },
  {
    id: 'I12',
    rule: 'A reversal is opposite to what it reverses, later, and the only one.',
    looksAt: 'corrections',
    breaches: I12,
  },
  {
    id: 'I13',
    rule: 'An expired grant has nothing left and pays for nothing after its expiry.',
    looksAt: 'grants',
    breaches: I13,
  },
  {
    id: 'I15',
    rule: 'What a row of a customer names belongs to that customer.',
    looksAt: 'entries',
    breaches: I15,
  },
  {
    id: 'I16',
    rule: 'Row security binds every table of customers, and every unique key names the customer.',
    looksAt: 'tables',
    isOfSchema: true,
    breaches: I16,
  },
  {
    id: 'I18',
    rule: 'Nothing appears or vanishes: each account has what was charged, given and expired.',
    looksAt: 'entries',
    breaches: I18,
  },
  {
    id: 'I20',
    rule: 'The answer kept for a retry is the one the event is given again when it is replayed.',
    looksAt: 'events',
    isReplayed: true,
    breaches: [],
  },
  {
    id: 'I23',
    rule: 'Rating events and corrections again, as they were sent, gives what was charged.',
    looksAt: 'events',
    isReplayed: true,
    breaches: [],
  },
  {
    id: 'I24',
    rule: 'No role of the product may change history.',
    looksAt: 'tables',
    isOfSchema: true,
    breaches: I24,
  },
  {
    id: 'I25',
    rule: 'Recorded at never goes back, and nothing is booked after it was recorded.',
    looksAt: 'sequence numbers',
    breaches: I25,
  },
  {
    id: 'I29',
    rule: 'Cycles tile time, and each adds up to the entries booked in it.',
    looksAt: 'cycles',
    isReplayed: true,
    breaches: I29,
  },
  {
    id: 'I31',
    rule: 'Running totals hold the live lines, and lines and rerates charge what the total is worth.',
    looksAt: 'accumulators',
    isReplayed: true,
    breaches: I31,
  },
];

/** Rules about holds, limits and alerts, of which nothing is stored. */
export const notInForce: ReadonlyMap<string, string> = new Map([
  ['I8', 'Held is the sum of open holds.'],
  ['I9', 'A hold is resolved at most once.'],
  [
    'I10',
    'The counter of a limit is what its entries add up to, and no request was admitted beyond it.',
  ],
  ['I14', 'No hold is open past its expiry.'],
  ['I17', 'A threshold is crossed once a cycle, and each message has one id for ever.'],
]);
