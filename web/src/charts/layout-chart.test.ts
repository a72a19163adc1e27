import { expect, test } from 'vitest';
import { CHART_WORDS, summaryWords } from '../../fixtures/fixture-words.ts';
import { makeChart } from '../../fixtures/make-chart.ts';
import { bucketLabel, gapsAt, placeWords } from './cell-words.ts';
import { valueAt } from './chart-data.ts';
import { chartSummary } from './chart-summary.ts';
import { layoutChart } from './layout-chart.ts';

const SIZE = { width: 960, height: 280 };

/** Heights of the bars of a path, by bucket. */
function heightsOf(path: string, band: number): Map<number, number> {
  const bars = [...path.matchAll(/M(\S+) \S+?h\S+?v(-?[\d.]+)/g)];
  return new Map(bars.map(([, x, height]) => [Math.floor(Number(x) / band), Number(height)]));
}

test('bars are as high as their numbers, to the pixel', () => {
  const data = makeChart('month');
  const layout = layoutChart(data, SIZE, { kind: 'bars' });
  const [zero, next] = layout.ticks.slice(-2);
  const perUnit = ((zero?.y ?? 0) - (next?.y ?? 0)) / 200;
  for (const [index, { path }] of layout.marks.entries()) {
    const heights = heightsOf(path, layout.band);
    const series = data.series[index];
    data.buckets.forEach((_, bucket) => {
      const wanted = Math.abs(series ? valueAt(series, bucket) : 0) * Math.abs(perUnit);
      // A pixel of surface stays between two segments.
      expect(Math.abs((heights.get(bucket) ?? 0) - wanted)).toBeLessThanOrEqual(1.02);
    });
  }
});

test('one path a series, however many buckets', () => {
  for (const name of ['month', 'year'] as const) {
    const data = makeChart(name);
    expect(layoutChart(data, SIZE, { kind: 'bars' }).marks).toHaveLength(data.series.length);
  }
});

test('a hidden series is not drawn and the axis fits what is left', () => {
  const data = makeChart('year');
  const all = layoutChart(data, SIZE, { kind: 'bars' });
  const hidden = new Set(['s0']);
  const some = layoutChart(data, SIZE, { kind: 'bars', hidden });
  expect(some.marks.map(({ key }) => key)).not.toContain('s0');
  expect(some.ticks.at(-1)?.text).not.toBe(all.ticks.at(-1)?.text);
});

test('7: a day without usage is a zero, a gap is a span that says what is missing', () => {
  const data = makeChart('month');
  expect(data.text({ bucket: 2, series: null })).toBe('0');
  expect(gapsAt(data, 2)).toEqual([]);
  expect(gapsAt(data, 3)).toEqual(['No data received 02:10–14:40']);
  const [gap] = layoutChart(data, SIZE, { kind: 'bars' }).gaps;
  expect(gap?.width).toBeGreaterThan(2);
  expect(placeWords(data, { bucket: 3, series: null }, CHART_WORDS)).toContain('No data received');
});

test('9: the day the clocks go back has 25 bars, and the hour that comes twice says its offset', () => {
  const data = makeChart('hours');
  const layout = layoutChart(data, SIZE, { kind: 'bars' });
  expect(layout.band * 25).toBeCloseTo(layout.plot.width);
  const labels = data.buckets.map((_, bucket) => bucketLabel(data, bucket, CHART_WORDS));
  expect(new Set(labels).size).toBe(25);
  expect(labels.filter((label) => label.includes('02:00'))).toEqual([
    'Sun 25 Oct 02:00 +02:00',
    'Sun 25 Oct 02:00 +01:00',
  ]);
});

test('a rule that would press the bars flat is left out', () => {
  const data = makeChart('month');
  const ruled = (value: number) =>
    layoutChart({ ...data, rules: [{ key: 'cap', value, label: '' }] }, SIZE, { kind: 'bars' });
  expect(ruled(600).rules).toHaveLength(1);
  expect(ruled(60_000).rules).toHaveLength(0);
});

test('the bucket that still lasts is marked, and says so far', () => {
  const data = makeChart('month');
  const layout = layoutChart(data, SIZE, { kind: 'bars' });
  expect(Math.floor((layout.soFar?.x ?? 0) / layout.band)).toBe(18);
  expect(bucketLabel(data, 18, CHART_WORDS)).toBe('Thu 19 Nov, so far');
});

test('25: an estimate has a band around its median and a range in words', () => {
  const data = makeChart('estimate');
  const { estimate } = layoutChart(data, SIZE, { kind: 'bars' });
  expect(estimate?.band).toMatch(/^M.*Z$/);
  expect(estimate?.median).toMatch(/^M/);
  expect(placeWords(data, { bucket: 30, series: null }, CHART_WORDS)).toMatch(
    /^Tue 1 Dec, Estimate [\d,]+–[\d,]+$/,
  );
  const none = layoutChart({ ...data, estimate: undefined }, SIZE, { kind: 'bars' });
  expect(none.estimate).toBeUndefined();
});

test('the summary names the total, the highest bucket, the largest series and what is missing', () => {
  const words = summaryWords({ unit: 'credits', granularity: 'day', period: '1 – 19 Nov' });
  expect(chartSummary({ data: makeChart('month'), words }).join(' ')).toBe(
    '5,850 credits, 1 – 19 Nov. Highest day Wed 11 Nov, 443. Most went to AI inference, 42.3 %. ' +
      'No data received 02:10–14:40.',
  );
});

test('a chart without data has axes and nothing else', () => {
  const data = { ...makeChart('few'), series: [], buckets: [] };
  for (const kind of ['bars', 'lines'] as const) {
    const layout = layoutChart(data, SIZE, { kind });
    expect(layout.marks).toEqual([]);
    expect(JSON.stringify(layout)).not.toMatch(/null,null|NaN/);
  }
});
