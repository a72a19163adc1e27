import type { Instant } from '@fuelgauge/core';
import { type Session, sessionDrafts, sessionsBetween, type Workplace } from './agent-sessions.ts';
import type { DemoCustomer, DirectoryEntry } from './demo-customer.ts';
import type { DemoFiles } from './demo-files.ts';
import { people } from './people.ts';
import { monthlyPeriod, type Period } from './period.ts';
import { inOrder } from './wire-event.ts';

/** Shares of the sessions: credits are dear, so most of the spend goes to the customer that brings its own models. */
const CREDIT_SESSIONS = { from: 0, to: 0.51 };
const OWN_MODEL_SESSIONS = { from: 0.51, to: 1 };

/** Coding agents paid from a monthly allotment and bonuses. */
export function creditsWorkspace(now: Instant, files: DemoFiles): DemoCustomer {
  const within = monthlyPeriod(now, 'America/New_York');
  const sessions = sessionsBetween(files, CREDIT_SESSIONS);
  return {
    ...workspaceCustomer({ key: 'fernhollow', files, sessions, within }),
    name: 'Fernhollow Labs',
    plan: 'enterprise',
    grants: [
      {
        kind: 'bonus',
        amount: '10000',
        effectiveAt: within.startedAt,
        reason: 'Welcome bonus',
      },
      ...within.boundaries.slice(0, -1).map((effectiveAt, index) => ({
        kind: 'bonus',
        amount: '250',
        effectiveAt,
        reference: `referral-${index + 1}`,
        reason: 'A referred person signed up',
      })),
    ],
  };
}

/** Coding agents on the customer's own models: spend in dollars, no credits. */
export function ownModelWorkspace(now: Instant, files: DemoFiles): DemoCustomer {
  const within = monthlyPeriod(now, 'Europe/Amsterdam');
  const sessions = sessionsBetween(files, OWN_MODEL_SESSIONS);
  return {
    ...workspaceCustomer({ key: 'tidewick', files, sessions, within }),
    name: 'Tidewick Systems',
    plan: 'enterprise_byom',
    billingMode: 'byom',
    grants: [],
  };
}

const GROUPS = [
  { id: 'platform', name: 'Platform', workspaces: ['edge-router', 'build-farm', 'identity'] },
  { id: 'payments', name: 'Payments', workspaces: ['checkout', 'ledger'] },
  { id: 'mobile', name: 'Mobile apps', workspaces: ['phone-app', 'tablet-app'] },
  { id: 'data', name: 'Data', workspaces: ['pipelines', 'notebooks', 'reporting'] },
];
const UNGROUPED = 'sandbox';
const MEMBERS = 16;

type Common = Omit<DemoCustomer, 'name' | 'plan' | 'grants'>;

function workspaceCustomer(input: {
  readonly key: string;
  readonly files: DemoFiles;
  readonly sessions: readonly Session[];
  readonly within: Period;
}): Common {
  const { key, files, sessions, within } = input;
  const members = people(key, MEMBERS);
  const workplace = workplaceOf(members);
  return {
    key,
    catalog: 'ai-workspace',
    timeZone: within.zone,
    anchorAt: within.startedAt,
    startedAt: within.startedAt,
    directory: [...members, ...places()],
    events: () => inOrder(key, sessionDrafts({ files, sessions, workplace, within }), within),
  };
}

function workplaceOf(members: readonly DirectoryEntry[]): Workplace {
  return {
    groups: GROUPS.map(({ id, workspaces }, index) => ({
      id,
      workspaces,
      users: members.filter((_, member) => member % GROUPS.length === index).map((m) => m.id),
    })),
    ungrouped: UNGROUPED,
  };
}

function places(): DirectoryEntry[] {
  const group = { kind: 'scopes', scopeKind: 'workspace_group' } as const;
  const workspace = { kind: 'scopes', scopeKind: 'workspace' } as const;
  return [
    ...GROUPS.map(({ id, name }) => ({ ...group, id, name })),
    ...GROUPS.flatMap(({ id: parent, workspaces }) =>
      workspaces.map((id) => ({ ...workspace, id, name: id, parent })),
    ),
    { ...workspace, id: UNGROUPED, name: UNGROUPED },
  ];
}
