import { instant } from '@fuelgauge/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMemberInvitations } from '../../../server/src/operations/manage-invitations.ts';
import { hasOpenInvitation } from '../../../server/src/store/one-time-links.ts';
import { CATALOG } from '../../isolation/isolation-catalog.ts';
import { openApp, type TestApp } from './open-app.ts';

const PERSON = { userId: 'person_1', email: 'zoe@example.com', name: 'Zoë' };

describe('invitations to a customer', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp();
    await app.ask({ method: 'PUT', path: '/v1/catalog', json: CATALOG });
    for (const customer of ['acme', 'rival']) {
      const json = { catalog: 'isolation', plan: 'pro' };
      await app.ask({ method: 'PUT', path: `/v1/customers/${customer}`, json });
    }
  });
  afterAll(() => app.close());

  const invite = (json: object) =>
    app.ask({ method: 'POST', path: '/v1/customers/acme/invitations', json });
  const zoe = { email: PERSON.email, roles: ['member'], member: 'zoe' };

  test('make whoever follows the link the member they invite, once', async () => {
    const made = await invite(zoe);
    expect(made).toMatchObject({ status: 201, json: { status: 'open', member: 'zoe' } });
    expect(made.json.url).toMatch(/^http:\/\/localhost:4000\/invitation#/);
    const invitations = openMemberInvitations(app.context);
    expect(await invitations.find(made.json.id)).toMatchObject({ customer: 'acme' });
    expect(await invitations.accept(made.json.id, PERSON)).toBe(true);
    expect(await invitations.accept(made.json.id, PERSON)).toBe(true);
    expect(await invitations.accept(made.json.id, { ...PERSON, userId: 'person_2' })).toBe(false);
    const { json } = await app.ask({ path: '/v1/customers/acme/memberships/zoe' });
    expect(json).toMatchObject({ signs_in: true, roles: ['member'], email: PERSON.email });
    const list = await app.ask({ path: '/v1/customers/acme/invitations' });
    expect(list.json.data).toMatchObject([{ status: 'accepted' }]);
    expect(list.text).not.toContain('invitation#');
  });

  test('open nothing once they are withdrawn, or whom they invite is erased', async () => {
    const invitations = openMemberInvitations(app.context);
    const withdrawn = await invite({ ...zoe, member: 'ada' });
    const path = `/v1/customers/acme/invitations/${withdrawn.json.id}`;
    expect((await app.ask({ method: 'DELETE', path })).json.status).toBe('withdrawn');
    const erased = await invite({ ...zoe, member: 'eve' });
    await app.ask({ method: 'DELETE', path: '/v1/customers/acme/members/eve' });
    for (const { json } of [withdrawn, erased]) {
      expect(await invitations.find(json.id)).toBeUndefined();
      expect(await invitations.accept(json.id, { ...PERSON, userId: 'person_3' })).toBe(false);
    }
  });

  test('leave nobody invited by their address once they are withdrawn', async () => {
    const email = 'ivy@example.com';
    const isInvited = () =>
      hasOpenInvitation(app.context.database, email, instant(Date.now() * 1000));
    const { json } = await invite({ ...zoe, email, member: 'ivy' });
    expect(await isInvited()).toBe(true);
    const path = `/v1/customers/acme/invitations/${json.id}`;
    expect((await app.ask({ method: 'DELETE', path })).status).toBe(200);
    expect(await isInvited()).toBe(false);
    expect((await app.ask({ method: 'DELETE', path })).json.status).toBe('withdrawn');
  });

  test('are one for each member: another takes the place of the one before, and is listed alone', async () => {
    const invitations = openMemberInvitations(app.context);
    const first = await invite({ ...zoe, member: 'ida', name: 'Ida' });
    const second = await invite({ ...zoe, member: 'ida' });
    expect(second.json).toMatchObject({ status: 'open', name: 'Ida' });
    expect(await invitations.find(first.json.id)).toBeUndefined();
    expect(await invitations.find(second.json.id)).toMatchObject({ customer: 'acme' });
    const path = '/v1/customers/acme/invitations';
    const { json: pending } = await app.ask({ path: `${path}?pending=true` });
    const ids = pending.data.map(({ id }: { id: string }) => id);
    expect(ids).toContain(second.json.id);
    expect(ids).not.toContain(first.json.id);
    const { json: all } = await app.ask({ path });
    expect(all.data.map(({ id }: { id: string }) => id)).toContain(first.json.id);
  });

  test('are not made with roles that the catalog has not, nor for who is suspended', async () => {
    const unknown = await invite({ ...zoe, member: 'new', roles: ['king'] });
    expect(unknown).toMatchObject({ status: 422, json: { code: 'role_unknown' } });
    const json = { roles: ['member'], status: 'suspended' };
    await app.ask({ method: 'PUT', path: '/v1/customers/acme/memberships/sam', json });
    const suspended = await invite({ ...zoe, member: 'sam' });
    expect(suspended).toMatchObject({ status: 409, json: { code: 'member_suspended' } });
    const portal = { customer: 'acme', member: 'sam', roles: ['member'] };
    const token = await app.ask({ method: 'POST', path: '/v1/portal-sessions', json: portal });
    expect(token).toMatchObject({ status: 409, json: { code: 'member_suspended' } });
  });
});

