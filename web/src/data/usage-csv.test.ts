import type { Usage } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { usageCsv } from './usage-csv.ts';

const DAYS = [1, 2, 3, 4, 5].map((day) => `2026-11-0${day}T00:00:00Z`);

/** Three days; usage on the first, none on the second, and nothing is known of the third. */
const USAGE = {
  customer: 'acme',
  granularity: 'day',
  time_zone: 'UTC',
  buckets: [0, 1, 2, 3].map((day) => ({ start: DAYS[day], end: DAYS[day + 1] })),
  gaps: [{ from: '2026-11-02T22:00:00Z', to: '2026-11-04T00:00:00Z' }],
  groups: [
    {
      key: 'deploys',
      label: 'Deploys, all',
      credits: ['1.400000001', '0', '0', '0'],
      money: ['0.5', '0', '0', '0'],
      events: [3, 0, 0, 0],
    },
  ],
  as_of: '2026-11-03T12:00:00Z',
} as unknown as Usage;

const UNIT = { id: 'credits', decimals: 0, currency: null };

test('7, 41: a day of which nothing is known has a line without an amount, one without usage has none', () => {
  const file = usageCsv({ usage: USAGE, scale: { unit: UNIT }, by: 'meter' });
  expect(file.trimEnd().split('\r\n')).toEqual([
    'period_start,period_end,meter,meter_name,credits,currency,events',
    '2026-11-01T00:00:00Z,2026-11-02T00:00:00Z,deploys,"Deploys, all",1.400000001,,3',
    '2026-11-03T00:00:00Z,2026-11-04T00:00:00Z,,,,,',
  ]);
});

test('in money the amounts are those of each day', () => {
  const unit = { id: 'usd', decimals: 2, currency: 'USD' };
  const file = usageCsv({ usage: USAGE, scale: { unit, isValued: true }, by: 'meter' });
  expect(file).toContain(',amount,currency,events\r\n');
  expect(file).toContain(',deploys,"Deploys, all",0.5,USD,3\r\n');
});
