// Run by load.ts: sends work until told to finish, the same again until it is answered, and writes every answer down once it
// has come. A process of its own, so that no fault waits for it and it waits for no fault.

import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Correctable, createCustomer, drawWork, type Work } from '../draw-work.ts';
import type { Attempt, JournalLine, LoadCycle, LoadNotice, LoadOrder } from '../load-protocol.ts';
import { type SeededRandom, seededRandom } from '../seeded-random.ts';
import { openSender, type Sender } from '../send-request.ts';

process.on('message', (order: LoadOrder) => {
  if (order.kind === 'begin') begin(order);
  if (order.kind === 'aim') current?.aim(order.servers);
  if (order.kind === 'await') current?.await(order.answers);
  if (order.kind === 'finish') void current?.finish().then((report) => tell(report));
});
process.on('disconnect', () => process.exit());

let current: Cycle | undefined;

function tell(notice: LoadNotice): void {
  process.send?.(notice);
}

interface Cycle {
  aim(servers: readonly string[]): void;
  await(answers: number): void;
  finish(): Promise<LoadNotice>;
}

/** Answers before the load has a chance to be interrupted at nothing. */
const ANSWERS_FIRST = 12;

function begin(order: LoadCycle): void {
  const state = openState(order);
  const { random, sender } = state;
  const callers = Array.from({ length: order.callers }, async (_, caller) => {
    const own = order.customers.filter((_, index) => index % order.callers === caller);
    for (const customer of own)
      for (const work of createCustomer(customer, random)) await deliver(state, work);
    state.ready += own.length;
    while (state.ready < order.customers.length) await sleep(2);
    for (let step = 0; !state.isFinishing; step += 1) {
      const { customers } = order;
      const { correctable } = state;
      const work = drawWork(random, { customers, correctable, id: `${caller}-${step}` });
      await deliver(state, work);
      state.answered += 1;
      if (state.answered === state.awaited) tell({ kind: 'answered' });
    }
  });
  current = {
    aim: (servers) => sender.aim(servers),
    await(answers) {
      state.awaited = state.answered + answers;
    },
    async finish() {
      state.isFinishing = true;
      await Promise.all(callers);
      fs.closeSync(state.journal);
      sender.close();
      const { attempts, storedUnanswered, recordedBy, unexpected } = state;
      const report = { attempts, storedUnanswered, recordedBy, unexpected };
      return { kind: 'finished', report };
    },
  };
}

interface State {
  readonly order: LoadCycle;
  readonly random: SeededRandom;
  readonly sender: Sender;
  readonly journal: number;
  readonly attempts: Attempt[];
  readonly unexpected: string[];
  readonly recordedBy: number[];
  readonly correctable: Correctable;
  storedUnanswered: number;
  ready: number;
  answered: number;
  /** The number of answers that somebody waits for. */
  awaited: number;
  isFinishing: boolean;
}

function openState(order: LoadCycle): State {
  return {
    order,
    random: seededRandom(order.seed),
    sender: openSender(order),
    journal: fs.openSync(order.journal, 'ax'),
    attempts: [],
    unexpected: [],
    recordedBy: order.servers.map(() => 0),
    correctable: [],
    storedUnanswered: 0,
    ready: 0,
    answered: 0,
    awaited: ANSWERS_FIRST,
    isFinishing: false,
  };
}

/** Ends once every server that was to get it has answered for it. */
async function deliver(state: State, work: Work): Promise<void> {
  const { order, journal } = state;
  if (work.keys.length > 0) write(journal, [{ did: 'sent', keys: work.keys }]);
  const copies = order.isShared ? order.servers.length : 1;
  await Promise.all(Array.from({ length: copies }, (_, turn) => deliverOnce(state, work, turn)));
}

async function deliverOnce(state: State, work: Work, turn: number): Promise<void> {
  const { order } = state;
  for (let attempt = turn; ; attempt += 1) {
    const answer = await send(state, work, attempt);
    if (answer === undefined) {
      await sleep(Math.min(20 * 1.5 ** (attempt - turn), 250) * (0.5 + Math.random()));
      continue;
    }
    settle(state, { work, answer, server: attempt % order.servers.length });
    return;
  }
}

const PASSING = new Set(['429', '503', '507']);
const DONE = new Set(['200', '201']);

/** The answer; undefined when the same is to be sent again. */
async function send(state: State, work: Work, attempt: number): Promise<unknown> {
  const from = now();
  const { outcome, hasRetryAfter, body } = await state.sender.send(work, attempt);
  state.attempts.push({ from, to: now(), outcome });
  if (DONE.has(outcome)) return JSON.parse(body);
  if (PASSING.has(outcome) && !hasRetryAfter)
    state.unexpected.push(`${work.method} ${work.path}: ${outcome} without Retry-After`);
  if (/^\d+$/.test(outcome) && !PASSING.has(outcome)) {
    state.unexpected.push(`${work.method} ${work.path} was answered ${outcome}: ${body}`);
    // There is no use in asking again for what is refused for good.
    if (!outcome.startsWith('5')) return null;
  }
  return undefined;
}

interface Settled {
  readonly work: Work;
  readonly answer: unknown;
  /** Which one answered. */
  readonly server: number;
}

function settle(state: State, { work, answer, server }: Settled): void {
  if (answer === null) return;
  try {
    const answers = work.read(answer);
    const lines = work.keys.map((key, index): JournalLine => {
      const each = answers[index];
      if (!each) throw new Error(`${key.id} was not answered`);
      const isEvent = key.kind === 'event';
      if (each.isFirst) state.recordedBy[server] = (state.recordedBy[server] ?? 0) + 1;
      else if (isEvent && !state.order.isShared) state.storedUnanswered += 1;
      const isCharged = isEvent && each.isFirst && each.text.startsWith('charged');
      if (isCharged && state.random.chance(0.2)) state.correctable.push(key);
      return { did: 'acknowledged', key, answer: each };
    });
    write(state.journal, lines);
  } catch (error) {
    state.unexpected.push((error as Error).message);
  }
}

function write(journal: number, lines: readonly JournalLine[]): void {
  fs.writeSync(journal, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
