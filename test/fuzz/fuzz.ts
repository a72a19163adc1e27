import type { Engine } from '../../server/src/store/database.ts';
import { type Cluster, startCluster } from '../support/postgres-cluster.ts';
import { changeDraft } from './change-draft.ts';
import { type CheckResponse, openChecks, type Received } from './check-response.ts';
import { type Coverage, countCoverage } from './coverage.ts';
import { type Dice, diceOf } from './dice.ts';
import {
  type DocumentedOperation,
  documentedOperations,
  type OpenApi,
} from './documented-operation.ts';
import { curlOf, type Draft, type Sent, sentOf } from './draft.ts';
import { type Drafting, draftRequest } from './draft-request.ts';
import { CANARY, type FuzzCaller, type FuzzWorld, OPERATOR, openFuzzWorld } from './fuzz-world.ts';
import { malformedRequest } from './malformed-request.ts';
import { type Memory, openMemory } from './memory.ts';
import { nastyOf } from './nasty.ts';
import { rawFaults } from './raw-server.ts';
import { simplifyDraft } from './simplify-draft.ts';

/** How much to send, and what decides it all. */
export interface FuzzOrder {
  readonly requests: number;
  readonly seed: number;
  readonly engine: Engine;
  readonly onProgress?: (tally: FuzzTally) => void;
}

/** What a run saw. It proves something only when `unreached` is empty; it went well when nothing else is there to tell. */
export interface FuzzTally {
  readonly requests: number;
  /** How many of them were bytes over a connection of their own, mostly no valid HTTP. */
  readonly rawRequests: number;
  readonly seconds: number;
  readonly faults: readonly FuzzFault[];
  /** Faults beyond those that are told. */
  readonly moreFaults: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byOperation: Coverage;
  /** Operations that no request of the run got through to. */
  readonly unreached: readonly string[];
  /** SQLSTATEs of class 42 and XX in the database's log: statements that no input may bring forth. */
  readonly syntaxErrors: number;
  /** Every SQLSTATE in the database's log. Of PGlite, which has none, nothing. */
  readonly states: Readonly<Record<string, number>>;
}

/** An answer that was not as it must be, and how to ask again. */
export interface FuzzFault {
  /** Of the round, and the number of the request in it. */
  readonly seed: number;
  readonly number: number;
  readonly operationId: string;
  readonly what: string;
  /** What made the request another than the document asks for. */
  readonly changes: readonly string[];
  readonly caller: string;
  readonly curl: string;
  readonly answer: string;
}

/** After so many requests a run goes on in another world: what is stored stays small, whatever the run's length. */
const ROUND_REQUESTS = 10_000;

/** Requests under way at once. */
const WAVE = 8;

const FAULTS_TOLD = 40;

/**
 * Sends requests made from `/openapi.json` to a server of its own: as the document asks for them and otherwise, by everybody.
 * Every answer has to be one that the document declares; afterwards the ledger has to be proved.
 */
export async function runFuzz(order: FuzzOrder): Promise<FuzzTally> {
  const begin = performance.now();
  const cluster = order.engine === 'postgres' ? await startCluster() : undefined;
  const run: Run = {
    order,
    cluster,
    counts: countCoverage(),
    faults: [],
    moreFaults: 0,
    requests: 0,
    rawRequests: 0,
    begin,
  };
  try {
    for (let round = 0; run.requests < order.requests; round += 1) {
      const requests = Math.min(ROUND_REQUESTS, order.requests - run.requests);
      await fuzzRound(run, { seed: order.seed + round, requests });
    }
    return tallyOf(run);
  } finally {
    await cluster?.stop();
  }
}

/** A fault for a person: what, when, and how to ask again. */
export function faultText(fault: FuzzFault): string {
  const { operationId, what, seed, number, caller, changes, curl, answer } = fault;
  const changed = changes.length === 0 ? 'nothing' : changes.join(', ');
  return [
    `${operationId}: ${what}`,
    `  request ${number} of seed ${seed}, by ${caller}, changed: ${changed}`,
    `  ${curl}`,
    `  ${answer}`,
  ].join('\n');
}

interface Run {
  readonly order: FuzzOrder;
  readonly cluster: Cluster | undefined;
  readonly counts: ReturnType<typeof countCoverage>;
  readonly faults: FuzzFault[];
  readonly begin: number;
  /** Of the document as the last round read it: it is the same in all of them. */
  told?: Told;
  moreFaults: number;
  requests: number;
  rawRequests: number;
}

