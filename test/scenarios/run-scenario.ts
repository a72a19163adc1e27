import { expectAnswers, expectFields, expectList, fail } from './expectation.ts';
import { type FindCatalog, instantOf, type Place } from './place.ts';
import { readEvent } from './read-event.ts';
import type { ScenarioRunner, SentEvent, SentGrant, SentTerms } from './runner.ts';
import { listOf, type Scenario, type Step } from './scenario.ts';

/** Runs every step and checks what it expects, and after each that the data agree with themselves. */
export async function runScenario(
  scenario: Scenario,
  runner: ScenarioRunner,
  findCatalog: FindCatalog,
): Promise<void> {
  const place: Place = {
    runner,
    findCatalog,
    catalog: '',
    documents: new Map(),
    customer: '',
    now: '',
    zone: 'UTC',
    customers: 0,
    events: 0,
    sent: new Map(),
    grants: new Map(),
  };
  for (const step of scenario.steps) {
    try {
      if (step.action[0] === 'customer' && place.customer !== '') await runner.prove();
      await runStep(place, step);
      if (place.customer !== '') await runner.verify();
    } catch (error) {
      throw new Error(`line ${step.line}: ${step.action.join(' ')}\n${messageOf(error)}`, {
        cause: error,
      });
    }
  }
  if (place.customer !== '') await runner.prove();
}

type Run = (place: Place, step: Step, words: readonly string[]) => Promise<void>;

/** By the words a step begins with; the longest match counts. */
const STEPS: Readonly<Record<string, Run>> = {
  catalog: publishCatalog,
  publish: publishCatalog,
  customer: openCustomer,
  clock: advanceClock,
  entry: putEntry,
  event: recordEvents,
  events: recordEvents,
  void: voidEvent,
  'void grant': voidGrant,
  amend: amendEvent,
  grant,
  plan: changeTerms('plan'),
  zone: changeTerms('time_zone'),
  mode: changeTerms('billing_mode'),
  'contract ends': changeTerms('contract_ends_at'),
  'balance:': expectBalance,
  'grants:': expectGrants,
  cycle: expectCycle,
  cycles: expectCycles,
  entries: expectEntries,
  'last entries:': expectEntries,
  usage: expectUsage,
  'unpriced:': expectUnpriced,
};

async function runStep(place: Place, step: Step): Promise<void> {
  const [first = '', second = '', ...rest] = step.action;
  const two = STEPS[`${first} ${second}`];
  if (two) return two(place, step, rest);
  const repeats = /^\d+$/.test(first) && second === '×';
  const one = repeats ? recordEvents : STEPS[first];
  if (!one) fail(`There is no step "${first}".`);
  return one(place, step, repeats ? step.action : step.action.slice(1));
}

/** `catalog small`, or with the keys of a JSON block in place of its own; `publish small with {` again. */
async function publishCatalog(place: Place, step: Step, words: readonly string[]): Promise<void> {
  const name = words[0] ?? '';
  const base = place.documents.get(name) ?? place.findCatalog(name);
  const document = { ...base, ...step.json };
  place.catalog = String(document['key']);
  place.documents.set(place.catalog, document);
  const priced = await place.runner.publish(document);
  if (step.expected)
    expectList(
      listOf(step.expected.slice(1)),
      priced.map((id) => [id]),
    );
}

async function openCustomer(place: Place, _: Step, words: readonly string[]): Promise<void> {
  const said = pairsOf(words);
  const [plan, zone, started] = [said.get('plan'), said.get('zone') ?? 'UTC', said.get('started')];
  if (plan === undefined || started === undefined) fail('A customer has a plan and a start.');
  place.zone = zone;
  place.now = instantOf(place, started);
  place.customers += 1;
  place.customer = `customer-${place.customers}`;
  const [mode, contract] = [said.get('mode'), said.get('contract')];
  await place.runner.openCustomer({
    customer: place.customer,
    catalog: place.catalog,
    plan,
    time_zone: zone,
    started_at: place.now,
    anchor_at: instantOf(place, said.get('anchor') ?? started),
    ...(mode === undefined ? {} : { billing_mode: mode }),
    ...(contract === undefined ? {} : { contract_ends_at: instantOf(place, contract) }),
  });
}

async function advanceClock(place: Place, _: Step, [to = '']: readonly string[]): Promise<void> {
  place.now = instantOf(place, to);
  await place.runner.advanceClock(place.now);
}

/** `entry user u1 under sales` */
async function putEntry(place: Place, _: Step, words: readonly string[]): Promise<void> {
  const [dimension = '', value = '', under, parent] = words;
  if (under !== undefined && under !== 'under') fail('An entry is "under" another.');
  const from = place.now;
  await place.runner.putDirectoryEntry({ dimension, value, parent: parent ?? null, from });
}

