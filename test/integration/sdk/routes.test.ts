import fs from 'node:fs';
import { Fuelgauge } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';

/**
 * Documents and numbers of the server itself, and the way back from a provider: a browser or a
 * collector reads them by their address.
 */
const WITHOUT_METHOD = [
  '/auth/callback/oidc',
  '/docs',
  '/docs/style.css',
  '/metrics',
  '/openapi.json',
];

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

test('every route of the API has a method, and every method a route', async () => {
  const called = new Set<string>();
  const fuelgauge = new Fuelgauge({
    baseUrl: '',
    fetch: async (url, { method } = {}) => {
      called.add(`${method} ${String(url).replace(/\?.*$/, '')}`);
      return new Response(
        '{"kind":"ledger","results":[{}],"balances":{},"data":[],"next_cursor":null}\n',
      );
    },
  });
  await callEverything(fuelgauge);
  const file = new URL('../../../sdk/openapi.json', import.meta.url);
  const { paths } = JSON.parse(fs.readFileSync(file, 'utf8')) as Document;
  const routes = Object.entries(paths)
    .filter(([path]) => !WITHOUT_METHOD.includes(path))
    .flatMap(([path, methods]) =>
      Object.keys(methods).map((each) => `${each.toUpperCase()} ${path}`),
    );
  expect([...called].toSorted()).toEqual(routes.map(filledIn).toSorted());
});

const PARTS: Readonly<Record<string, string>> = {
  customer: 'c',
  kind: 'groups',
  id: 'i',
  key: 'i',
  token: 't',
  email: 'e',
  member: 'i',
};

function filledIn(route: string): string {
  return route.replace(/\{(\w+)\}/g, (_, name: string) => PARTS[name] ?? '');
}

async function callEverything(fuelgauge: Fuelgauge): Promise<void> {
  const event = { type: 't', customer: 'c' };
  const reason = 'r';
  const groups = fuelgauge.directory('c', 'groups');
  await Promise.all([
    fuelgauge.events.record(event),
    fuelgauge.events.record([event], { backfill: true }),
    fuelgauge.events.void('c', { id: 'i', reason }),
    fuelgauge.events.amend('c', { id: 'i', reason }),
    fuelgauge.events.get('c', 'i', { source: 's' }),
    fuelgauge.events.list('c'),
    fuelgauge.activity.list('c'),
    fuelgauge.activity.summary('c', { q: 'amount:>5' }),
    fuelgauge.customers.states({ q: 'c' }),
    fuelgauge.ingestion(),
    ...callsOfGaps(fuelgauge),
    fuelgauge.unpriced.list(),
    fuelgauge.customers.put('c', {}),
    fuelgauge.customers.get('c'),
    fuelgauge.customers.list(),
    fuelgauge.customers.release('c', { reason }),
    fuelgauge.directoryCounts('c'),
    groups.put('i', {}),
    groups.get('i'),
    groups.list(),
    groups.erase('i', { reason }),
    fuelgauge.items('c').put('i', { kind: 'seat' }),
    fuelgauge.items('c').get('i'),
    fuelgauge.items('c').list({ kind: 'seat' }),
    fuelgauge.items('c').remove('i', { reason }),
    fuelgauge.quotas('c').put('i', { used: 1 }),
    fuelgauge.quotas('c').get('i'),
    fuelgauge.quotas('c').list(),
    fuelgauge.grants.issue('c', { kind: 'k', amount: '1' }),
    fuelgauge.grants.list('c'),
    fuelgauge.grants.void('c', 'i', { reason }),
    fuelgauge.balance.get('c', { at: '2026-11-20' }),
    fuelgauge.cycles.list('c'),
    fuelgauge.entries.list('c'),
    fuelgauge.overview.get('c', { period: 'prev' }),
    fuelgauge.usage.get('c', { cumulative: true }),
    fuelgauge.usage.pivot('c', { rows: 'meter' }),
    fuelgauge.breakdown.get('c'),
    fuelgauge.audit.list(),
    fuelgauge.audit.list({ customer: 'c' }),
    fuelgauge.clock.advance('c', '2026-11-20'),
    fuelgauge.catalog.publish({}),
    fuelgauge.catalog.get({ key: 'k' }),
    fuelgauge.catalog.list(),
    fuelgauge.catalog.of('c'),
    fuelgauge.keys.create({ name: 'n', scopes: ['usage:read'] }),
    fuelgauge.keys.list(),
    fuelgauge.keys.revoke('i'),
    fuelgauge
      .live('c', { signal: AbortSignal.timeout(100) })
      .next()
      .catch(() => {}),
    fuelgauge.exports.activity('c'),
    fuelgauge.exports.entries('c'),
    fuelgauge.exports.usage('c'),
    fuelgauge.session.get(),
    ...callsOfPeople(fuelgauge),
    ...callsOfAccess(fuelgauge),
    fuelgauge.backup(),
    fuelgauge.health(),
    fuelgauge.readiness(),
  ]);
  for await (const line of fuelgauge.verify()) expect(line.kind).toBe('ledger');
}

function callsOfGaps({ ingestionGaps }: Fuelgauge): readonly Promise<unknown>[] {
  return [
    ingestionGaps.list(),
    ingestionGaps.put('i', { from: '2026-11-20T02:10:00Z' }),
    ingestionGaps.withdraw('i', { reason: 'r' }),
  ];
}

function callsOfPeople(fuelgauge: Fuelgauge): readonly Promise<unknown>[] {
  return [
    fuelgauge.operators.list(),
    fuelgauge.operators.invite({ email: 'e' }),
    fuelgauge.operators.remove('e'),
    fuelgauge.operators.passwordLink({ email: 'e' }),
    fuelgauge.auth.methods(),
    fuelgauge.auth.signIn({ email: 'e', password: 'p' }),
    fuelgauge.auth.giveSecondFactor({ code: '1' }),
    fuelgauge.auth.signOut(),
    fuelgauge.auth.beginProvider(),
    fuelgauge.auth.requestPasswordReset({ email: 'e' }),
    fuelgauge.auth.readPasswordReset('t'),
    fuelgauge.auth.resetPassword('t', { password: 'p' }),
    fuelgauge.account.get(),
    fuelgauge.account.changePassword({ current_password: 'p', password: 'p' }),
    fuelgauge.account.linkProvider(),
    fuelgauge.account.sessions(),
    fuelgauge.account.endSession('i'),
    fuelgauge.account.endSessions(),
    fuelgauge.account.setUpSecondFactor({ password: 'p' }),
    fuelgauge.account.confirmSecondFactor({ code: '1' }),
    fuelgauge.account.removeSecondFactor({ password: 'p' }),
    fuelgauge.account.renewBackupCodes({ password: 'p' }),
    fuelgauge.invitations.get('t'),
    fuelgauge.invitations.accept('t'),
  ];
}

/** Who may see what. */
function callsOfAccess(fuelgauge: Fuelgauge): Promise<unknown>[] {
  const memberships = fuelgauge.memberships('c');
  return [
    fuelgauge.session.choosePersona('p'),
    memberships.put('i', {}),
    memberships.get('i'),
    memberships.list(),
    memberships.remove('i', { reason: 'r' }),
    memberships.invite({ email: 'a@example.com', roles: ['admin'] }),
    memberships.invitations(),
    memberships.withdraw('i'),
    fuelgauge.portalSessions.create({ customer: 'c', member: 'm', roles: ['admin'] }),
    fuelgauge.visits.begin('c', { reason: 'r' }),
  ].map(async (call) => call);
}
