import { expect, test } from 'vitest';
import { type Observed, openIngestion } from './ingestion.ts';

const MINUTE_MS = 60_000;
const BEGAN_MS = 1000 * MINUTE_MS;

function charged(ageMs: number): Observed {
  return {
    id: 'e',
    source: 'api',
    status: 'charged',
    code: null,
    occurredAtMs: BEGAN_MS - ageMs,
    recordedAtMs: BEGAN_MS,
  };
}

function refused(id: string, code: string): Observed {
  return { id, source: 'api', status: 'invalid', code, occurredAtMs: null, recordedAtMs: null };
}

test('events count in each window that is long enough, and for a day', () => {
  const ingestion = openIngestion(BEGAN_MS);
  const at = (ms: number) => ({ receivedAtMs: ms, answeredAtMs: ms });
  ingestion.observe([charged(0), charged(0)], at(BEGAN_MS));
  ingestion.observe([charged(0)], at(BEGAN_MS + 3 * MINUTE_MS));
  const windows = (ms: number) => ingestion.report(ms).windows.map(({ events }) => events);
  expect(windows(BEGAN_MS + 3 * MINUTE_MS)).toEqual([1, 3, 3, 3]);
  expect(windows(BEGAN_MS + 100 * MINUTE_MS)).toEqual([0, 0, 0, 3]);
  expect(windows(BEGAN_MS + 2000 * MINUTE_MS)).toEqual([0, 0, 0, 0]);
});

test('times are told by their middle and by the slowest in a hundred', () => {
  const ingestion = openIngestion(BEGAN_MS);
  expect(ingestion.report(BEGAN_MS)).toMatchObject({ answered: null, recorded: null });
  for (let ms = 1; ms <= 200; ms += 1) {
    ingestion.observe([charged(ms)], { receivedAtMs: BEGAN_MS - 2 * ms, answeredAtMs: BEGAN_MS });
  }
  const { answered, recorded, statuses } = ingestion.report(BEGAN_MS);
  expect(recorded).toEqual({ p50: 100, p99: 198 });
  expect(answered).toEqual({ p50: 200, p99: 396 });
  expect(statuses.get('charged')).toBe(200);
});

test('what was not recorded is told by code, with the newest few', () => {
  const ingestion = openIngestion(BEGAN_MS);
  const now = { receivedAtMs: BEGAN_MS, answeredAtMs: BEGAN_MS };
  for (const id of ['1', '2', '3', '4', '5', '6']) {
    ingestion.observe([refused(id, 'too_old')], now);
  }
  ingestion.observe([refused('x', 'event_malformed')], now);
  const [most, least] = ingestion.report(BEGAN_MS).rejected;
  expect(most).toMatchObject({ code: 'too_old', events: 6 });
  expect(most?.samples.map(({ id }) => id)).toEqual(['6', '5', '4', '3', '2']);
  expect(least).toMatchObject({ code: 'event_malformed', events: 1 });
});
