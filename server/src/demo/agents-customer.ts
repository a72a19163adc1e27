import { DAY, type Instant, MINUTE, SECOND, shift } from '@fuelgauge/core';
import { assign, assignWeighted, fractionOf } from './assignment.ts';
import type { DemoCustomer, DirectoryEntry } from './demo-customer.ts';
import type { DemoFiles } from './demo-files.ts';
import { people } from './people.ts';
import { momentsAlong, monthlyPeriod, type Period, requestCurve } from './period.ts';
import { around, readTable } from './table.ts';
import { type Draft, inOrder } from './wire-event.ts';

const KEY = 'oakmere';

/** Workspaces whose agents draw on one contract: credits bought each month, and a promotion drawn first. */
export function agentsCustomer(now: Instant, files: DemoFiles): DemoCustomer {
  const within = monthlyPeriod(now, 'UTC');
  const members = people(KEY, 12);
  const agents = agentsOf(members, within);
  return {
    key: KEY,
    name: 'Oakmere Collective',
    catalog: 'agents',
    plan: 'enterprise',
    timeZone: within.zone,
    anchorAt: within.startedAt,
    startedAt: within.startedAt,
    directory: [
      ...WORKSPACES.map(([id, name]) => ({
        kind: 'scopes' as const,
        scopeKind: 'workspace',
        id,
        name,
      })),
      ...members,
      ...agents.map(({ id, name, workspace, creator }) => ({
        kind: 'agents' as const,
        id,
        name,
        parent: workspace,
        createdBy: creator,
      })),
    ],
    grants: grantsOf(within),
    statuses: statusesOf(agents),
    events: () => inOrder(KEY, [...creations(agents), ...runs(files, agents, within)], within),
  };
}

const BOUGHT_EACH_CYCLE = 180_000;
const PROMOTED = 15_000;

function grantsOf({ boundaries, cycleStart }: Period): DemoCustomer['grants'] {
  const bought = boundaries.slice(0, -1).map((effectiveAt, index) => ({
    kind: 'monthly',
    amount: String(BOUGHT_EACH_CYCLE),
    effectiveAt,
    expiresAt: boundaries[index + 1] ?? effectiveAt,
    pricePaid: { amount: String(BOUGHT_EACH_CYCLE / 100), currency: 'USD' },
    reference: `order-${1001 + index}`,
    reason: 'Monthly credits',
  }));
  const promotion = {
    kind: 'promo',
    amount: String(PROMOTED),
    effectiveAt: cycleStart,
    expiresAt: boundaries.at(-1) ?? cycleStart,
    reason: 'Thank you for trying the beta',
  };
  return [...bought, promotion];
}

const STATUSES = [
  { status: 'disabled' },
  { status: 'paused', pauseReason: 'admin' },
  { status: 'paused', pauseReason: 'limit' },
  { status: 'paused', pauseReason: 'unusual_spending' },
  { status: 'deleted' },
] as const;

/** Every fifth agent does not run any more, each for a reason of its own. */
function statusesOf(agents: readonly Agent[]): NonNullable<DemoCustomer['statuses']> {
  return STATUSES.flatMap((told, index) => {
    const agent = agents[index * 5 + 2];
    return agent ? [{ kind: 'agents' as const, id: agent.id, ...told }] : [];
  });
}

const WORKSPACES = [
  ['operations', 'Operations'],
  ['customer-care', 'Customer care'],
  ['product', 'Product'],
  ['people-team', 'People team'],
] as const;

const AGENT_NAMES = [
  'Inbox triage',
  'Meeting notes',
  'Weekly report',
  'Ticket summary',
  'Contract reader',
  'Release notes',
  'Lead research',
  'Expense check',
  'Onboarding guide',
  'Survey digest',
  'Policy answers',
  'Roadmap tidy-up',
  'Interview brief',
  'Vendor watch',
  'Changelog draft',
  'Translation desk',
  'Stand-up digest',
  'Spec reviewer',
  'Refund helper',
  'Hiring pipeline',
];
const AUTOFILL_NAMES = [
  'Category autofill',
  'Summary autofill',
  'Owner autofill',
  'Priority autofill',
];

