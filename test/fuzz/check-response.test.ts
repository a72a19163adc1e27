import { describe, expect, test } from 'vitest';
import { openApiDocument } from '../../server/src/http/openapi.ts';
import { routes } from '../../server/src/http/routes.ts';
import { type Exchange, openChecks, type Received } from './check-response.ts';
import { documentedOperations, type OpenApi } from './documented-operation.ts';

const document = JSON.parse(JSON.stringify(openApiDocument(routes))) as OpenApi;
const check = openChecks(document, documentedOperations(document));

const REQUEST_ID = `req_${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`;

function received(
  status: number,
  json: unknown,
  more: Partial<Record<string, string>> = {},
): Received {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  const headers = new Headers({
    'content-type': type,
    'x-request-id': REQUEST_ID,
    'x-content-type-options': 'nosniff',
  });
  for (const [name, value] of Object.entries(more)) headers.set(name, value ?? '');
  return { status, headers, text: typeof json === 'string' ? json : JSON.stringify(json) };
}

function exchange(about: Partial<Exchange['sent']>, answer: Received): Exchange {
  const sent = { method: 'GET', address: '/v1/session', headers: [], body: null, ...about };
  return { sent, received: answer, canary: 'canary' };
}

const SESSION = {
  demo: false,
  authenticated: false,
  kind: null,
  person: null,
  customers: [],
  read_only: true,
  visit: null,
  look: null,
  expires_at: null,
  persona: null,
  personas: [],
};
const PROBLEM = {
  type: '/docs#unauthenticated',
  title: 'No valid key',
  status: 401,
  code: 'unauthenticated',
  detail: 'Send an operator key that is valid now.',
  request_id: REQUEST_ID,
};
const clock = (json: unknown, address = '/v1/customers/acme/clock') => ({
  method: 'POST',
  address,
  headers: [['content-type', 'application/json']] as const,
  body: new Uint8Array(Buffer.from(JSON.stringify(json))),
});
const CLOCK = { customer: 'acme', clock_at: '2026-01-01T00:00:00Z' };

describe('the checks of an answer', () => {
  test('find nothing wrong with what the document declares', () => {
    expect(check(exchange({}, received(200, SESSION)))).toEqual([]);
    expect(check(exchange({}, received(401, PROBLEM)))).toEqual([]);
    expect(check(exchange(clock({ advance_to: '2026-01-01' }), received(200, CLOCK)))).toEqual([]);
  });

  const wrong: readonly (readonly [what: string, exchange: Exchange, fault: RegExp])[] = [
    ['a failure', exchange({}, received(500, PROBLEM)), /^status 500/],
    [
      'a status that is not declared',
      exchange({}, received(409, PROBLEM)),
      /status 409 is not declared/,
    ],
    [
      'a code of another status',
      exchange({}, received(401, { ...PROBLEM, code: 'not_found' })),
      /code not_found/,
    ],
    [
      'a code nobody knows',
      exchange({}, received(401, { ...PROBLEM, code: 'oops' })),
      /another body/,
    ],
    [
      'another status in the problem',
      exchange({}, received(401, { ...PROBLEM, status: 400 })),
      /says 400/,
    ],
    ['a field too many', exchange({}, received(200, { ...SESSION, secret: 1 })), /another body/],
    ['a field too few', exchange({}, received(200, { demo: true })), /another body/],
    [
      'a field of another type',
      exchange({}, received(200, { ...SESSION, demo: 'no' })),
      /another body/,
    ],
    ['what is no JSON', exchange({}, received(200, '{')), /no JSON/],
    [
      'another content type',
      exchange({}, received(200, SESSION, { 'content-type': 'text/html' })),
      /content type/,
    ],
    [
      'no id of the request',
      exchange({}, received(200, SESSION, { 'x-request-id': '' })),
      /x-request-id/,
    ],
    [
      'another id than was sent',
      exchange({ headers: [['x-request-id', 'mine']] }, received(200, SESSION)),
      /x-request-id/,
    ],
    [
      'no security headers',
      exchange({}, received(200, SESSION, { 'x-content-type-options': '' })),
      /security headers/,
    ],
    [
      'what the caller may not see',
      exchange({}, received(401, { ...PROBLEM, detail: 'There is a canary.' })),
      /may not see/,
    ],
    [
      'words of the database',
      exchange({}, received(401, { ...PROBLEM, detail: 'syntax error at or near "x"' })),
      /statement/,
    ],
    [
      'a stack trace',
      exchange({}, received(401, { ...PROBLEM, detail: 'in /server/src/index.ts' })),
      /stack trace/,
    ],
    ['a body for HEAD', exchange({ method: 'HEAD' }, received(200, SESSION)), /body for HEAD/],
    [
      'a field that nobody may set',
      exchange(clock({ advance_to: '2026-01-01', role: 'x' }), received(200, CLOCK)),
      /forbids, accepted/,
    ],
    [
      'a body that is missing a field',
      exchange(clock({}), received(200, CLOCK)),
      /forbids, accepted/,
    ],
    [
      'a parameter that there is not',
      exchange(
        clock({ advance_to: '2026-01-01' }, '/v1/customers/acme/clock?x=1'),
        received(200, CLOCK),
      ),
      /parameter x, accepted/,
    ],
    [
      'a value that is not in the list',
      exchange({ address: '/v1/customers/acme/balance?known=maybe' }, received(200, {})),
      /value of known that the document forbids/,
    ],
    [
      'a page where nothing is',
      exchange({ address: '/v1/nothing' }, received(302, '')),
      /no route/,
    ],
  ];

  test.each(wrong)('find %s', (...[, wronged, fault]) => {
    expect(check(wronged).join('\n')).toMatch(fault);
  });
});
