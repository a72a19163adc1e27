import {
  accountOf,
  assert,
  type Book,
  contains,
  drawnFrom,
  noTotals,
  totalsIn,
  totalsOf,
} from '@fuelgauge/core';

/** Asserts what must hold of a book that has kept everything since its customer began. */
export function checkBook(book: Book): void {
  checkEntries(book);
  checkGrants(book);
  checkCycles(book);
  checkUsage(book);
  checkAccumulators(book);
}

/** I1, I2, I4, I25: dense sequence numbers, running balance, and time that never goes back. */
function checkEntries({ ledger, changed }: Book): void {
  const { head, appended, grants } = ledger;
  const rows = [...appended.entries, ...changed.events, ...changed.corrections];
  assert(new Set(rows.map((row) => row.seq)).size === head.seq, 'sequence numbers are dense');
  let [seq, at] = [0, 0];
  for (const entry of appended.entries) {
    assert(entry.seq === seq || entry.seq > seq, 'sequence numbers rise');
    assert(entry.recordedAt >= at, 'time never goes back');
    [seq, at] = [entry.seq, entry.recordedAt];
  }
  const last = appended.entries.at(-1);
  assert((last?.balanceAfter ?? 0n) === head.posted, 'the last balance is the balance');
  let remaining = 0n;
  for (const grant of grants.values()) remaining += grant.remaining;
  assert(
    head.posted === remaining - head.overdraft,
    'posted is what grants have left less overdraft',
  );
}

/** I3: a grant's parts add up to it, none is negative, and its entries say the same. */
function checkGrants({ ledger }: Book): void {
  const moved = new Map<string, bigint>();
  for (const { debit, credit, amount } of ledger.appended.entries) {
    moved.set(debit, (moved.get(debit) ?? 0n) - amount);
    moved.set(credit, (moved.get(credit) ?? 0n) + amount);
  }
  let sum = 0n;
  for (const amount of moved.values()) sum += amount;
  assert(sum === 0n, 'all accounts together are zero');
  for (const grant of ledger.grants.values()) {
    const { remaining, expired, repaid, carried, voided } = grant;
    const parts = [remaining, expired, repaid, carried, voided, drawnFrom(grant)];
    assert(
      parts.every((part) => part >= 0n),
      `no part of grant ${grant.id} is negative`,
    );
    assert((moved.get(accountOf(grant)) ?? 0n) === remaining, `grant ${grant.id} has what it says`);
  }
}

/** Each entry counts in the one cycle of each series that contains it, and nowhere else. */
function checkCycles({ ledger }: Book): void {
  for (const cycle of ledger.cycles) {
    const units = new Set(ledger.appended.entries.map((entry) => entry.unit));
    for (const unit of units) {
      const sums = noTotals();
      for (const entry of ledger.appended.entries) {
        if (entry.unit !== unit || !contains(cycle, entry.bookedAt)) continue;
        for (const [field, amount] of totalsOf(entry)) sums[field] += amount;
      }
      const kept = totalsIn(ledger, cycle, unit);
      for (const field of Object.keys(sums) as (keyof typeof sums)[]) {
        assert(
          kept[field] === sums[field],
          `${field} of cycle ${cycle.series} ${cycle.start} is its entries'`,
        );
      }
    }
  }
  const plan = ledger.cycles.filter((cycle) => cycle.series === 'plan');
  for (const [index, { end }] of plan.entries()) {
    const next = plan[index + 1];
    assert(next === undefined || next.start === end, 'plan cycles tile time');
  }
}

/** I11: charts add up to the ledger, cycle by cycle. */
function checkUsage({ ledger, changed, catalog }: Book): void {
  for (const cycle of ledger.cycles) {
    for (const { id: unit } of catalog.units) {
      const usage = changed.usage.filter(
        (each) => each.unit === unit && contains(cycle, each.bookedAt),
      );
      const used = usage.reduce((sum, { credits }) => sum + credits, 0n);
      assert(
        totalsIn(ledger, cycle, unit).used === used,
        `usage of a cycle is what was used in ${unit}`,
      );
    }
  }
}

/** A running total counts the lines that live in it, and no others. */
function checkAccumulators({ accumulators, events }: Book): void {
  const lines = new Map<string, number>();
  for (const event of events.values()) {
    if (event.isVoid) continue;
    for (const { accumulator, role } of event.lines.flatMap((line) => line.moves)) {
      if (role !== 'once') lines.set(accumulator, (lines.get(accumulator) ?? 0) + 1);
    }
  }
  for (const [key, accumulator] of accumulators) {
    assert(accumulator.lines === (lines.get(key) ?? 0), `${key} counts the lines in it`);
  }
}
