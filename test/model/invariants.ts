import assert from 'node:assert/strict';
import {
  type Account,
  type Book,
  type Credits,
  type Cycle,
  type CycleTotals,
  contains,
  drawnFrom,
  type Entry,
  noTotals,
  totalsIn,
} from '@fuelgauge/core';

/** Every invariant of a book that has kept all its entries, recomputed from them. */
export function expectSound(book: Book): void {
  expectDense(book);
  expectBalances(book);
  expectGrants(book);
  expectCycles(book);
  expectEvents(book);
}

/** I1, I2, I25. */
function expectDense({ ledger, changed }: Book): void {
  const { entries } = ledger.appended;
  const seqs = new Set<number>();
  for (const { seq } of [...entries, ...changed.events, ...changed.corrections]) seqs.add(seq);
  assert.deepEqual(
    [...seqs].sort((a, b) => a - b),
    Array.from({ length: ledger.head.seq }, (_, index) => index + 1),
  );
  let [balance, recordedAt] = [0n, 0];
  let last: Entry | undefined;
  for (const entry of entries) {
    balance += posted(entry.credit, entry.amount) - posted(entry.debit, entry.amount);
    assert.equal(entry.balanceAfter, balance);
    assert(entry.recordedAt >= recordedAt);
    assert(entry.bookedAt <= entry.recordedAt);
    assert.equal(entry.part, last?.seq === entry.seq ? last.part + 1 : 0);
    recordedAt = entry.recordedAt;
    last = entry;
  }
}

function posted(account: Account, amount: bigint): bigint {
  return account.startsWith('grant/') || account === 'overdraft' ? amount : 0n;
}

/** I4, I18: what every account holds, from its entries, agrees with the head and adds up to zero. */
function expectBalances({ ledger }: Book): void {
  const held = accountsOf(ledger.appended.entries);
  assert.equal(
    [...held.values()].reduce((sum, amount) => sum + amount, 0n),
    0n,
  );
  assert.equal(-(held.get('overdraft') ?? 0n), ledger.head.overdraft);
  assert((held.get('used') ?? 0n) >= 0n);
  let remaining = 0n;
  for (const grant of ledger.grants.values()) {
    assert.equal(held.get(`grant/${grant.id}`) ?? 0n, grant.remaining);
    remaining += grant.remaining;
  }
  assert.equal(ledger.head.posted, remaining - ledger.head.overdraft);
}

export function accountsOf(entries: readonly Entry[]): Map<Account, bigint> {
  const held = new Map<Account, bigint>();
  for (const { debit, credit, amount } of entries) {
    held.set(debit, (held.get(debit) ?? 0n) - amount);
    held.set(credit, (held.get(credit) ?? 0n) + amount);
  }
  return held;
}

/** I3, I13. */
function expectGrants({ ledger }: Book): void {
  for (const grant of ledger.grants.values()) {
    const { id, amount, remaining, expired, repaid, carried, voided, expiresAt } = grant;
    const drawn = drawnFrom(grant);
    for (const part of [remaining, drawn, expired, repaid, carried, voided]) {
      assert(part >= 0n, `a part of grant ${id}`);
    }
    const account: Account = `grant/${id}`;
    const entries = ledger.appended.entries.filter(
      (entry) => entry.debit === account || entry.credit === account,
    );
    const held = accountsOf(entries);
    assert.equal(held.get('used') ?? 0n, drawn);
    assert.equal(held.get('expired') ?? 0n, expired);
    if (grant.issued) assert.equal(remaining + drawn + expired + repaid + carried + voided, amount);
    else assert.equal(remaining + drawn + expired + repaid + carried + voided, 0n);
    if (expiresAt === null) continue;
    if (expiresAt <= ledger.head.at) assert.equal(remaining, 0n);
    const draws = entries.filter((entry) => entry.debit === account && entry.credit === 'used');
    for (const draw of draws) assert(draw.bookedAt < expiresAt);
  }
}

