import { expect } from 'vitest';
import type { Entry, LoggedEvent } from '@fuelgauge/sdk';
import type { GoldenCustomer } from './golden-customer.ts';
import type { GoldenServer } from './golden-server.ts';
import { creditsOf, sumOf, textOf } from './plain-credits.ts';

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
  expect(events).toHaveLength(customer.events);
  const charges = expectEntries(events, entries);
  const total = textOf(sumOf(charges));
  await expectUsage(server, { customer, range, total });
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
}

async function expectUsage({ client }: GoldenServer, { customer, range, total }: Total) {
  const { key, catalog } = customer;
  const query = { ...range, granularity: 'month', group_by: 'meter' } as const;
  const usage = await client.usage.get(key, query);
  expect(usage.total.credits).toBe(total);
  const cells = usage.groups.flatMap(({ credits }) => credits);
  expect(textOf(sumOf(cells.map(creditsOf)))).toBe(total);
  const { dimensions } = (await client.catalog.get({ key: catalog })).catalog as {
    dimensions: readonly { readonly id: string }[];
  };
  const names = ['meter', 'category', ...dimensions.map(({ id }) => id)];
  await Promise.all(
    names.map(async (by) => {
      const found = await client.breakdown.get(key, { ...range, by, limit: 200 });
      expect(found.total.credits).toBe(total);
      const rows = found.rows.map(({ credits, direct }) => direct?.credits ?? credits);
      expect(textOf(sumOf([...rows, found.rest?.credits ?? '0'].map(creditsOf)))).toBe(total);
    }),
  );
}

/** From well before the customer began to well after its clock, because histories reach back. */
function rangeOf({ startedAt, now }: GoldenCustomer): Total['range'] {
  return { from: shifted(startedAt, -40), to: shifted(now, 40) };
}

function shifted(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * 24 * 60 * 60 * 1000).toISOString();
}

async function all<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
