import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, parseInstant } from '@fuelgauge/core';
import { describe, expect, it } from 'vitest';
import type { DemoCustomer } from './demo-customer.ts';
import { demoCustomers } from './demo-customers.ts';
import { readDemoFiles } from './demo-files.ts';
import type { WireEvent } from './wire-event.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DATA = join(ROOT, 'demo/data');
const files = readDemoFiles(DATA);
const now = at('2026-11-20T09:30:00Z');

interface Made extends Omit<DemoCustomer, 'events'> {
  readonly events: readonly WireEvent[];
}

const made = make(now);

describe('the demo', () => {
  it('has the same events on the same day, whatever the hour, and others the day after', () => {
    expect(hashOf(make(at('2026-11-20T17:00:00Z')))).toBe(hashOf(made));
    expect(hashOf(make(at('2026-11-21T09:30:00Z')))).not.toBe(hashOf(made));
  });

  it('makes the same events each time a customer is asked for them', () => {
    for (const customer of demoCustomers(now, files)) {
      const [first, second] = [[...customer.events()], [...customer.events()]];
      expect(JSON.stringify(first) === JSON.stringify(second), customer.key).toBe(true);
    }
  });

  it.each([
    '2026-11-20T09:30:00Z',
    '2027-01-30T09:30:00Z',
    '2027-03-29T00:30:00Z',
    '2028-02-29T23:30:00Z',
  ])('has about 150,000 events, all in the history of their customer and before %s', (text) => {
    const then = at(text);
    const customers = make(then);
    const count = customers.reduce((sum, { events }) => sum + events.length, 0);
    expect(count).toBeGreaterThan(140_000);
    expect(count).toBeLessThan(160_000);
    for (const { events, startedAt } of customers) {
      const moments = events.map((event) => at(event.occurred_at));
      expect(moments.every((moment) => moment >= startedAt && moment < then)).toBe(true);
      expect(moments.every((moment, i) => i === 0 || moment >= (moments[i - 1] ?? 0))).toBe(true);
    }
  });

  it('gives every event of a customer an id of its own', () => {
    for (const { key, events } of made) {
      expect(new Set(events.map(({ id }) => id)).size, key).toBe(events.length);
      expect(events.every(({ source, customer }) => source === 'demo' && customer === key)).toBe(
        true,
      );
    }
  });

  it('sends only whole numbers as numbers, none of them negative', () => {
    const values = made.flatMap(({ events }) => events.flatMap(({ data }) => Object.values(data)));
    const numbers = values.filter((value) => typeof value === 'number');
    expect(numbers.every((value) => Number.isSafeInteger(value) && value >= 0)).toBe(true);
  });

  it('names only plans, grant kinds, event types and dimensions of the catalogs', () => {
    for (const customer of made) {
      const { plans, grantTypes, meters, dimensions, ...rest } = catalogOf(customer.catalog);
      const { addOns = [], costItems = [], quotas = [] } = rest;
      const kinds = idsOf([...addOns, ...costItems]);
      for (const { kind } of customer.items ?? []) expect(kinds).toContain(kind);
      expect(idsOf(quotas)).toEqual(expect.arrayContaining(Object.keys(customer.quotas ?? {})));
      const known = customer.directory.map(({ kind, id }) => `${kind}/${id}`);
      for (const { kind, id } of customer.statuses ?? []) expect(known).toContain(`${kind}/${id}`);
      expect(idsOf(plans)).toContain(customer.plan);
      for (const { kind } of customer.grants) expect(idsOf(grantTypes)).toContain(kind);
      const types = new Set(customer.events.map(({ type }) => type));
      const named = new Set(customer.events.flatMap((event) => Object.keys(event.dimensions)));
      expect(meters.map(({ event }) => event)).toEqual(expect.arrayContaining([...types]));
      expect(idsOf(dimensions)).toEqual(expect.arrayContaining([...named]));
    }
  });

  it('uses every event type that the five catalogs meter, but for machines that nothing in the data stands for', () => {
    const used = new Set(made.flatMap(({ events }) => events.map(({ type }) => type)));
    const catalogs = new Set(made.map(({ catalog }) => catalog));
    const metered = [...catalogs].flatMap((key) => catalogOf(key).meters.map(({ event }) => event));
    const unused = new Set(metered.filter((event) => !used.has(event)));
    const absent = /^(dedicated\.cpu|batch\.|stream\.)/;
    expect([...unused].filter((event) => !absent.test(event))).toEqual([]);
  });

  it('knows in its directory every member, agent, group and key that an event names', () => {
    const dimensions = [
      'user',
      'creator',
      'agent',
      'group',
      'api_key',
      'folder',
      'workspace',
      'project',
    ];
    for (const { key, directory, events } of made) {
      const known = new Set(directory.map(({ id }) => id));
      const named = new Set(
        events.flatMap((event) => dimensions.map((name) => event.dimensions[name])),
      );
      named.delete(undefined);
      expect(
        [...named].filter((id) => id !== undefined && !known.has(id)),
        key,
      ).toEqual([]);
      const parents = directory.flatMap(({ parent }) => (parent === undefined ? [] : [parent]));
      expect(
        parents.every((parent) => known.has(parent)),
        key,
      ).toBe(true);
      expect(new Set(directory.map(({ kind, id }) => `${kind}/${id}`)).size).toBe(directory.length);
    }
  });

  it('keeps its data under 6 MB', () => {
    const sizes = readdirSync(DATA).map((name) => statSync(join(DATA, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(6_000_000);
  });
});

function make(then: Instant): Made[] {
  return demoCustomers(then, files).map((customer) => ({
    ...customer,
    events: [...customer.events()],
  }));
}

function hashOf(customers: readonly Made[]): string {
  return createHash('sha256').update(JSON.stringify(customers)).digest('hex');
}

function at(text: string): Instant {
  const moment = parseInstant(text);
  if (moment === undefined) throw new Error(`${text} is no instant`);
  return moment;
}

interface Named {
  readonly id: string;
}

interface Catalog {
  readonly plans: readonly Named[];
  readonly grantTypes: readonly Named[];
  readonly dimensions: readonly Named[];
  readonly addOns?: readonly Named[];
  readonly costItems?: readonly Named[];
  readonly quotas?: readonly Named[];
  readonly meters: readonly (Named & { readonly event: string })[];
}

function catalogOf(key: string): Catalog {
  return JSON.parse(readFileSync(join(ROOT, 'catalogs', `${key}.json`), 'utf8')) as Catalog;
}

function idsOf(named: readonly Named[]): string[] {
  return named.map(({ id }) => id);
}
