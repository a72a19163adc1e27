import { Fuelgauge, type LiveMessage } from '@fuelgauge/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../../server/src/http/app.ts';
import { openContext } from '../../../server/src/open-store.ts';
import { findCustomerFor } from '../../../server/src/operations/find-customer.ts';
import { type LiveLimits, openLiveHub } from '../../../server/src/operations/live-hub.ts';
import { openLanes } from '../../../server/src/recording/lanes.ts';
import { engines } from '../../support/databases.ts';
import { OPERATOR, openApp, setUp, type TestApp, work } from './open-app.ts';

type Usage = Extract<LiveMessage, { kind: 'usage' }>;

describe.each(engines)('following a customer on %s', (engine) => {
  let app: TestApp;
  let recorded = 0;

  beforeAll(async () => {
    app = await openApp(engine);
    await setUp(app);
  });
  afterAll(() => app.close());

  const record = async (amount: number) => {
    recorded += 1;
    const event = work(`live-${recorded}`, { data: { amount } });
    const { json } = await app.ask({ method: 'POST', path: '/v1/events', json: [event] });
    expect(json.results[0].status).toBe('charged');
    return json.balances.acme.seq as number;
  };

  const clientOf = (fetch: (request: Request) => Response | Promise<Response>) =>
    new Fuelgauge({
      baseUrl: 'http://localhost:4000',
      key: OPERATOR,
      fetch: async (url, init) => fetch(new Request(url as string, init)),
    });

  /** Messages up to one of usage that reaches a sequence number. */
  async function until(
    stream: AsyncGenerator<LiveMessage>,
    isLast: (message: LiveMessage) => boolean,
  ): Promise<LiveMessage[]> {
    const messages: LiveMessage[] = [];
    for (;;) {
      const { value } = await stream.next();
      messages.push(value);
      if (isLast(value)) return messages;
    }
  }

  const reaches = (seq: number) => (message: LiveMessage) =>
    message.kind === 'usage' && message.seq >= seq;

  const usageIn = (messages: readonly LiveMessage[]) =>
    messages.filter((message): message is Usage => message.kind === 'usage');

  test('tells where it begins, then the balance, the customer and its gaps, then what is recorded', async () => {
    const stream = clientOf(app.app.fetch).live('acme');
    const first = await until(stream, ({ kind }) => kind === 'gaps');
    expect(first.map(({ kind }) => kind)).toEqual(['start', 'balance', 'customer', 'gaps']);
    expect(first[0]).toMatchObject({ resumed: false });
    const seq = await record(2.5);
    const told = await until(stream, ({ kind }) => kind === 'balance');
    expect(told[0]).toMatchObject({
      kind: 'usage',
      seq,
      meters: [{ meter: 'work', credits: '2.5', quantity: '2.5', events: 1 }],
    });
    const { json } = await app.ask({ path: '/v1/customers/acme/balance' });
    expect({ ...told.at(-1), balance: { ...json, as_of: '' } }).toEqual({
      kind: 'balance',
      balance: { ...json, as_of: '' },
    });
    await app.ask({ method: 'PUT', path: '/v1/customers/acme', json: { name: 'Acme & Co' } });
    const renamed = await until(stream, ({ kind }) => kind === 'customer');
    expect(renamed.at(-1)).toMatchObject({ customer: { name: 'Acme & Co' } });
    await stream.return(undefined);
  });

  test('tells of gaps that are declared, ended and withdrawn, of this customer and of everybody', async () => {
    const stream = clientOf(app.app.fetch).live('acme');
    const gaps = async () => {
      const last = (await until(stream, ({ kind }) => kind === 'gaps')).at(-1);
      return last?.kind === 'gaps' ? last.gaps : undefined;
    };
    expect(await gaps()).toEqual([]);
    const path = '/v1/ingestion/gaps/outage';
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const declare = (json: object) => app.ask({ method: 'PUT', path, json });
    await declare({ customer: 'acme', from });
    expect(await gaps()).toMatchObject([{ to: null }]);
    await declare({ customer: null, to: new Date(Date.now() - 60_000).toISOString() });
    expect(await gaps()).toMatchObject([{ to: expect.any(String) }]);
    await app.ask({ method: 'DELETE', path: `${path}?reason=test` });
    expect(await gaps()).toEqual([]);
    await stream.return(undefined);
  });

  test('goes on after the last id on another server, nothing twice and nothing left out', async () => {
    const context = openContext(app.context.database);
    const config = { host: '', port: 0, hosts: [], operatorKey: OPERATOR, isDemo: false };
    const lanes = openLanes(context);
    const other = createApp({ context, lanes, config, log: () => {} });
    const begin = await record(1);
    let last = begin;
    const all: Usage[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const upTo = await record(turn + 1);
      const { fetch } = turn % 2 === 0 ? app.app : other;
      const stream = clientOf(fetch).live('acme', { lastEventId: last });
      const messages = await until(stream, reaches(upTo));
      expect(messages[0]).toMatchObject({ kind: 'start', resumed: true });
      await stream.return(undefined);
      all.push(...usageIn(messages));
      last = upTo;
    }
    let reached = begin;
    for (const { after, seq } of all) {
      expect(after).toBe(reached);
      reached = seq;
    }
    expect(reached).toBe(last);
    const credits = all.flatMap(({ meters }) => meters.map((meter) => Number(meter.credits)));
    expect(credits.reduce((sum, each) => sum + each, 0)).toBe(1 + 2 + 3 + 4);
    await lanes.drain();
  });

  test('tells of a correction as usage that is taken back', async () => {
    const seq = await record(7);
    const stream = clientOf(app.app.fetch).live('acme', { lastEventId: seq });
    await until(stream, ({ kind }) => kind === 'balance');
    const json = { id: `live-${recorded}`, reason: 'test' };
    await app.ask({ method: 'POST', path: '/v1/customers/acme/events/void', json });
    const [usage] = usageIn(await until(stream, reaches(seq + 1)));
    expect(usage?.meters).toMatchObject([{ meter: 'work', credits: '-7', events: -1 }]);
    await stream.return(undefined);
  });

  test('says that it cannot go on after a number that the ledger has not reached', async () => {
    const stream = clientOf(app.app.fetch).live('acme', { lastEventId: 1_000_000 });
    const { value } = await stream.next();
    expect(value).toMatchObject({ kind: 'start', resumed: false });
    await stream.return(undefined);
  });

  test('refuses an id that is none of its own, and a customer there is not', async () => {
    const headers = { 'last-event-id': '-1' };
    const at = '/v1/customers/acme/live?seconds=0';
    expect((await app.ask({ path: at, headers })).json.code).toBe('parameter_invalid');
    expect((await app.ask({ path: '/v1/customers/nobody/live' })).status).toBe(404);
    expect((await app.ask({ path: at, key: null })).status).toBe(401);
  });

  describe('within limits', () => {
    const LIMITS: LiveLimits = {
      liveStreams: 3,
      liveStreamsPerCaller: 2,
      liveBytes: 4_000,
      livePollMs: 5,
      liveBeatMs: 20,
      liveCheckMs: 5,
    };

    const following = async (more: { actor?: string; isAllowed?: () => Promise<boolean> } = {}) => {
      const caller = { actor: 'a', isTest: null, customers: null };
      const ref = await findCustomerFor(app.context, caller, 'acme');
      if (!ref) throw new Error('the customer is there');
      return {
        ref,
        actor: 'a',
        after: null,
        endAfterMs: null,
        isAllowed: async () => true,
        ...more,
      };
    };

    const opened = (stream: ReturnType<ReturnType<typeof openLiveHub>['follow']>) => {
      if (!(stream instanceof ReadableStream)) throw new Error(stream);
      return stream.getReader();
    };

    const textUntil = async (
      reader: ReadableStreamDefaultReader<Uint8Array>,
      isEnough: (text: string) => boolean,
    ) => {
      let text = '';
      while (!isEnough(text)) {
        const { done, value } = await reader.read();
        if (done) return text;
        text += new TextDecoder().decode(value);
      }
      return text;
    };

    test('so many streams are open in a process, and for one caller, until one is closed', async () => {
      const hub = openLiveHub(app.context, LIMITS);
      const readers = [
        opened(hub.follow(await following())),
        opened(hub.follow(await following())),
      ];
      expect(hub.follow(await following())).toBe('caller_full');
      readers.push(opened(hub.follow(await following({ actor: 'b' }))));
      expect(hub.follow(await following({ actor: 'c' }))).toBe('full');
      await readers[0]?.cancel();
      expect(hub.count()).toBe(2);
      readers[0] = opened(hub.follow(await following({ actor: 'c' })));
      hub.close();
      for (const reader of readers) expect(await textUntil(reader, () => false)).not.toBeNull();
      expect([hub.count(), hub.follow(await following())]).toEqual([0, 'stopping']);
    });

    test('a silent stream says that it is there', async () => {
      const hub = openLiveHub(app.context, LIMITS);
      const reader = opened(hub.follow(await following()));
      expect(await textUntil(reader, (text) => text.includes(': beat'))).toContain('event: start');
      hub.close();
    });

    test('a stream ends when its caller may no longer see the customer', async () => {
      const hub = openLiveHub(app.context, LIMITS);
      let isAllowed = true;
      const reader = opened(hub.follow(await following({ isAllowed: async () => isAllowed })));
      await textUntil(reader, (text) => text.includes('event: balance'));
      isAllowed = false;
      await textUntil(reader, () => false);
      expect(hub.count()).toBe(0);
    });

    test('a reader that does not read is cut off, the others are not', async () => {
      const hub = openLiveHub(app.context, LIMITS);
      const slow = opened(hub.follow(await following()));
      const quick = opened(hub.follow(await following({ actor: 'b' })));
      const reading = textUntil(quick, () => hub.count() === 1);
      for (let turn = 0; hub.count() === 2 && turn < 200; turn += 1) await record(0.1);
      await reading;
      expect(hub.count()).toBe(1);
      await expect(textUntil(slow, () => false)).rejects.toThrow('too slow');
      hub.close();
    });
  });

  test('streams end at once when the server stops', async () => {
    const context = openContext(app.context.database);
    const config = { host: '', port: 0, hosts: [], operatorKey: OPERATOR, isDemo: false };
    const lanes = openLanes(context);
    const stopping = createApp({ context, lanes, config, log: () => {} });
    const headers = { authorization: `Bearer ${OPERATOR}` };
    const ask = () =>
      stopping.fetch(new Request('http://localhost:4000/v1/customers/acme/live', { headers }));
    const response = await ask();
    stopping.beginDraining();
    await response.text();
    expect((await ask()).status).toBe(503);
    await lanes.drain();
  });
});