/** One event, several alike (`16 × event …`), or a batch of them: `events` and lines within. */
async function recordEvents(place: Place, step: Step, words: readonly string[]): Promise<void> {
  if (step.inner.length > 0) {
    const parts = step.inner.map((each) => readEvent(place, each.action));
    const events = parts.map(({ event }) => event);
    const backfill = words.includes('backfill');
    const answers = await place.runner.record(events, { backfill });
    for (const [index, { expected }] of step.inner.entries()) {
      expectAnswers(expected, answers.slice(index, index + 1));
    }
    return;
  }
  const [count = '', times] = words;
  const many = times === '×' ? Number(count) : 1;
  const text = times === '×' ? words.slice(3) : words;
  const parts = Array.from({ length: many }, () => readEvent(place, text));
  const backfill = parts.some((part) => part.backfill);
  const events = parts.map(({ event }) => event);
  expectAnswers(step.expected, await place.runner.record(events, { backfill }));
}

/** `void a1 compensate → credits -15, compensated 15` */
async function voidEvent(place: Place, step: Step, words: readonly string[]): Promise<void> {
  const { source, id } = sentEvent(place, words[0]);
  const compensate = words.includes('compensate');
  const reason = 'It did not happen.';
  const answer = await place.runner.voidEvent({ source, id, reason, compensate });
  expectOutcome(
    step,
    answer.status === 'corrected' ? null : (answer.code ?? answer.status),
    answer,
  );
}

/** `amend a1: work with amount 3` */
async function amendEvent(place: Place, step: Step, words: readonly string[]): Promise<void> {
  const first = sentEvent(place, words[0]?.replace(/:$/, ''));
  const { event } = readEvent(place, words, first);
  const answer = await place.runner.amendEvent({ event, reason: 'It was otherwise.' });
  expectOutcome(
    step,
    answer.status === 'corrected' ? null : (answer.code ?? answer.status),
    answer,
  );
}

function sentEvent(place: Place, id = ''): SentEvent {
  return place.sent.get(id) ?? fail(`No event is called "${id}".`);
}

/** `grant pack: bought 500 effective 2026-03-01 expires 2026-06-01 priority 3 for work → repaid 40` */
async function grant(place: Place, step: Step, words: readonly string[]): Promise<void> {
  const name = words[0]?.endsWith(':') ? words[0].slice(0, -1) : null;
  const [kind = '', amount = '', ...rest] = name === null ? words : words.slice(1);
  const said = pairsOf(rest);
  const [effective, expires, scope] = [said.get('effective'), said.get('expires'), said.get('for')];
  const priority = said.get('priority');
  const request: SentGrant = {
    kind,
    amount,
    source: said.get('source') ?? 'operator',
    ...(effective === undefined ? {} : { effective_at: instantOf(place, effective) }),
    ...(expires === undefined
      ? {}
      : { expires_at: expires === 'never' ? null : instantOf(place, expires) }),
    ...(priority === undefined ? {} : { priority: Number(priority) }),
    ...(scope === undefined ? {} : { applies_to: scope.replace(/[[\]]/g, '').split(' ') }),
  };
  const answer = await place.runner.grant(request);
  if ('refused' in answer) return expectOutcome(step, answer.refused, {});
  place.grants.set(name ?? kind, answer.id);
  expectOutcome(step, null, { repaid: answer.repaid });
}

async function voidGrant(place: Place, step: Step, [name = '']: readonly string[]): Promise<void> {
  const id = place.grants.get(name) ?? fail(`No grant is called "${name}".`);
  const answer = await place.runner.voidGrant(id);
  expectOutcome(step, 'refused' in answer ? answer.refused : null, { ...answer });
}

/** `plan plus effective 2026-03-15` */
function changeTerms(field: Exclude<keyof SentTerms, 'effective_at'>): Run {
  return async (place, step, [value = '', ...rest]) => {
    const effective = pairsOf(rest).get('effective');
    const change: SentTerms = {
      effective_at: effective === undefined ? place.now : instantOf(place, effective),
      [field]: field === 'contract_ends_at' ? instantOf(place, value) : value,
    };
    const { refused = null } = await place.runner.changeTerms(change);
    expectOutcome(step, refused, {});
  };
}

/** Without an arrow a step must succeed; with one it gives what is said, `refused code` or `duplicate`. */
function expectOutcome(step: Step, refused: string | null, answer: object): void {
  const said = step.expected?.join(' ');
  const got = refused === null || refused === 'duplicate' ? refused : `refused ${refused}`;
  if (got !== null || said === 'duplicate' || said?.startsWith('refused ')) {
    if (said !== got) fail(`expected ${said ?? 'success'}, got ${got ?? 'success'}`);
    return;
  }
  if (step.expected) expectFields(step.expected, answer);
}

/** `balance: granted 1000, used 915, available 85, state healthy, resets 2026-03-01` */
async function expectBalance(place: Place, _: Step, words: readonly string[]): Promise<void> {
  const { available, resets_at, ...balance } = await place.runner.balance();
  const said = listOf(words).flatMap(([name = '', value = '']) => [
    name,
    name === 'resets' ? instantOf(place, value) : value,
    ',',
  ]);
  expectFields(said, { ...balance, available: available ?? 'unlimited', resets: resets_at });
}

