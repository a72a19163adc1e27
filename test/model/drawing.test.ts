import {
  type Account,
  type Book,
  CREDITS_MAX,
  compareDrawOrder,
  credits,
  DAY,
  draw,
  type Grant,
  type Instant,
  nano,
  operate,
  shift,
} from '@fuelgauge/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acts, perform, sketchOf, use } from './act.ts';
import { expectSound } from './invariants.ts';
import { at, modelCatalog } from './model-catalog.ts';
import { customer, PLAIN, usageEvent } from './model-customer.ts';

const startedAt = at('2026-01-31');

function after(sequence: Parameters<typeof perform>[1]): Book {
  const book = customer(modelCatalog(), { startedAt });
  perform(book, sequence);
  operate.advance(book, book.ledger.head.at);
  return book;
}

const amount = fc.bigInt({ min: 0n, max: CREDITS_MAX / 4n });
const ago = fc.nat(40 * DAY);

test('E10: a draw takes exactly what is due, in draw order, from what may pay', () => {
  fc.assert(
    fc.property(acts, amount, ago, (sequence, due, before) => {
      const { ledger } = after(sequence);
      const bookedAt = shift(ledger.head.at, -before);
      const known = new Map([...ledger.grants].map(([id, grant]) => [id, { ...grant }]));
      const about = { seq: 1, kind: 'draw', eventKey: null, unit: 'credit', bookedAt } as const;
      const owed = [{ meter: 'peak', category: 'other', amount: nano(due) }];
      const beyond = { beyond: 'overage', carryOverdraft: false } as const;
      const parts = draw(ledger, { ...about, ...beyond, due: owed });
      expect(parts.reduce((sum, part) => sum + part.amount, 0n)).toBe(due);
      const drawn = parts.flatMap(({ account }) => grantIn(known, account));
      expect(drawn).toEqual([...drawn].sort(compareDrawOrder));
      for (const grant of drawn) {
        expect(grant.expiresAt === null || grant.expiresAt > bookedAt).toBe(true);
        expect([grant.issued, grant.isVoid, grant.appliesTo]).toEqual([true, false, null]);
      }
      // All but the last are emptied.
      for (const { account } of parts.slice(0, -1)) {
        const grant = ledger.grants.get(Number(account.slice('grant/'.length)));
        expect(grant && grant.remaining + grant.expired).toBe(0n);
      }
    }),
  );
});

test('draw order does not depend on the order in which grants were read', () => {
  const events = fc.array(use(['work', 'bulk', 'prompt', 'seat'], 34 * DAY), { maxLength: 6 });
  fc.assert(
    fc.property(acts, events, fc.infiniteStream(fc.nat()), (sequence, uses, ranks) => {
      const [read, shuffled] = [after(sequence), after(sequence)];
      const { grants } = shuffled.ledger;
      const ranked = [...grants].map((entry) => ({ entry, rank: ranks.next().value ?? 0 }));
      grants.clear();
      for (const { entry } of ranked.sort((a, b) => a.rank - b.rank)) grants.set(...entry);
      for (const book of [read, shuffled]) {
        const now = shift(book.ledger.head.at, DAY);
        const sent = uses.map((each, index) => usageEvent(sketchOf(each, now, `late ${index}`)));
        operate.record(book, now, { events: sent, options: PLAIN });
        operate.advance(book, shift(now, 60 * DAY));
      }
      expect(shuffled.ledger.appended.entries).toEqual(read.ledger.appended.entries);
    }),
  );
});

test('a void puts each part back where it was drawn, and what has expired expires again (I12)', () => {
  const uses = fc.array(use(['work', 'step'], 0), { minLength: 1, maxLength: 8 });
  const wait = fc.nat(34 * DAY);
  fc.assert(
    fc.property(uses, wait, fc.boolean(), (each, later, isCompensated) => {
      const book = customer(modelCatalog(), { startedAt });
      const give = { amount: credits('5'), effectiveAt: startedAt, source: 'purchase' } as const;
      operate.grant(book, startedAt, { kind: 'promo', ...give, expiresAt: shift(startedAt, DAY) });
      const now = shift(startedAt, 1);
      const sent = each.map((one, index) => {
        // A run of its own each: prices alone, so that a void leaves nothing to rerate.
        const sketch = sketchOf(
          { ...one, ago: 0, enforce: false, amount: one.amount + 20 },
          now,
          `${index}`,
        );
        return usageEvent({ ...sketch, run: null });
      });
      operate.record(book, now, { events: sent, options: PLAIN });
      const seen = shift(now, later);
      operate.advance(book, seen);
      const before = leftIn(book);
      for (const { key } of sent) voidAndCheck(book, seen, { key, isCompensated });
      expect(book.ledger.head.overdraft).toBe(0n);
      expectSound(book);
      const returned = leftIn(book) - before;
      const drawn = sent.flatMap(({ key }) => book.events.get(key)?.parts ?? []);
      const alive = drawn.filter(({ account }) => isAlive(book, account) || isCompensated);
      const paid = alive.filter(({ account }) => account.startsWith('grant/'));
      expect(returned).toBe(paid.reduce((sum, part) => sum + part.amount, 0n));
    }),
  );
});

function voidAndCheck(book: Book, now: Instant, about: { key: string; isCompensated: boolean }) {
  const parts = book.events.get(about.key)?.parts ?? [];
  const compensate = about.isCompensated;
  const outcome = operate.void(book, now, { eventKey: about.key, reason: 'test', compensate });
  if (!outcome.ok) throw new Error(outcome.refusal.detail);
  const { seq } = outcome.correction;
  const reversal = book.ledger.appended.entries.filter(
    (entry) => entry.seq === seq && entry.kind === 'void',
  );
  // What another cycle overdrew is taken out of what was written off.
  const paidBy = (to: Account) => (to === 'written_off' ? 'overdraft' : to);
  const back = reversal.map(({ credit, amount }) => ({ account: paidBy(credit), amount }));
  expect(back).toEqual(parts.toReversed());
}

function leftIn({ ledger }: Book): bigint {
  return [...ledger.grants.values()].reduce((sum, { remaining }) => sum + remaining, 0n);
}

function isAlive({ ledger }: Book, account: string): boolean {
  const grant = ledger.grants.get(Number(account.slice('grant/'.length)));
  return grant !== undefined && (grant.expiresAt === null || grant.expiresAt > ledger.head.at);
}

function grantIn(grants: ReadonlyMap<number, Grant>, account: string): Grant[] {
  const grant = grants.get(Number(account.slice('grant/'.length)));
  return grant ? [grant] : [];
}
