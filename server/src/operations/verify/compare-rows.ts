import type { Book, Correction, Entry, RecordedEvent } from '@fuelgauge/core';
import type { HistoryPage } from '../../store/replay-rows.ts';
import type { About, Findings } from './findings.ts';

/** Compares what a replayed operation has appended with the rows that are stored of it. */
export function compareRows({ changed, ledger }: Book, found: HistoryPage, to: Findings): void {
  pair(to, { expected: changed.events, found: found.events, describe: describeEvent });
  pair(to, {
    expected: changed.corrections,
    found: found.corrections,
    describe: describeCorrection,
  });
  pair(to, { expected: ledger.appended.entries, found: found.entries, describe: describeEntry });
}

interface Described<Row> extends About<Row> {
  /** The rule that a row breaks which is missing or should not be there. */
  readonly presence: string;
  readonly key: string;
}

interface Pairing<Row> {
  readonly expected: readonly Row[];
  readonly found: readonly Row[];
  readonly describe: (row: Row) => Described<Row>;
}

function pair<Row extends object>(to: Findings, { expected, found, describe }: Pairing<Row>): void {
  const stored = new Map(found.map((row) => [describe(row).key, row]));
  for (const row of expected) {
    const about = describe(row);
    const other = stored.get(about.key);
    stored.delete(about.key);
    if (other) to.compare(about, row, other);
    else to.add(presence(about, { expected: 'stored', found: 'missing' }));
  }
  for (const row of stored.values()) {
    to.add(presence(describe(row), { expected: 'nothing', found: 'stored' }));
  }
}

function presence<Row>(
  { presence: invariant, seq, subject }: Described<Row>,
  values: { expected: string; found: string },
) {
  return { invariant, seq, subject, ...values };
}

/** What a retry is answered is I20, what rating makes of an event I23. */
function describeEvent(event: RecordedEvent): Described<RecordedEvent> {
  return {
    seq: event.seq,
    key: String(event.seq),
    subject: `event ${event.id}`,
    presence: 'I20',
    rules: {
      key: 'I20',
      status: 'I20',
      denial: 'I20',
      bookedAt: 'I20',
      recordedAt: 'I20',
      attribution: 'I20',
      fingerprint: 'I20',
      type: 'I20',
      occurredAt: 'I20',
      unit: 'I23',
      credits: 'I23',
      listCredits: 'I23',
      zeroReason: 'I23',
      lines: 'I23',
      catalogVersion: 'I23',
      balanceAfter: 'I2',
    },
  };
}

function describeCorrection(correction: Correction): Described<Correction> {
  return {
    seq: correction.seq,
    key: String(correction.seq),
    subject: `${correction.kind} of event ${correction.event.id}`,
    presence: 'I23',
    rules: {
      kind: 'I23',
      eventKey: 'I23',
      reason: 'I23',
      bookedAt: 'I23',
      recordedAt: 'I23',
      unit: 'I23',
      credits: 'I23',
      rerated: 'I23',
      listCredits: 'I23',
      event: 'I23',
      compensation: 'I23',
      usage: 'I23',
      balanceAfter: 'I2',
    },
  };
}

function describeEntry(entry: Entry): Described<Entry> {
  const { seq, part } = entry;
  return {
    seq,
    key: `${seq} ${part}`,
    subject: `entry part ${part}`,
    presence: 'I1',
    rules: {
      kind: 'I1',
      debit: 'I1',
      credit: 'I1',
      amount: 'I1',
      unit: 'I1',
      bookedAt: 'I1',
      recordedAt: 'I1',
      eventKey: 'I1',
      balanceAfter: 'I2',
    },
  };
}