function tallyOf(run: Run): FuzzTally {
  const { counts, faults, moreFaults, requests, rawRequests, cluster, begin } = run;
  const states = statesIn(cluster?.log() ?? '');
  const syntaxErrors = Object.entries(states)
    .filter(([state]) => /^(?:42|XX)/.test(state))
    .reduce((sum, [, times]) => sum + times, 0);
  const seconds = (performance.now() - begin) / 1000;
  return {
    requests,
    rawRequests,
    seconds,
    faults,
    moreFaults,
    ...counts.all(),
    syntaxErrors,
    states,
  };
}

function statesIn(log: string): Record<string, number> {
  const states: Record<string, number> = {};
  for (const [, state = ''] of log.matchAll(/^([0-9A-Z]{5}) (?:ERROR|FATAL|PANIC):/gm))
    states[state] = (states[state] ?? 0) + 1;
  return states;
}

interface Round extends Told {
  readonly seed: number;
  readonly world: FuzzWorld;
  readonly memory: Memory;
  readonly drafting: Omit<Drafting, 'dice'>;
}

async function fuzzRound(run: Run, { seed, requests }: { seed: number; requests: number }) {
  const world = await openFuzzWorld(run.order.engine, run.cluster?.url);
  try {
    const round = await openRound(run, world, seed);
    run.counts.expect(round.operations);
    for (let number = 0; number < requests; number += WAVE) {
      const wave = Array.from({ length: Math.min(WAVE, requests - number) }, (_, index) =>
        ask(run, round, number + index),
      );
      await Promise.all(wave);
      if (number % 1_000 < WAVE) run.order.onProgress?.(tallyOf(run));
    }
    await proveRound(run, round);
  } finally {
    await world.close();
  }
}

async function openRound(run: Run, world: FuzzWorld, seed: number): Promise<Round> {
  const address = '/openapi.json';
  const { text } = await world.send({ method: 'GET', address, headers: [], body: null });
  if (run.told?.text !== text) run.told = readDocument(text);
  const memory = openMemory(diceOf(seed));
  const known = { catalogs: world.catalogs, memory };
  const { schemas } = run.told;
  const drafting = { nasty: nastyOf(seed), known, schemas };
  return { ...run.told, seed, world, memory, drafting };
}

/** What the document tells. */
interface Told {
  readonly text: string;
  readonly schemas: OpenApi['components']['schemas'];
  readonly operations: readonly DocumentedOperation[];
  readonly check: CheckResponse;
  /** Every code that a problem may have. */
  readonly codes: ReadonlySet<string>;
}

function readDocument(text: string): Told {
  const document = JSON.parse(text) as OpenApi;
  const operations = documentedOperations(document);
  const { schemas } = document.components;
  const codes = new Set(schemas['Problem']?.properties?.['code']?.enum?.map(String));
  return { text, schemas, operations, codes, check: openChecks(document, operations) };
}

async function ask(run: Run, round: Round, number: number): Promise<void> {
  const dice = diceOf(round.seed ^ Math.imul(number + 1, 0x9e3779b1));
  if (dice.chance(RAW_SHARE)) return askRaw(run, round, { number, dice });
  const draft = draftOf(round, dice);
  const caller = callerOf(round, draft, dice);
  const sent = sentOf(draft, caller.secret);
  const exchange = await exchangeOf(round, sent, caller);
  run.requests += 1;
  run.counts.count(draft, exchange.received);
  learn(round, { draft, sent, caller, received: exchange.received });
  if (exchange.faults.length > 0) await note(run, round, { number, draft, caller, ...exchange });
}

/** How many requests are bytes over a connection. */
const RAW_SHARE = 0.02;

async function askRaw(
  run: Run,
  { world, seed, codes }: Round,
  { number, dice }: { number: number; dice: Dice },
): Promise<void> {
  const { secret } = world.callers.get(OPERATOR) as FuzzCaller;
  const { what, bytes } = malformedRequest(dice, secret ?? '');
  const answer = await world.raw.send(bytes);
  run.requests += 1;
  run.rawRequests += 1;
  const faults = rawFaults(answer, codes);
  if (faults.length === 0) return;
  const text = bytes.toString('latin1').replaceAll(secret ?? '', '$KEY');
  tell(run, {
    seed,
    number,
    operationId: 'none',
    what: faults.join('; '),
    changes: [what],
    caller: OPERATOR,
    curl: `printf ${JSON.stringify(text.slice(0, 2_000))} | nc localhost $PORT`,
    answer: answer.slice(0, 600),
  });
}

interface Judged {
  readonly received: Received;
  readonly faults: readonly string[];
}

async function exchangeOf(
  { world, check }: Round,
  sent: Sent,
  { seesAll }: FuzzCaller,
): Promise<Judged> {
  const received = await world.send(sent);
  const faults = check({ sent, received, canary: seesAll ? null : CANARY });
  return { received, faults };
}

