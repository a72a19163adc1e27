import { expect, test } from 'vitest';
import { FuelgaugeError } from './fuelgauge-error.ts';
import { type FuelgaugeOptions, openTransport } from './transport.ts';

interface Sent {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** A transport over answers given in order, and what it sent for them. */
function transportOver(answers: Response[], options: Partial<FuelgaugeOptions> = {}) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (url, { headers, body } = {}) => {
    sent.push({ url: String(url), headers: headers as Record<string, string>, body });
    const answer = answers.shift();
    if (!answer) throw new TypeError('fetch failed', { cause: new Error('connection refused') });
    return answer;
  };
  return { sent, transport: openTransport({ baseUrl: 'https://usage.test/', fetch, ...options }) };
}

function refusal(status: number, headers: Record<string, string> = {}): Response {
  const problem = { code: 'queue_full', detail: 'Busy.', status, request_id: 'req_1' };
  return new Response(JSON.stringify(problem), { status, headers });
}

test('sends no more than was given: no key, no body, no absent parameters', async () => {
  const { sent, transport } = transportOver([new Response('{}')]);
  const query = { from: 'a&b', to: undefined, limit: 0, flag: false };
  await transport.json({ method: 'GET', path: '/v1/x', query });
  expect(sent).toEqual([
    {
      url: 'https://usage.test/v1/x?from=a%26b&limit=0&flag=false',
      headers: { accept: 'application/json' },
      body: null,
    },
  ]);
});

test('sends the key, the media type and a quoted Idempotency-Key', async () => {
  const { sent, transport } = transportOver([new Response('{}')], { key: 'secret' });
  await transport.json({ method: 'POST', path: '/v1/x', body: '{}', idempotencyKey: 'a"b\\c' });
  expect(sent[0]?.headers).toEqual({
    accept: 'application/json',
    authorization: 'Bearer secret',
    'content-type': 'application/json',
    'idempotency-key': '"a\\"b\\\\c"',
  });
});

test.each([408, 429, 502, 503, 504, 507])('repeats after %i', async (status) => {
  const { sent, transport } = transportOver([refusal(status), new Response('{"done":true}')]);
  expect(await transport.json({ method: 'GET', path: '/v1/x' })).toEqual({ done: true });
  expect(sent).toHaveLength(2);
});

test.each([400, 401, 402, 403, 404, 409, 413, 422, 500])(
  'does not repeat after %i',
  async (status) => {
    const { sent, transport } = transportOver([refusal(status)]);
    await expect(transport.json({ method: 'GET', path: '/v1/x' })).rejects.toMatchObject({
      status,
    });
    expect(sent).toHaveLength(1);
  },
);

test('a server that asks for minutes is not waited for; the error says how long', async () => {
  const { sent, transport } = transportOver([refusal(429, { 'retry-after': '120' })]);
  const call = transport.json({ method: 'GET', path: '/v1/x' });
  await expect(call).rejects.toMatchObject({ status: 429, retryAfterMs: 120_000 });
  expect(sent).toHaveLength(1);
});

test('without any answer the error names the innermost reason', async () => {
  const { transport } = transportOver([], { retries: 0 });
  const error = await transport.json({ method: 'GET', path: '/v1/x' }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(FuelgaugeError);
  expect(error).toMatchObject({
    message: 'GET /v1/x has no answer: connection refused.',
    code: 'unreachable',
    status: null,
    events: [],
    errors: [],
  });
});

test('what is no JSON is told from what is no problem', async () => {
  const answers = [new Response('<html>'), new Response('{"error":"x"}', { status: 418 })];
  const { transport } = transportOver(answers);
  for (const status of [200, 418]) {
    const call = transport.json({ method: 'GET', path: '/v1/x' });
    await expect(call).rejects.toMatchObject({ code: 'answer_unexpected', status });
  }
});

test('a call given up while it waits for its next attempt ends at once', async () => {
  const { sent, transport } = transportOver([refusal(503, { 'retry-after': '30' })]);
  const giveUp = new AbortController();
  const call = transport.json({ method: 'GET', path: '/v1/x', signal: giveUp.signal });
  await expect.poll(() => sent.length).toBe(1);
  giveUp.abort(new Error('enough'));
  await expect(call).rejects.toThrow('enough');
  expect(sent).toHaveLength(1);
});