/** Cycles tile; their totals are those of the entries booked in them; each opens with what the last left. */
function expectCycles({ ledger, catalog }: Book): void {
  for (const { id } of catalog.series) {
    const cycles = ledger.cycles.filter((cycle) => cycle.series === id);
    let previous: Cycle | undefined;
    let remaining = 0n;
    for (const cycle of cycles) {
      if (previous) assert.equal(cycle.start, previous.end);
      else remaining = remainingBefore(ledger.appended.entries, cycle);
      assert(cycle.end > cycle.start);
      const within = ledger.appended.entries.filter((entry) => contains(cycle, entry.bookedAt));
      const totals = totalsIn(ledger, cycle, ledger.creditUnit);
      assert.deepEqual(totals, totalsFrom(within));
      const { granted, expired, voided, used, overdrawn, overage, unlimited } = totals;
      remaining += granted - expired - voided - used + overdrawn + overage + unlimited;
      assert.equal(remaining, remainingBefore(ledger.appended.entries, { start: cycle.end }));
      previous = cycle;
    }
    assert.equal(previous && contains(previous, ledger.head.at), true);
  }
}

function remainingBefore(entries: readonly Entry[], { start }: Pick<Cycle, 'start'>): bigint {
  let remaining = 0n;
  for (const [account, amount] of accountsOf(entries.filter(({ bookedAt }) => bookedAt < start))) {
    if (account.startsWith('grant/')) remaining += amount;
  }
  return remaining;
}

/** The totals by what flowed between accounts, independent of the rules' own table. */
function totalsFrom(entries: readonly Entry[]): CycleTotals {
  const flow = (from: string, to: string) => {
    const matches = (account: Account, name: string) => account.startsWith(name);
    const moved = (a: string, b: string) =>
      entries
        .filter(({ debit, credit }) => matches(debit, a) && matches(credit, b))
        .reduce((sum, { amount }) => sum + amount, 0n);
    return moved(from, to) - moved(to, from);
  };
  const granted = entries.filter(({ debit }) => debit === 'issued');
  const voided = entries.filter(({ credit }) => credit === 'issued');
  const sum = (each: readonly Entry[]) => each.reduce((all, { amount }) => all + amount, 0n);
  const restoredOverage = flow('written_off', 'overage');
  const restoredUnlimited = flow('written_off', 'unlimited');
  const restoredOverdraft = flow('used', 'written_off') - restoredOverage - restoredUnlimited;
  return {
    ...noTotals(),
    granted: sum(granted),
    voided: sum(voided),
    expired: flow('grant/', 'expired'),
    used: flow('', 'used'),
    overdrawn: flow('overdraft', 'used') - flow('grant/', 'overdraft') - restoredOverdraft,
    overage: flow('overage', 'used') - restoredOverage,
    unlimited: flow('unlimited', 'used') - restoredUnlimited,
    restoredOverdraft,
    restoredOverage,
    restoredUnlimited,
  };
}

/** I5, I12: entries of an event add up to its credits and, once it is void, with its rerates to nothing of its own. */
function expectEvents(book: Book): void {
  const { ledger, events, changed } = book;
  const charged = new Map<string, bigint>();
  for (const { eventKey, debit, credit, amount } of ledger.appended.entries) {
    if (eventKey === null) continue;
    const used = (credit === 'used' ? amount : 0n) - (debit === 'used' ? amount : 0n);
    charged.set(eventKey, (charged.get(eventKey) ?? 0n) + used);
  }
  const rerated = new Map<string, bigint>();
  for (const { eventKey, rerated: amount } of changed.corrections) {
    rerated.set(eventKey, (rerated.get(eventKey) ?? 0n) + amount);
  }
  for (const event of events.values()) {
    const { key, credits, lines, parts, isVoid } = event;
    assert.equal(
      lines.reduce((sum, line) => sum + line.credits, 0n),
      credits,
    );
    assert.equal(sumOf(parts), credits > 0n ? credits : 0n);
    const own = isVoid ? 0n : credits;
    assert.equal(charged.get(key) ?? 0n, own + (rerated.get(key) ?? 0n));
    if (event.status === 'denied') assert.deepEqual([credits, lines, parts], [0n, [], []]);
  }
}

function sumOf(parts: readonly { readonly amount: Credits }[]): bigint {
  return parts.reduce((sum, { amount }) => sum + amount, 0n);
}
