import type { LogRow } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { type ActivityRow, activityRow } from './activity-row.ts';
import { type LogWords, measureText } from './log-words.ts';

type EventLine = NonNullable<LogRow['event']>['lines'][number];

const line: EventLine = {
  meter: 'tokens',
  quantity: '1204',
  unit: 'token',
  credits: '2.408',
  price: 'card',
};

test('one quantity at one rate is told with its rate', () => {
  expect(measureText(rowOf([line]), words('0.002'))).toBe('1,204 tokens × 0.002');
});

test('of several prices it is told what was counted in all', () => {
  const more = { ...line, quantity: '2796' };
  expect(measureText(rowOf([line, more]), words('0.002'))).toBe('4,000 tokens');
});

test('what was not counted in one unit is not added up', () => {
  const more = { ...line, unit: 'request', quantity: '1' };
  expect(measureText(rowOf([line, more]), words('0.002'))).toBe('');
});

function rowOf(lines: readonly EventLine[]): ActivityRow {
  const event = {
    source: 'api',
    id: 'one',
    type: 'chat',
    status: 'charged',
    run: null,
    attribution: {},
    zero_reason: null,
    lines,
  };
  return activityRow({
    seq: 1,
    kind: 'debit',
    booked_at: '2026-11-19T18:08:28Z',
    matched: '-2.408',
    credits: '-2.408',
    balance_after: '1',
    draws: [],
    grant: null,
    correction: null,
    event,
  } as unknown as LogRow);
}

function words(credits: string): LogWords {
  const price = { meter: 'tokens', model: 'unit', unit: null, credits, per: '1', factor: null };
  return { catalog: { cards: [{ id: 'card', prices: [price] }] } } as unknown as LogWords;
}
