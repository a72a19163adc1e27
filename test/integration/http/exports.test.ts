import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines } from '../../support/databases.ts';
import { openApp, setUp, type TestApp, work } from './open-app.ts';

const EVENTS = 2_300;
/** All of them but the one that is voided, and the formula's. */
const USED = '2299.5';

describe.each(engines)('files of a customer on %s', (engine) => {
  let app: TestApp;
  let isDown = false;

  beforeAll(async () => {
    let pages = 0;
    app = await openApp(engine, {}, (database) => ({
      ...database,
      transaction: (scope, run) => {
        pages += 1;
        if (isDown && pages > 2) throw new Error('the store is down');
        if (!isDown) pages = 0;
        return database.transaction(scope, run);
      },
    }));
    await setUp(app);
    const events = Array.from({ length: EVENTS }, (_, index) => work(`e${index}`));
    const formula = work('=HYPERLINK("http://example.com","x")', { data: { amount: 0.5 } });
    for (let at = 0; at < events.length; at += 500) {
      await app.ask({ method: 'POST', path: '/v1/events', json: events.slice(at, at + 500) });
    }
    await app.ask({ method: 'POST', path: '/v1/events', json: [formula] });
    const json = { id: 'e7', reason: 'said "no", twice' };
    await app.ask({ method: 'POST', path: '/v1/customers/acme/events/void', json });
  });
  afterAll(() => app?.close());

  const lines = async (path: string) => {
    const { text } = await app.ask({ path: `/v1/customers/acme/${path}` });
    return text.split('\r\n');
  };
  /** Of a column before those that hold commas. */
  const column = (rows: readonly string[], name: string) => {
    const place = rows[0]?.split(',').indexOf(name) ?? -1;
    return rows
      .slice(1, -1)
      .map((row) => row.replace(/"(?:[^"]|"")*"/g, '').split(',')[place] ?? '');
  };
  const sum = (amounts: readonly string[]) =>
    amounts.reduce((total, each) => total + Math.round(Number(each) * 1e9), 0) / 1e9;

  test('the log has every row there is, and its credits are the footer of the log', async () => {
    const rows = await lines('activity.csv');
    const kinds = column(rows, 'kind');
    expect(kinds.filter((kind) => kind === 'debit')).toHaveLength(EVENTS + 1);
    expect(kinds.filter((kind) => kind === 'correction')).toHaveLength(1);
    const { json } = await app.ask({ path: '/v1/customers/acme/activity/summary' });
    const used = column(rows, 'credits').filter((_, index) => {
      return kinds[index] === 'debit' || kinds[index] === 'correction';
    });
    expect(-sum(used)).toBe(Number(json.credits));
    expect(json.credits).toBe(USED);
  });

  test('the entries are those of the ledger, page after page', async () => {
    const rows = await lines('entries.csv');
    const seqs = column(rows, 'seq').map(Number);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    expect(new Set(seqs).size).toBe(EVENTS + 3);
    const amounts = column(rows, 'amount');
    const moved = (name: string) => {
      const accounts = column(rows, name);
      return sum(amounts.filter((_, index) => accounts[index] === 'used'));
    };
    expect(String(moved('credit') - moved('debit'))).toBe(USED);
  });

  test('usage has a row for each bucket that began, and adds up to what was used', async () => {
    const rows = await lines('usage.csv?group_by=meter');
    expect(rows[0]).toBe(
      'period_start,period_end,meter,label,credits,list_credits,amount,currency,quantity,quantity_unit,events',
    );
    expect(String(sum(column(rows, 'credits')))).toBe(USED);
  });

  test('are named for what they hold, and begin with a mark where one is asked for', async () => {
    const { headers, text } = await app.ask({
      path: '/v1/customers/acme/usage.csv?from=2026-11-01&to=2026-11-20&group_by=meter&bom=true',
    });
    expect(headers.get('content-disposition')).toBe(
      'attachment; filename="acme_usage_2026-11-01_2026-11-19_by-meter.csv"',
    );
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(text.startsWith('period_start') || text.startsWith('\ufeffperiod_start')).toBe(true);
  });

  test('run no formula', async () => {
    const { text } = await app.ask({ path: '/v1/customers/acme/entries.csv' });
    expect(text).toContain('"\'=HYPERLINK(""http://example.com"",""x"")"');
    expect(text).not.toMatch(/(^|,|\n)"?=/);
  });

  test('are refused before they begin', async () => {
    for (const [path, code] of [
      ['acme/activity.csv?kind=debit&from=never', 'time_invalid'],
      ['acme/entries.csv?grant=none', 'grant_unknown'],
      ['acme/usage.csv?group_by=nothing', 'dimension_unknown'],
      ['nobody/entries.csv', 'customer_unknown'],
    ]) {
      expect((await app.ask({ path: `/v1/customers/${path}` })).json.code).toBe(code);
    }
  });

  test('break off without an end when the store fails on the way', async () => {
    isDown = true;
    const asked = app.ask({ path: '/v1/customers/acme/entries.csv' });
    const outcome = await asked.then(
      () => 'whole',
      (error: Error) => error.message,
    );
    isDown = false;
    expect(outcome).toBe('the store is down');
    expect(app.log.at(-1)).toMatchObject({ message: 'An export failed.' });
  });

  test('are read no further than somebody takes them', async () => {
    const headers = { authorization: 'Bearer an operator key of the environment' };
    const url = 'http://localhost:4000/v1/customers/acme/entries.csv';
    const response = await app.app.fetch(new Request(url, { headers }));
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(app.log.filter(({ message }) => message === 'An export failed.').length).toBeLessThan(2);
  });
});