describe('what a person may give', () => {
  let app: TestApp;
  let manager: string;

  beforeAll(async () => {
    app = await openApp();
    const roles = { keeper: ['member.write', 'usage.read'], ...CATALOG.roles };
    await app.ask({ method: 'PUT', path: '/v1/catalog', json: { ...CATALOG, roles } });
    const json = { catalog: 'isolation', plan: 'pro' };
    await app.ask({ method: 'PUT', path: '/v1/customers/acme', json });
    const asked = { customer: 'acme', member: 'kim', roles: ['keeper'], write: true };
    const made = await app.ask({ method: 'POST', path: '/v1/portal-sessions', json: asked });
    manager = made.json.token;
    for (const [member, role] of [
      ['root', 'admin'],
      ['ann', 'member'],
    ]) {
      const path = `/v1/customers/acme/memberships/${member}`;
      await app.ask({ method: 'PUT', path, json: { roles: [role] } });
    }
  });
  afterAll(() => app.close());

  test.each([
    ['ann', ['keeper'], 200],
    ['ann', ['admin'], 403],
    ['root', ['member'], 403],
    ['kim', ['admin'], 403],
  ] as const)('is no more than they have: %s becomes %s with %i', async (member, roles, status) => {
    const path = `/v1/customers/acme/memberships/${member}`;
    const answer = await app.ask({ method: 'PUT', path, json: { roles }, key: manager });
    expect(answer.status).toBe(status);
  });

  test('the last member who signs in and gives roles keeps them, whoever asks but a key', async () => {
    const invitations = openMemberInvitations(app.context);
    const path = '/v1/customers/acme/memberships';
    const join = async (member: string) => {
      const email = `${member}@example.com`;
      const json = { email, member, roles: ['keeper'] };
      const { json: made } = await app.ask({
        method: 'POST',
        path: '/v1/customers/acme/invitations',
        json,
      });
      const person = { userId: `person_${member}`, email, name: member };
      expect(await invitations.accept(made.id, person)).toBe(true);
    };
    const leave = (member: string, key?: string) =>
      app.ask({ method: 'DELETE', path: `${path}/${member}`, ...(key && { key }) });
    const put = (member: string, json: object) =>
      app.ask({ method: 'PUT', path: `${path}/${member}`, json, key: manager });
    await join('eva');
    for (const json of [{ roles: ['member'] }, { status: 'suspended' }, { groups: ['red'] }]) {
      const refused = await put('eva', json);
      expect(refused).toMatchObject({ status: 409, json: { code: 'last_administrator' } });
    }
    expect(await leave('eva', manager)).toMatchObject({ json: { code: 'last_administrator' } });
    expect((await put('eva', { roles: ['keeper', 'member'] })).status).toBe(200);
    await join('otto');
    expect((await leave('otto', manager)).status).toBe(200);
    expect((await leave('eva', manager)).status).toBe(409);
    expect((await leave('eva')).status).toBe(200);
  });

  test('a plan without the page is a gate that names the plans which have it', async () => {
    const json = { catalog: 'isolation', plan: 'small' };
    await app.ask({ method: 'PUT', path: '/v1/customers/little', json });
    const asked = { customer: 'little', member: 'root', roles: ['admin'] };
    const made = await app.ask({ method: 'POST', path: '/v1/portal-sessions', json: asked });
    const key = made.json.token;
    const gated = await app.ask({ path: '/v1/customers/little/usage', key });
    expect(gated).toMatchObject({
      status: 403,
      json: { code: 'plan_gate', missing: { kind: 'plan', any: ['pro'] } },
    });
    const { json: session } = await app.ask({ path: '/v1/session', key });
    expect(session.customers[0].gate).toEqual({ missing: 'plan', any: ['pro'] });
    expect((await app.ask({ path: '/v1/customers/little/balance', key })).status).toBe(200);
  });

  test('behind the gate own=true answers what they used themselves, and a key has no usage of its own', async () => {
    const occurred_at = new Date().toISOString();
    const used = (id: string, user: string, amount: number) => {
      const dimensions = { user, folder: 'north', surface: 'web' };
      return { id, type: 'work', customer: 'little', occurred_at, dimensions, data: { amount } };
    };
    const json = [used('mine', 'root', 2), used('theirs', 'ann', 5)];
    await app.ask({ method: 'POST', path: '/v1/events', json });
    const asked = { customer: 'little', member: 'root', roles: ['admin'] };
    const made = await app.ask({ method: 'POST', path: '/v1/portal-sessions', json: asked });
    const key = made.json.token;
    const ask = (path: string, by?: string) =>
      app.ask({ path: `/v1/customers/little/${path}`, ...(by && { key: by }) });
    const mine = await ask('usage?own=true', key);
    expect(mine).toMatchObject({ status: 200, json: { total: { credits: '2' } } });
    expect((await ask('usage')).json.total.credits).toBe('7');
    const { json: log } = await ask('activity?own=true', key);
    expect(log.data.map(({ event }: { event: { id: string } }) => event.id)).toEqual(['mine']);
    expect((await ask('events/mine?own=true', key)).status).toBe(200);
    expect((await ask('events/theirs?own=true', key)).status).toBe(404);
    expect((await ask('activity?own=false', key)).json.code).toBe('plan_gate');
    expect(await ask('usage?own=true')).toMatchObject({
      status: 400,
      json: { code: 'query_invalid', errors: [{ parameter: 'own' }] },
    });
  });

  test('an accent that text cannot be read on is refused, with the theme', async () => {
    const look = { customer: 'acme', member: 'ann', roles: ['member'], accent: '#ffd400' };
    const { status, json } = await app.ask({
      method: 'POST',
      path: '/v1/portal-sessions',
      json: look,
    });
    expect([status, json.code]).toEqual([422, 'contrast_too_low']);
    expect(json.detail).toContain('light');
  });

  test('a visit reads alone, and stands in the audit with its reason', async () => {
    const json = { reason: 'ticket 7', as: { member: 'ann' } };
    const visit = await app.ask({ method: 'POST', path: '/v1/customers/acme/visits', json });
    const key = visit.json.token;
    const { json: session } = await app.ask({ path: '/v1/session', key });
    expect(session).toMatchObject({
      visit: { visitor: 'operator', reason: 'ticket 7' },
      read_only: true,
    });
    const { json: audit } = await app.ask({ path: '/v1/customers/acme/audit' });
    expect(audit.data[0]).toMatchObject({ act: 'customer.visit', reason: 'ticket 7' });
  });
});
