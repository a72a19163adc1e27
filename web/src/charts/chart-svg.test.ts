import { expect, test } from 'vitest';
import { makeChart } from '../../fixtures/make-chart.ts';
import { chartSvg } from './chart-svg.ts';

const draw = (name: Parameters<typeof makeChart>[0], title = 'Credits per day') =>
  chartSvg({
    data: makeChart(name),
    kind: name === 'lines' || name === 'few' ? 'lines' : 'bars',
    title,
    summary: 'A summary.',
  });

test('a drawing needs nothing around it: no class, no variable, every pattern defined', () => {
  for (const name of ['month', 'year', 'lines', 'estimate', 'few'] as const) {
    const svg = draw(name);
    expect(svg).not.toMatch(/class=|var\(|style=|href=|NaN|undefined/);
    for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(svg).toContain(`id="${id}"`);
  }
});

test('it shows the numbers of the legend and has a path a series', () => {
  const data = makeChart('year');
  const svg = draw('year');
  data.series.forEach(({ label }, series) => {
    expect(svg).toContain(`>${label}  ${data.text({ bucket: null, series })}<`);
  });
  expect(svg.match(/<path d="M[^"]{2000,}"/g)).toHaveLength(data.series.length);
});

test('names with markup and control characters stay text', () => {
  const svg = draw('few', '<script>alert("1")</script>&\u0007\ud800');
  expect(svg).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;\ufffd\ufffd');
});
