import { expect, test } from 'vitest';
import { bucketText, clockText, momentText, periodText } from './time-text.ts';

const BERLIN = 'Europe/Berlin';
const NOVEMBER = { start: new Date('2026-10-31T23:00:00Z'), end: new Date('2026-11-30T23:00:00Z') };

test('a moment is written in the billing zone and names it', () => {
  expect(momentText(NOVEMBER.end, BERLIN)).toBe('1 Dec 00:00 CET');
  expect(clockText(new Date('2026-11-20T13:02:31Z'), BERLIN)).toBe('14:02:31');
});

test('a period ends with its last day, not with the first of the next', () => {
  expect(periodText(NOVEMBER, BERLIN).replace(/\s/g, ' ')).toBe('1 – 30 Nov 2026');
});

test('a bucket is named by its local day, a part of a day by its hour, a week by both ends', () => {
  const day = { start: new Date('2026-11-13T23:00:00Z'), end: new Date('2026-11-14T23:00:00Z') };
  expect(bucketText(day, BERLIN)).toBe('Sat 14 Nov');
  const hour = { start: new Date('2026-11-14T12:00:00Z'), end: new Date('2026-11-14T13:00:00Z') };
  expect(bucketText(hour, BERLIN)).toBe('Sat 14 Nov 13:00');
  const week = { start: new Date('2026-11-08T23:00:00Z'), end: new Date('2026-11-15T23:00:00Z') };
  expect(bucketText(week, BERLIN).replace(/\s/g, ' ')).toBe('9 – 15 Nov');
  const cut = new Date('2026-11-14T08:30:00Z');
  expect(bucketText({ start: day.start, end: cut }, BERLIN)).toBe('Sat 14 Nov 00:00–09:30');
  expect(bucketText({ start: cut, end: day.end }, BERLIN)).toBe('Sat 14 Nov 09:30–24:00');
  const long = { start: new Date('2026-10-24T22:00:00Z'), end: new Date('2026-10-25T23:00:00Z') };
  expect(bucketText(long, BERLIN)).toBe('Sun 25 Oct');
});
