import type { Entry, LoggedEvent } from '@fuelgauge/sdk';
import { expect } from 'vitest';
import type { GoldenCustomer } from './golden-customer.ts';
import type { GoldenServer } from './golden-server.ts';
import { creditsOf, sumOf, textOf } from './plain-credits.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Begins the ids of events that the server makes itself, for levels. */
const ACCRUAL = 'accrual/';

/** What every line has; another name is a dimension. */
const LINE_FIELDS: ReadonlySet<string> = new Set([
  ...['meter', 'quantity', 'billed_quantity', 'credits', 'list_credits', 'price', 'zero_reason'],
]);

/**
 * Asserts that all that is said of a customer agrees: the last answer's balance with the balance,
 * each event's credits with its entries, and usage and breakdowns with what all events cost.
 */
export async function expectAgreement(
  server: GoldenServer,
  customer: GoldenCustomer,
): Promise<void> {
  const { client } = server;
  const { key, left } = customer;
  const balance = await client.balance.get(key);
  if (left) expect(left).toEqual({ available: balance.available, seq: balance.seq });
  const range = rangeOf(customer);
  const [events, entries] = await Promise.all([
    all(client.events.list(key, { ...range, limit: 200 })),
    all(client.entries.list(key, { limit: 200 })),
  ]);
  const sent = events.filter(({ id }) => !id.startsWith(ACCRUAL));
  expect(sent.length).toBeGreaterThanOrEqual(customer.events);
  const charges = expectEntries(events, entries);
  const total = textOf(sumOf(charges));
  await expectUsage(server, { customer, range, total, events });
}

/** Those that the events, or the lines of one that has several, have values of. */
function dimensionsOf(events: readonly LoggedEvent[]): ReadonlySet<string> {
  const named = events.flatMap(({ attribution, lines }) => [
    ...Object.keys(attribution),
    ...lines.flatMap((line) => Object.keys(line).filter((name) => !LINE_FIELDS.has(name))),
  ]);
  return new Set(named);
}

/** What the lines of each value come to, but for nothings. */
function chargesBy(name: string, events: readonly LoggedEvent[]): Record<string, string> {
  const sums = new Map<string, bigint>();
  for (const { lines, attribution } of events) {
    for (const line of lines) {
      const value = String(line[name] ?? attribution[name] ?? null);
      sums.set(value, (sums.get(value) ?? 0n) + creditsOf(line.credits));
    }
  }
  return amountsOf(sums);
}

function amountsOf(sums: Iterable<readonly [key: string, nano: bigint]>): Record<string, string> {
  const something = [...sums].filter(([, nano]) => nano !== 0n);
  return Object.fromEntries(something.map(([key, nano]) => [key, textOf(nano)]));
}

/** Each event's credits, corrections included, which its entries must add up to. */
function expectEntries(events: readonly LoggedEvent[], entries: readonly Entry[]): bigint[] {
  const used = new Map<string, bigint>();
  for (const { event, debit, credit, amount } of entries) {
    if (!event) continue;
    const sign = (credit === 'used' ? 1n : 0n) - (debit === 'used' ? 1n : 0n);
    const id = `${event.source} ${event.id}`;
    used.set(id, (used.get(id) ?? 0n) + sign * creditsOf(amount));
  }
  const charges = events.map(({ credits, corrections }) =>
    sumOf([credits, ...corrections.map((each) => each.credits)].map(creditsOf)),
  );
  const drawn = events.map(({ source, id }) => used.get(`${source} ${id}`) ?? 0n);
  expect(drawn).toEqual(charges);
  for (const { credits, lines, draws } of events) {
    expect(textOf(sumOf(lines.map((line) => creditsOf(line.credits))))).toBe(credits);
    expect(textOf(sumOf(draws.map(({ amount }) => creditsOf(amount))))).toBe(credits);
  }
  return charges;
}

interface Total {
  readonly customer: GoldenCustomer;
  readonly range: { readonly from: string; readonly to: string };
  readonly total: string;
  readonly events: readonly LoggedEvent[];
}

async function expectUsage({ client }: GoldenServer, expected: Total): Promise<void> {
  const { customer, range, total, events } = expected;
  const isPlain = events.every(({ corrections }) => corrections.length === 0);
  const days = (Date.parse(range.to) - Date.parse(range.from)) / DAY_MS;
  const granularity = days > 200 ? 'month' : 'day';
  const query = { ...range, granularity, group_by: 'meter' } as const;
  const usage = await client.usage.get(customer.key, query);
  expect(usage.total.credits).toBe(total);
  const cells = usage.groups.flatMap(({ credits }) => credits);
  expect(textOf(sumOf(cells.map(creditsOf)))).toBe(total);
  await Promise.all(
    ['category', 'meter', ...dimensionsOf(events)].map(async (by) => {
      const found = await client.breakdown.get(customer.key, { ...range, by, limit: 200 });
      expect(found.total.credits).toBe(total);
      expect(found.rest).toBeNull();
      const rows = found.rows.map(
        ({ key, credits, direct }) => [String(key), creditsOf(direct?.credits ?? credits)] as const,
      );
      expect(textOf(sumOf(rows.map(([, nano]) => nano)))).toBe(total);
      if (isPlain && by !== 'category') expect(amountsOf(rows)).toEqual(chargesBy(by, events));
    }),
  );
}

/** From well before the customer began to well after its clock, because histories reach back. */
function rangeOf({ startedAt, now }: GoldenCustomer): Total['range'] {
  return { from: shifted(startedAt, -40), to: shifted(now, 40) };
}

function shifted(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * DAY_MS).toISOString();
}

async function all<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