/** `grants: monthly 0 of 1000, bought 260 of 500 until 2026-06-01`: all of them, in draw order. */
async function expectGrants(place: Place, _: Step, words: readonly string[]): Promise<void> {
  const { grants } = await place.runner.balance();
  const said = itemsOf(words);
  const found = grants.map(({ kind, amount, remaining, expires_at }, index) => {
    const end = said[index]?.[5];
    if (end === undefined) return [kind, remaining, 'of', amount];
    const isIt = end === 'never' ? expires_at === null : expires_at === instantOf(place, end);
    return [kind, remaining, 'of', amount, 'until', isIt ? end : (expires_at ?? 'never')];
  });
  expectList(said, found);
}

/** `cycle flex 2026-07-15 in usd: used 0.09` */
async function expectCycle(place: Place, _: Step, words: readonly string[]): Promise<void> {
  const colon = words.findIndex((word) => word.endsWith(':'));
  const about = words.slice(0, colon + 1).map((word) => word.replace(/:$/, ''));
  const unit = about.includes('in') ? (about.at(-1) ?? null) : null;
  const at = about.findIndex((word) => /^\d{4}-/.test(word));
  const query = { series: at === 0 ? 'plan' : (about[0] ?? ''), at: about[at] ?? '', unit };
  const sums = await place.runner.cycleTotals({ ...query, at: instantOf(place, query.at) });
  expectFields(words.slice(colon + 1), sums);
}

/** `cycles plan: 2026-01-31 final, 2026-02-28 closing, 2026-03-31 until 2026-04-30` */
async function expectCycles(place: Place, _: Step, words: readonly string[]): Promise<void> {
  const found = await place.runner.cycles((words[0] ?? '').replace(/:$/, ''));
  const said = listOf(words.slice(1));
  expectList(
    said.map(([start = '', ...rest]) => [
      instantOf(place, start),
      ...rest.map((word) => (/^\d{4}-/.test(word) ? instantOf(place, word) : word)),
    ]),
    found.map(({ start, end, state }, index) => {
      const words = said[index] ?? [];
      return [
        start,
        ...(words.includes(state) || words.some((word) => STATES.has(word)) ? [state] : []),
        ...(words.includes('until') ? ['until', end] : []),
      ];
    }),
  );
}

const STATES = new Set(['open', 'closing', 'final']);

/** `entries of a1: draw 85 from monthly to used, draw 15 from overdraft to used` */
async function expectEntries(place: Place, step: Step, words: readonly string[]): Promise<void> {
  const isOfEvent = step.action[0] === 'entries';
  const said = itemsOf(isOfEvent ? words.slice(2) : words);
  const event = isOfEvent ? sentEvent(place, (words[1] ?? '').replace(/:$/, '')) : null;
  const found = await place.runner.entries(event ? { event } : { last: said.length });
  expectList(
    said.map((item) => item.map((word) => (/^\d{4}-/.test(word) ? instantOf(place, word) : word))),
    found.map(({ kind, amount, debit, credit, booked_at }, index) => {
      const booked = said[index]?.includes('booked') ? ['booked', booked_at] : [];
      return [kind, amount, 'from', debit, 'to', credit, ...booked];
    }),
  );
}

/** `usage of cycle 2026-10-01 by project: blog 20 for 1 in 2, - 15 for 1 in 1`: all there is. */
async function expectUsage(place: Place, _: Step, words: readonly string[]): Promise<void> {
  const colon = words.findIndex((word) => word.endsWith(':'));
  const about = words.slice(0, colon + 1).map((word) => word.replace(/:$/, ''));
  const at = about.findIndex((word) => /^\d{4}-/.test(word));
  const series = about[at - 1] === 'cycle' ? 'plan' : (about[at - 1] ?? '');
  const by = about[about.indexOf('by') + 1] ?? '';
  const found = await place.runner.usage({ series, at: instantOf(place, about[at] ?? ''), by });
  const sorted = itemsOf(words.slice(colon + 1)).sort((a, b) =>
    (a[0] ?? '') < (b[0] ?? '') ? -1 : 1,
  );
  const shown = found.map(({ key, credits, quantity, events }) => ({
    key: key === '' ? '-' : key,
    words: [credits, 'for', quantity, 'in', String(events)],
  }));
  shown.sort((a, b) => (a.key < b.key ? -1 : 1));
  expectList(
    sorted,
    shown.map(({ key, words }, index) => [
      key,
      ...words.slice(0, (sorted[index]?.length ?? 6) - 1),
    ]),
  );
}

async function expectUnpriced(place: Place, _: Step, words: readonly string[]): Promise<void> {
  expectList(
    itemsOf(words),
    (await place.runner.unpriced()).map((id) => [id]),
  );
}

/** A list that may be empty, which the word "none" says. */
function itemsOf(words: readonly string[]): string[][] {
  return listOf(words).filter(([word]) => word !== 'none');
}

/** `plan pro, zone Europe/Berlin` and `effective x expires y` alike: names followed by their values. */
function pairsOf(words: readonly string[]): Map<string, string> {
  const flat = words.filter((word) => word !== ',');
  const pairs = new Map<string, string>();
  for (let index = 0; index < flat.length; index += 2) {
    pairs.set(flat[index] ?? '', flat[index + 1] ?? fail(`"${flat[index]}" has no value.`));
  }
  return pairs;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
