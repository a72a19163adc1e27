import { describe, expect, test } from 'vitest';
import { engines } from '../../support/databases.ts';
import { goldenSuite } from './golden-suite.ts';

describe.each(engines)('cycles on %s', (engine) => {
  const suite = goldenSuite(engine, ['hosting', 'vision', 'agents']);

  test('G19 from 31 January: 28 February, 31 March, 30 April', async () => {
    const { starts } = await cyclesFrom('2027-01-31', { months: 3 });
    expect(starts).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
  });

  test('G19 in a leap year: 29 February, 31 March, 30 April', async () => {
    const { starts } = await cyclesFrom('2028-01-31', { months: 3 });
    expect(starts).toEqual(['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30']);
  });

  test.each([
    ['2027-01-28', 'UTC'],
    ['2027-01-29', 'UTC'],
    ['2027-01-30', 'Europe/Berlin'],
    ['2027-01-31', 'America/New_York'],
    ['2027-08-31', 'Pacific/Auckland'],
    ['2027-10-31', 'Europe/Berlin'],
    ['2028-01-29', 'Asia/Kolkata'],
    ['2028-01-30', 'UTC'],
    ['2028-02-29', 'America/Sao_Paulo'],
    ['2027-12-31', 'UTC'],
    ['2099-11-30', 'UTC'],
    ['2026-04-24', 'Africa/Cairo'],
    ['2027-03-30', 'Africa/Cairo'],
  ])('G19 as well: a year of months from %s in %s', async (anchor, zone) => {
    const { starts, instants, ends } = await cyclesFrom(anchor, { months: 12, zone });
    expect(starts).toEqual(monthsFrom(anchor, { every: 1, count: 12 }));
    expect(ends.slice(0, -1)).toEqual(instants.slice(1));
    for (const [index, instant] of instants.entries()) {
      if (index > 0) expectFirstInstant(instant, { date: starts[index] ?? '', zone });
    }
  });

  test.each([
    ['2028-02-29', 'UTC'],
    ['2027-02-28', 'UTC'],
    ['2026-03-31', 'Europe/Berlin'],
  ])('G19 as well: years and their months from %s in %s', async (anchor, zone) => {
    const terms = { plan: 'core_annual', catalog: 'vision', zone };
    const years = await cyclesFrom(anchor, { months: 50, ...terms });
    expect(years.starts).toEqual(monthsFrom(anchor, { every: 12, count: 4 }));
    const flex = await cyclesFrom(anchor, { months: 25, ...terms, series: 'flex' });
    expect(flex.starts).toEqual(monthsFrom(anchor, { every: 1, count: 25 }));
  });

  test.each([
    ['2027-01-31T23:59:59.999999Z', '2027-02-28', '2027-03-31'],
    ['2027-02-01T00:00:00Z', '2027-03-01', '2027-04-01'],
    ['2027-01-30T00:00:00.000001Z', '2027-02-28', '2027-03-30'],
  ])('G19 as well: one who starts at %s', async (started_at, first, second) => {
    const customer = await suite.open('agents', { plan: 'business', started_at });
    await customer.grant('monthly', '100');
    expect((await customer.balance()).resets_at).toBe(`${first}T00:00:00Z`);
    await customer.advance(microsecondBefore(first));
    expect(await customer.balance()).toMatchObject({
      resets_at: `${first}T00:00:00Z`,
      total: '100',
    });
    await customer.advance(`${first}T00:00:00Z`);
    expect(await customer.balance()).toMatchObject({
      resets_at: `${second}T00:00:00Z`,
      total: '0',
    });
  });

  test('G19 as well: usage at the boundary is of the next cycle, a microsecond before of the last', async () => {
    const started_at = '2027-01-31T00:00:00Z';
    const customer = await suite.open('hosting', { plan: 'pro', started_at });
    await customer.advance('2027-02-28T00:00:00Z');
    const at = (occurred_at: string, gb: string) => ({
      type: 'bandwidth.usage',
      data: { gb },
      occurred_at,
    });
    await customer.record([
      at(microsecondBefore('2027-02-28'), '1'),
      at('2027-02-28T00:00:00Z', '2'),
    ]);
    const { data } = await suite.server.client.cycles.list(customer.key, { series: 'plan' });
    const used = data.map(({ start, totals }) => [start.slice(0, 10), totals[0]?.used]);
    expect(Object.fromEntries(used)).toMatchObject({ '2027-01-31': '20', '2027-02-28': '40' });
  });

  test('the ledger of all these is proved', () => suite.expectProof());

  interface Terms {
    readonly months: number;
    readonly zone?: string;
    readonly catalog?: string;
    readonly plan?: string;
    readonly series?: string;
  }

  /** The cycles that have begun so many months and a day after the anchor's noon, oldest first. */
  async function cyclesFrom(anchor: string, terms: Terms) {
    const { months, zone = 'UTC', catalog = 'hosting', plan = 'pro', series = 'plan' } = terms;
    const started_at = new Date(noonIn(anchor, zone)).toISOString();
    const customer = await suite.open(catalog, { plan, started_at, time_zone: zone });
    const [last = anchor] = monthsFrom(anchor, { every: 1, count: months }).slice(-1);
    await customer.advance(new Date(noonIn(last, zone)).toISOString());
    const { data } = await suite.server.client.cycles.list(customer.key, { series, limit: 100 });
    const begun = data.filter(({ state }) => state !== 'next').toReversed();
    return {
      starts: begun.map(({ start }) => start.slice(0, 10)),
      instants: begun.map(({ start }) => start),
      ends: begun.map(({ end }) => end),
    };
  }
});

/** The anchor and what follows: its day of the month, or the month's last where that is less. */
function monthsFrom(
  anchor: string,
  { every, count }: { readonly every: number; readonly count: number },
): string[] {
  const [year = 0, month = 1, day = 1] = anchor.split('-').map(Number);
  return Array.from({ length: Math.floor(count) + 1 }, (_, index) => {
    const at = month - 1 + index * every;
    const length = new Date(Date.UTC(year, at + 1, 0)).getUTCDate();
    return new Date(Date.UTC(year, at, Math.min(day, length))).toISOString().slice(0, 10);
  });
}

/** In the zone the date begins then, and the second before is of the day before. */
function expectFirstInstant(
  instant: string,
  { date, zone }: { readonly date: string; readonly zone: string },
): void {
  const days = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  expect(days.format(Date.parse(instant))).toBe(date);
  const dayBefore = new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
  expect(days.format(Date.parse(instant) - 1000)).toBe(dayBefore);
}

/** Some moment in the middle of the date, wherever it is. */
function noonIn(date: string, zone: string): number {
  const noon = Date.parse(`${date}T12:00:00Z`);
  const hour = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hour: 'numeric' });
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const offset = Number.parseInt(hour.format(noon), 10) - 12;
  const isNextDay = day.format(noon) !== date;
  return noon - (isNextDay ? offset + 24 : offset) * 3_600_000;
}

function microsecondBefore(date: string): string {
  return new Date(Date.parse(date) - 1000).toISOString().replace('.000Z', '.999999Z');
}