/** How often an operation is drafted: recording is what there is most of; a proof costs as much as all before it. */
const WEIGHTS: Readonly<Record<string, number>> = { recordEvents: 4, verify: 0.1, takeBackup: 0.1 };
const ASIDE = 0.2;

function draftOf({ operations, drafting }: Round, dice: Dice): Draft {
  const weights = operations.map(
    ({ operationId, scope }) => WEIGHTS[operationId] ?? (scope === undefined ? ASIDE : 1),
  );
  const roll = dice.roll() * weights.reduce((sum, each) => sum + each, 0);
  let passed = 0;
  const index = weights.findIndex((each) => {
    passed += each;
    return roll < passed;
  });
  const operation = operations[Math.max(0, index)] as DocumentedOperation;
  const named = dice.chance(0.78) ? OPERATOR : '';
  let draft = draftRequest(operation, named, { ...drafting, dice });
  for (let changes = dice.pick(CHANGES); changes > 0; changes -= 1)
    draft = changeDraft(draft, { ...drafting, dice });
  return draft;
}

/** How many things are changed about a request. */
const CHANGES = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2];

const MADE = 'a key that a request made';

function callerOf(
  { world, memory }: Round,
  draft: Draft,
  dice: Dice,
): FuzzCaller & { name: string } {
  const made = memory.recall('secret', dice);
  if (draft.caller === '' && made !== undefined && dice.chance(0.2)) return { name: MADE, ...made };
  const name = draft.caller === '' ? dice.pick([...world.callers.keys()]) : draft.caller;
  return { name, ...(world.callers.get(name) as FuzzCaller) };
}

interface Learned {
  readonly draft: Draft;
  readonly sent: Sent;
  readonly caller: FuzzCaller;
  readonly received: Received;
}

function learn({ memory }: Round, { draft, sent, caller, received }: Learned): void {
  const isJson = /^application\/json(?:;|$)/.test(received.headers.get('content-type') ?? '');
  if (received.status >= 300 || !isJson || received.text === '') return;
  const { operationId } = draft.operation;
  const { pathname } = new URL(sent.address, 'http://localhost');
  memory.learn({
    operationId,
    pathname,
    answer: JSON.parse(received.text),
    seesAll: caller.seesAll,
  });
}

interface Failed extends Judged {
  readonly number: number;
  readonly draft: Draft;
  readonly caller: FuzzCaller & { readonly name: string };
}

async function note(run: Run, round: Round, failed: Failed): Promise<void> {
  const { draft, caller, number, faults, received } = failed;
  const { operationId } = draft.operation;
  const what = faults.join('; ');
  const fault: FuzzFault = {
    seed: round.seed,
    number,
    operationId,
    what,
    changes: draft.changes,
    caller: caller.name,
    curl: '',
    answer: `${received.status} ${received.text.slice(0, 600)}`,
  };
  const place = tell(run, fault);
  if (place === undefined) return;
  const simplest = await simplifyDraft(draft, async (candidate) => {
    const again = await exchangeOf(round, sentOf(candidate, caller.secret), caller);
    return again.faults.some((each) => faults.includes(each));
  });
  run.faults[place] = { ...fault, curl: curlOf(sentOf(simplest, caller.secret)) };
}

/** Where the fault is told; undefined when its like was told before, or when there are enough. */
function tell(run: Run, fault: FuzzFault): number | undefined {
  const { operationId, what } = fault;
  const isKnown = run.faults.some((each) => each.operationId === operationId && each.what === what);
  if (!isKnown && run.faults.length < FAULTS_TOLD) return run.faults.push(fault) - 1;
  run.moreFaults += 1;
  return undefined;
}

/** Whatever was sent, the ledger holds, and nothing was logged as a failure of ours. */
async function proveRound(run: Run, { world, seed }: Round): Promise<void> {
  const { secret } = world.callers.get(OPERATOR) as FuzzCaller;
  const sent: Sent = {
    method: 'POST',
    address: '/v1/verify',
    headers: [['authorization', `Bearer ${secret}`]],
    body: null,
  };
  const { status, text } = await world.send(sent);
  const about = { seed, number: -1, changes: [], caller: OPERATOR, curl: curlOf(sent) };
  const last = text.trim().split('\n').at(-1) ?? '';
  if (status !== 200 || JSON.parse(last).proved !== true) {
    const differing = text.split('\n').filter((line) => /"difference_count":[1-9]/.test(line));
    const answer = `${last} ${differing.join('\n').slice(0, 2_000)}`;
    tell(run, { ...about, operationId: 'verify', what: 'the ledger is not proved', answer });
  }
  for (const line of world.errors) {
    const answer = JSON.stringify(line);
    tell(run, { ...about, operationId: 'none', what: 'an error was logged', answer });
  }
}
