import { z } from 'zod';
import type { Identity, Membership } from '../../operations/identity.ts';
import { PERSONA_COOKIE, setCookie } from '../cookie.ts';
import { problem } from '../problem.ts';
import { type Route, type RouteContext, route } from '../route.ts';
import { session } from '../wire/session-schema.ts';

/** Who calls. */
export const sessionRoutes: readonly Route[] = [
  route({
    operationId: 'readSession',
    method: 'GET',
    path: '/v1/session',
    tag: 'Access',
    summary: 'Tell who the caller is, and what they may see and do',
    access: 'session',
    response: session,
    statuses: [200],
    refusals: [],
    handle: async (on, { identity }) => ({
      ok: true,
      status: 200,
      body: sessionJson(on, identity),
    }),
  }),
  route({
    operationId: 'chooseDemoPersona',
    method: 'POST',
    path: '/v1/demo-session',
    tag: 'Access',
    summary: 'Demo mode: be somebody of the demo, or its reader again',
    description:
      'Sets a cookie for this browser. Outside demo mode there is nobody to be. Taken from pages of this server alone.',
    access: 'session',
    isOwnPagesOnly: true,
    body: z
      .strictObject({ persona: z.string().max(255).nullable() })
      .meta({ id: 'DemoSessionBody' }),
    response: z.strictObject({ persona: z.string().nullable() }).meta({ id: 'DemoSession' }),
    statuses: [200],
    refusals: ['persona_unknown'],
    async handle({ personas, config }, { body: { persona } }) {
      const isKnown = persona === null || personas.some(({ id }) => id === persona);
      if (!config.isDemo || !isKnown) {
        return problem('persona_unknown', `The demo has no persona "${persona}".`);
      }
      const headers = {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'set-cookie': setCookie(PERSONA_COOKIE, persona),
      };
      return new Response(JSON.stringify({ persona }), { headers });
    },
  }),
];

type SessionJson = z.infer<typeof session>;

function sessionJson(
  { config: { isDemo }, personas }: RouteContext,
  identity: Identity | undefined,
): SessionJson {
  const isPerson = identity !== undefined && !('scopes' in identity);
  const person = identity && identity.kind !== 'key' ? identity.person : null;
  return {
    demo: isDemo,
    authenticated: identity !== undefined,
    ...(identity && { actor: identity.caller.actor }),
    kind: identity?.kind ?? null,
    person,
    customers: isPerson ? identity.memberships.map(membershipJson) : [],
    read_only: isPerson ? identity.isReadOnly : isReader(identity),
    visit: isPerson ? identity.visit : null,
    look: isPerson ? identity.look : null,
    expires_at: isPerson ? identity.expiresAt : null,
    persona: personaOf(identity),
    personas: isDemo
      ? personas.map(({ id, part, name, customer }) => ({ id, part, name, customer }))
      : [],
  };
}

/** Somebody who runs the server and may only look, as the demo's operator. */
function isReader(identity: Identity | undefined): boolean {
  return identity?.kind === 'operator' && !identity.scopes.has('grants:write');
}

const DEMO_ACTOR = 'demo ';

function personaOf(identity: Identity | undefined): string | null {
  const actor = identity?.caller.actor ?? '';
  return actor.startsWith(DEMO_ACTOR) ? actor.slice(DEMO_ACTOR.length) : null;
}

function membershipJson(membership: Membership): SessionJson['customers'][number] {
  const { customer, name, catalog, member, scope, gate } = membership;
  return {
    customer,
    name,
    catalog,
    roles: [...membership.roles],
    permissions: [...membership.permissions],
    member,
    scope,
    groups: membership.groups && [...membership.groups],
    gate: gate && { missing: gate.missing, any: [...gate.any] },
  };
}
