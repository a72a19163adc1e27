import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CHART_PALETTE } from './chart-palette.ts';
import { ciede2000, contrast, labOf, parseHex, simulate, VISIONS } from './colour-difference.ts';

const CSS = readFileSync(new URL('../styles/tokens.css', import.meta.url), 'utf8');
const TOKENS = new Map(
  [...CSS.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);
const THEMES = ['light', 'dark'] as const;
const DIFFERENCE_MIN = 15;
const MARK_CONTRAST_MIN = 3;
const TEXT_CONTRAST_MIN = 4.5;
const TEXT_PAIRS = [
  ['ink', 'surface'],
  ['ink', 'canvas'],
  ['ink', 'track'],
  ['mute', 'surface'],
  ['mute', 'canvas'],
  ['accent', 'surface'],
  ['accent', 'canvas'],
  ['on-accent', 'accent'],
  ['warn', 'warn-bg'],
  ['danger', 'danger-bg'],
  ['ok', 'ok-bg'],
  ['info', 'info-bg'],
  ['warn', 'surface'],
  ['danger', 'surface'],
] as const;

function token(name: string, theme: (typeof THEMES)[number]): string {
  const found = TOKENS.get(name)?.[theme];
  expect(found, name).toBeDefined();
  return found ?? '';
}

const SLOTS = [1, 2, 3, 4, 5, 6, 7, 8];

test('the difference of colours is that of the published examples', () => {
  // Sharma, Wu and Dalal (2005), pairs 1, 7, 17 and 25 of table 1.
  const pairs = [
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  ] as const;
  for (const [a, b, difference] of pairs) expect(ciede2000(a, b)).toBeCloseTo(difference, 3);
});

test.each(THEMES)('50: series colours differ by 15 under every colour vision, %s', (theme) => {
  for (const vision of VISIONS) {
    const colours = SLOTS.map((slot) =>
      labOf(simulate(parseHex(token(`series-${slot}`, theme)), vision)),
    );
    for (const [at, a] of colours.entries()) {
      for (const [other, b] of colours.slice(at + 1).entries()) {
        const pair = `${vision}: ${at + 1} and ${at + other + 2}`;
        expect(ciede2000(a, b), pair).toBeGreaterThanOrEqual(DIFFERENCE_MIN);
      }
    }
  }
});

test.each(THEMES)('50: marks stand out from the surface, %s', (theme) => {
  const surface = parseHex(token('surface', theme));
  const marks = [...SLOTS.map((slot) => `series-${slot}`), 'series-other', 'line-strong', 'accent'];
  for (const mark of marks) {
    const ratio = contrast(parseHex(token(mark, theme)), surface);
    expect(ratio, mark).toBeGreaterThanOrEqual(MARK_CONTRAST_MIN);
  }
});

test.each(THEMES)('50: every pair of text and ground can be read, %s', (theme) => {
  for (const [text, ground] of TEXT_PAIRS) {
    const ratio = contrast(parseHex(token(text, theme)), parseHex(token(ground, theme)));
    expect(ratio, `${text} on ${ground}`).toBeGreaterThanOrEqual(TEXT_CONTRAST_MIN);
  }
});

test('drawings that leave the page have the light colours of the page', () => {
  const { series, lineStrong, ...others } = CHART_PALETTE;
  expect(series).toEqual(['other', ...SLOTS].map((slot) => token(`series-${slot}`, 'light')));
  expect(lineStrong).toBe(token('line-strong', 'light'));
  for (const [name, colour] of Object.entries(others)) expect(colour).toBe(token(name, 'light'));
});
