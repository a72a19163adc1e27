import assert from 'node:assert/strict';
import {
  openPlainLedger,
  type PlainDeed,
  type PlainLedger,
  perform,
  report,
} from '../model/plain-model.ts';
import { type Engine, grantWords } from './engine.ts';
import { simulatedRules } from './simulated-catalog.ts';
import { type Acknowledged, type Act, type Commit, note, type Said, type World } from './world.ts';

/**
 * Holds a run against the model: what was committed, in its order, is done again by it, and everything that was answered
 * or is stored must be what the model says. Throws at the first difference.
 */
export async function checkRun(world: World, engine: Engine): Promise<void> {
  assert.deepEqual(world.faults, [], 'nothing failed that should not');
  const customers = new Set(world.acknowledged.map(({ customer }) => customer));
  const models = new Map([...customers].map((customer) => [customer, openModel()]));
  for (const commit of world.commits) {
    const model = models.get(commit.customer) ?? openModel();
    models.set(commit.customer, model);
    redo(world, model, commit);
  }
  for (const each of world.acknowledged) {
    const model = models.get(each.customer);
    assert(model, 'what was acknowledged was committed');
    checkAcknowledged(model, each);
  }
  for (const [customer, { ledger }] of models) await checkHoldings(engine, customer, ledger);
}

/** A customer of the model, and what was answered about it. */
interface Model {
  readonly ledger: PlainLedger;
  /** What was answered by idempotency key, with what had been asked. */
  readonly keys: Map<string, { readonly asked: string; readonly words: string }>;
  /** The whole of the first answer, by event id. */
  readonly first: Map<string, string>;
  /** Everything that a transaction has answered about an event or an act. */
  readonly answered: Set<string>;
}

function openModel(): Model {
  const ledger = openPlainLedger(simulatedRules);
  return { ledger, keys: new Map(), first: new Map(), answered: new Set() };
}

function redo(world: World, model: Model, { clock, done, said }: Commit): void {
  const { ledger } = model;
  const before = standing(ledger);
  const expected =
    done.kind === 'record'
      ? report(ledger, clock, done.uses)
      : done.kind === 'advance'
        ? []
        : [redoAct(model, clock, done)];
  if (done.kind === 'advance') perform(ledger, clock, done);
  assert.deepEqual(
    said.map(({ words }) => words),
    expected,
    `what ${JSON.stringify(done, plain)} is answered`,
  );
  for (const [index, each] of said.entries()) {
    const about = done.kind === 'record' ? `event ${done.uses[index]?.id}` : keyOf(done);
    model.answered.add(`${about} ${each.words}`);
    noteWords(world, each.words);
    if (done.kind === 'record') keepFirst(model, done.uses[index]?.id ?? '', each);
  }
  noteChange(world, before, standing(ledger));
}

function keyOf(done: Commit['done']): string {
  return 'key' in done ? `act ${done.key}` : '';
}

/** I20: a repetition is answered word for word as the first time. */
function keepFirst({ first }: Model, id: string, { words, whole }: Said): void {
  if (words.startsWith('recorded ')) first.set(id, whole);
  else if (words.startsWith('duplicate '))
    assert.equal(whole, first.get(id), `a repetition of ${id}`);
}

function redoAct({ ledger, keys }: Model, clock: number, act: Act): string {
  const asked = JSON.stringify(act);
  const before = keys.get(act.key);
  if (before) return before.asked === asked ? before.words : 'refused idempotency_mismatch';
  const words = perform(ledger, clock, deedOf(act));
  // What changes nothing is not kept: asked again, it is decided again.
  if (!words.startsWith('refused') && words !== 'duplicate') keys.set(act.key, { asked, words });
  return words;
}

const NANO = 1_000_000_000n;

function deedOf(act: Act): PlainDeed {
  switch (act.kind) {
    case 'void':
      return act;
    case 'amend':
      return { kind: 'amend', event: act.event, amount: BigInt(act.amount) };
    case 'grant': {
      const ends = act.ends === null ? null : Date.parse(act.ends) * 1000;
      return { kind: 'grant', grant: act.grant, amount: BigInt(act.amount) * NANO, ends };
    }
    default:
      return act satisfies never;
  }
}

/** I19, I20, I21: what a client was told has been committed, once, and was said in the same words. */
function checkAcknowledged(model: Model, { deed, said }: Acknowledged): void {
  if (deed.kind === 'advance') return;
  if (deed.kind !== 'record') {
    const [only] = said;
    assert(model.answered.has(`act ${deed.key} ${only?.words}`), `${deed.key}: ${only?.words}`);
    return;
  }
  for (const [index, { id }] of deed.events.entries()) {
    const each = said[index];
    assert(each, `an answer for ${id}`);
    if (each.words === 'invalid event_malformed') continue;
    assert(model.answered.has(`event ${id} ${each.words}`), `${id}: ${each.words}, not committed`);
    if (!/^(recorded|duplicate) /.test(each.words)) continue;
    assert.equal(each.whole, model.first.get(id), `${id} is answered as the first time`);
  }
}

async function checkHoldings(engine: Engine, customer: string, ledger: PlainLedger): Promise<void> {
  const holdings = await engine.inspect(customer);
  const events = new Map([...ledger.events].map(([id, { state }]) => [id, state]));
  assert.equal(holdings.eventCount, events.size, `each event of ${customer} is there once`);
  assert.deepEqual(new Map([...holdings.events].sort()), new Map([...events].sort()));
  assert.equal(holdings.overdraft, ledger.overdraft, `what ${customer} has overdrawn`);
  const left = ledger.pots.reduce((sum, pot) => sum + pot.left, 0n);
  assert.equal(holdings.posted, left - ledger.overdraft, `what ${customer} has`);
  assert.deepEqual([...holdings.grants].sort(), ledger.pots.map(grantWords).sort());
}

interface Standing {
  readonly overdraft: bigint;
  readonly expired: bigint;
  readonly repaid: bigint;
  readonly carried: number;
}

function standing({ overdraft, pots }: PlainLedger): Standing {
  const sum = (field: 'expired' | 'repaid') => pots.reduce((all, pot) => all + pot[field], 0n);
  const carried = pots.filter(({ carries }) => carries > 0).length;
  return { overdraft, expired: sum('expired'), repaid: sum('repaid'), carried };
}

function noteChange(world: World, before: Standing, after: Standing): void {
  if (after.expired > before.expired) note(world, 'credits expired between two batches');
  if (after.expired < before.expired) note(world, 'late use was paid by what had expired');
  if (after.overdraft > before.overdraft) note(world, 'overdraft');
  if (after.overdraft === 0n && before.overdraft > 0n) note(world, 'overdraft was settled');
  if (after.repaid > before.repaid) note(world, 'a grant repaid overdraft');
  if (after.carried > before.carried) note(world, 'credits were carried over');
}

/** What a transaction answered, in words without figures. */
function noteWords(world: World, words: string): void {
  const kind = words.replace(/ -?[\d.]+/g, '').replace(/ of$/, '');
  note(world, `answered: ${kind}`);
}

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
