import type { Ask } from './open-app.ts';

/**
 * For each route a request that it would answer, for the customer `acme` of the small catalog: what tests change one thing
 * about. Ids of what does not exist are as good, where only refusals are looked at.
 */
export const EXAMPLES: Readonly<Record<string, Ask>> = {
  recordEvents: {
    method: 'POST',
    path: '/v1/events',
    json: {
      id: 'example',
      type: 'work',
      customer: 'acme',
      occurred_at: '2026-01-01T00:00:00Z',
      data: { amount: 1 },
    },
  },
  listEvents: { path: '/v1/customers/acme/events' },
  readEvent: { path: '/v1/customers/acme/events/example' },
  voidEvent: {
    method: 'POST',
    path: '/v1/customers/acme/events/void',
    json: { id: 'example', reason: 'test' },
  },
  amendEvent: {
    method: 'POST',
    path: '/v1/customers/acme/events/amend',
    json: { id: 'example', reason: 'test', data: { amount: 2 } },
  },
  listActivity: { path: '/v1/customers/acme/activity' },
  summariseActivity: { path: '/v1/customers/acme/activity/summary' },
  listCustomerStates: { path: '/v1/customer-states' },
  readIngestion: { path: '/v1/ingestion' },
  listIngestionGaps: { path: '/v1/ingestion/gaps' },
  putIngestionGap: {
    method: 'PUT',
    path: '/v1/ingestion/gaps/gap_none',
    json: { customer: 'acme', from: '2026-01-01T00:00:00Z', to: '2026-01-01T01:00:00Z' },
  },
  withdrawIngestionGap: { method: 'DELETE', path: '/v1/ingestion/gaps/gap_none' },
  listUnpricedEvents: { path: '/v1/unpriced' },
  listCustomers: { path: '/v1/customers' },
  putCustomer: { method: 'PUT', path: '/v1/customers/acme', json: { name: 'Acme' } },
  readCustomer: { path: '/v1/customers/acme' },
  releaseCustomer: {
    method: 'POST',
    path: '/v1/customers/acme/release',
    json: { reason: 'test' },
  },
  advanceClock: {
    method: 'POST',
    path: '/v1/customers/acme/clock',
    json: { advance_to: '2030-01-01T00:00:00Z' },
  },
  readBalance: { path: '/v1/customers/acme/balance' },
  listCycles: { path: '/v1/customers/acme/cycles' },
  listEntries: { path: '/v1/customers/acme/entries' },
  followCustomer: { path: '/v1/customers/acme/live?seconds=0' },
  exportActivity: { path: '/v1/customers/acme/activity.csv' },
  exportEntries: { path: '/v1/customers/acme/entries.csv' },
  exportUsage: { path: '/v1/customers/acme/usage.csv' },
  readOverview: { path: '/v1/customers/acme/overview' },
  readUsage: { path: '/v1/customers/acme/usage' },
  readPivot: { path: '/v1/customers/acme/usage/pivot?rows=meter' },
  readBreakdown: { path: '/v1/customers/acme/breakdown' },
  issueGrant: {
    method: 'POST',
    path: '/v1/customers/acme/grants',
    json: { kind: 'bought', amount: '1' },
  },
  listGrants: { path: '/v1/customers/acme/grants' },
  voidGrant: {
    method: 'POST',
    path: '/v1/customers/acme/grants/grt_1_99/void',
    json: { reason: 'test' },
  },
  countDirectoryEntries: { path: '/v1/customers/acme/directory' },
  listDirectoryEntries: { path: '/v1/customers/acme/members' },
  putDirectoryEntry: {
    method: 'PUT',
    path: '/v1/customers/acme/members/mia',
    json: { name: 'Mia' },
  },
  readDirectoryEntry: { path: '/v1/customers/acme/members/mia' },
  eraseDirectoryEntry: { method: 'DELETE', path: '/v1/customers/acme/members/mia' },
  listItems: { path: '/v1/customers/acme/items' },
  readItem: { path: '/v1/customers/acme/items/example' },
  putItem: {
    method: 'PUT',
    path: '/v1/customers/acme/items/example',
    json: { kind: 'seat', unit_price: { amount: '1', currency: 'EUR' } },
  },
  removeItem: { method: 'DELETE', path: '/v1/customers/acme/items/example' },
  listQuotas: { path: '/v1/customers/acme/quotas' },
  readQuota: { path: '/v1/customers/acme/quotas/projects' },
  putQuota: { method: 'PUT', path: '/v1/customers/acme/quotas/projects', json: { used: 1 } },
  publishCatalog: { method: 'PUT', path: '/v1/catalog', json: {} },
  readCatalog: { path: '/v1/catalog' },
  readCustomerCatalog: { path: '/v1/customers/acme/catalog' },
  createKey: {
    method: 'POST',
    path: '/v1/keys',
    json: { name: 'example', scopes: ['usage:read'] },
  },
  listOperators: { path: '/v1/operators' },
  inviteOperator: { method: 'POST', path: '/v1/operators', json: { email: 'a@example.com' } },
  removeOperator: { method: 'DELETE', path: '/v1/operators/a@example.com' },
  makePasswordLink: {
    method: 'POST',
    path: '/v1/password-links',
    json: { email: 'a@example.com' },
  },
  listKeys: { path: '/v1/keys' },
  revokeKey: { method: 'DELETE', path: '/v1/keys/key_none' },
  listActs: { path: '/v1/audit' },
  listCustomerActs: { path: '/v1/customers/acme/audit' },
  verify: { method: 'POST', path: '/v1/verify', json: { customers: ['acme'] } },
  takeBackup: { path: '/v1/backup' },
  readSession: { path: '/v1/session' },
  readSignInMethods: { path: '/auth/methods' },
  signIn: {
    method: 'POST',
    path: '/auth/sign-in',
    json: { email: 'a@example.com', password: 'a password' },
  },
  giveSecondFactor: { method: 'POST', path: '/auth/second-factor', json: { code: '123456' } },
  signOut: { method: 'POST', path: '/auth/sign-out', json: {} },
  requestPasswordReset: {
    method: 'POST',
    path: '/auth/password-resets',
    json: { email: 'a@example.com' },
  },
  readPasswordReset: { path: '/auth/password-resets/none' },
  resetPassword: {
    method: 'POST',
    path: '/auth/password-resets/none',
    json: { password: 'a password of some length' },
  },
  beginProviderSignIn: { method: 'POST', path: '/auth/provider', json: {} },
  endProviderSignIn: { path: '/auth/callback/oidc' },
  readAccount: { path: '/auth/account' },
  changePassword: {
    method: 'POST',
    path: '/auth/account/password',
    json: { current_password: 'a password', password: 'another password' },
  },
  linkProvider: { method: 'POST', path: '/auth/account/provider', json: {} },
  listSessions: { path: '/auth/sessions' },
  endSession: { method: 'DELETE', path: '/auth/sessions/none' },
  endSessions: { method: 'POST', path: '/auth/sessions/end', json: {} },
  setUpSecondFactor: {
    method: 'POST',
    path: '/auth/account/second-factor',
    json: { password: 'a password' },
  },
  confirmSecondFactor: {
    method: 'POST',
    path: '/auth/account/second-factor/confirm',
    json: { code: '123456' },
  },
  removeSecondFactor: {
    method: 'POST',
    path: '/auth/account/second-factor/remove',
    json: { password: 'a password' },
  },
  renewBackupCodes: {
    method: 'POST',
    path: '/auth/account/second-factor/backup-codes',
    json: { password: 'a password' },
  },
  readInvitation: { path: '/v1/invitations/none' },
  acceptInvitation: {
    method: 'POST',
    path: '/v1/invitations/none',
    json: { name: 'Ada', password: 'a password of some length' },
  },
  listMemberships: { path: '/v1/customers/acme/memberships' },
  putMembership: {
    method: 'PUT',
    path: '/v1/customers/acme/memberships/mia',
    json: { roles: ['admin'] },
  },
  readMembership: { path: '/v1/customers/acme/memberships/mia' },
  removeMembership: { method: 'DELETE', path: '/v1/customers/acme/memberships/mia' },
  inviteMember: {
    method: 'POST',
    path: '/v1/customers/acme/invitations',
    json: { email: 'a@example.com', roles: [] },
  },
  listInvitations: { path: '/v1/customers/acme/invitations' },
  withdrawInvitation: { method: 'DELETE', path: '/v1/customers/acme/invitations/none' },
  createPortalSession: {
    method: 'POST',
    path: '/v1/portal-sessions',
    json: { customer: 'acme', member: 'mia', roles: ['admin'] },
  },
  visitCustomer: {
    method: 'POST',
    path: '/v1/customers/acme/visits',
    json: { reason: 'test' },
  },
  chooseDemoPersona: { method: 'POST', path: '/v1/demo-session', json: { persona: null } },
  readHealth: { path: '/healthz' },
  readReadiness: { path: '/readyz' },
  readMetrics: { path: '/metrics' },
  readOpenApi: { path: '/openapi.json' },
  readReference: { path: '/docs' },
  readReferenceStyle: { path: '/docs/style.css' },
};

/** The example of an operation. Throws for one that has none, so that no route is left out of the tests. */
export function exampleOf(operationId: string): Ask {
  const example = EXAMPLES[operationId];
  if (example === undefined) throw new Error(`${operationId} has no example`);
  return example;
}

/** An address with a further parameter. */
export function withQuery(at: string, parameter: string): string {
  return `${at}${at.includes('?') ? '&' : '?'}${parameter}`;
}