interface Agent {
  readonly id: string;
  readonly name: string;
  readonly type: 'custom' | 'database_autofill';
  readonly workspace: string;
  readonly creator: string;
  readonly createdAt: Instant;
}

/** More agents come with time: the first of each type on the first day, the last shortly before its end. */
function agentsOf(members: readonly DirectoryEntry[], within: Period): Agent[] {
  const span = (within.end - within.startedAt) * 0.95;
  const made = (names: readonly string[], type: Agent['type']): Agent[] =>
    names.map((name, index) => {
      const grown = Math.max(0, (index + 1) / names.length - 1 / 2) * 2;
      return {
        id: name.toLowerCase().replaceAll(' ', '-'),
        name,
        type,
        workspace: assign(WORKSPACES, `workspace ${name}`)[0],
        creator: assign(members, `creator ${name}`).id,
        createdAt: shift(within.startedAt, Math.floor(grown * span) + index * MINUTE),
      };
    });
  return [...made(AGENT_NAMES, 'custom'), ...made(AUTOFILL_NAMES, 'database_autofill')];
}

function creations(agents: readonly Agent[]): Draft[] {
  return agents.map((agent) => ({
    at: agent.createdAt,
    id: `created/${agent.id}`,
    type: 'agent.created',
    dimensions: placeOf(agent),
  }));
}

function placeOf({ workspace, id, creator, type }: Agent): Record<string, string> {
  return { workspace, agent: id, creator, agent_type: type };
}

// 12,000 requests of the same file are the hosting customer's.
const INFERENCE_FROM = 12_000;

function runs(files: DemoFiles, agents: readonly Agent[], within: Period): Draft[] {
  const weights = readTable(files['client-shares']).map(([requests]) => Number(requests));
  const along = requestCurve(files['cloud-series'], within);
  const chats = readTable(files['chat-requests']).map(([input, cached, output]) => ({
    fresh: Number(input) - Number(cached),
    output: Number(output),
    cutAt: 2000,
  }));
  const fills = readTable(files['inference-requests'])
    .slice(INFERENCE_FROM)
    .map(([, input, output]) => ({ fresh: Number(input), output: Number(output), cutAt: 1000 }));
  const drafts = (requests: readonly Request[], type: Agent['type']): Draft[] => {
    const some = agents.filter((agent) => agent.type === type);
    return momentsAlong(along, within, requests.length).flatMap((at, index) => {
      const run = `${type === 'custom' ? 'run' : 'fill'}-${index}`;
      const there = some.filter(({ createdAt }) => createdAt + DAY / 24 < at);
      if (there.length === 0) return [];
      return runDrafts(run, at, {
        agent: assignWeighted(there, weights, run),
        ...around(requests, index),
      });
    });
  };
  return [...drafts(chats, 'custom'), ...drafts(fills, 'database_autofill')];
}

interface Request {
  /** Prompt tokens that were not read from a cache. */
  readonly fresh: number;
  readonly output: number;
  /** The longest answer the source knows; one that long was cut off. */
  readonly cutAt: number;
}

const WORKFLOWS = ['on-request', 'on-schedule', 'on-change'];

/** Below this many tokens there is no answer to speak of. */
const SHORTEST_ANSWER = 3;

function runDrafts(run: string, at: Instant, made: Request & { readonly agent: Agent }): Draft[] {
  const { agent, fresh, output, cutAt } = made;
  const place = placeOf(agent);
  const failed = output >= cutAt || (agent.type === 'custom' && output < SHORTEST_ANSWER);
  const tookSeconds = 2 + Math.ceil(output / 50 + fractionOf(run) * 10);
  return [
    { at, id: `${run}/started`, type: 'agent.run.started', dimensions: place, run },
    {
      at: shift(at, tookSeconds * SECOND),
      id: `${run}/completed`,
      type: 'agent.run.completed',
      dimensions: {
        ...place,
        outcome: failed ? 'failure' : 'success',
        workflow: assignWeighted(WORKFLOWS, [5, 3, 2], `workflow ${run}`),
      },
      // Five credits a run, one for each 500 fresh tokens read and for each 20 written.
      data: { credits: 5 + Math.ceil(fresh / 500) + Math.ceil(output / 20) },
      run,
    },
  ];
}
