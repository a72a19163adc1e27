import type { ChartData } from './chart-data.ts';
import { CHART_PALETTE } from './chart-palette.ts';
import { estimateWidth } from './layout-axis.ts';
import {
  type ChartLayout,
  type ChartOptions,
  type ChartSize,
  layoutChart,
} from './layout-chart.ts';
import { px, rectanglePath } from './path.ts';
import { dashOf, patternId, SERIES_PATTERNS } from './series-patterns.ts';

export interface ChartSvgInput {
  readonly data: ChartData;
  readonly kind: ChartOptions['kind'];
  readonly title: string;
  /** Becomes the description of the drawing. */
  readonly summary: string;
  /** Of the whole drawing without the legend; 960 × 400 when not said. */
  readonly size?: ChartSize | undefined;
  readonly hidden?: ReadonlySet<string> | undefined;
  /** On when not said: paper may have no colours. */
  readonly patterned?: boolean | undefined;
}

const SIZE = { width: 960, height: 400 };
const PADDING_PX = 16;
const TITLE_PX = 32;
const ROW_PX = 22;
const SWATCH_PX = 12;
const FONT = 'Inter, system-ui, sans-serif';
const { surface, ink, mute, line, lineStrong } = CHART_PALETTE;

/**
 * A chart as an SVG document that needs nothing around it: light, with a title, its numbers as a
 * legend, and patterns. Pure, for downloads in a page and for mail and paper on a server.
 */
export function chartSvg(input: ChartSvgInput): string {
  const { data, kind, title, summary, hidden, size = SIZE, patterned = true } = input;
  const inner = { width: size.width - 2 * PADDING_PX, height: size.height - TITLE_PX - PADDING_PX };
  // Glyphs without words would say nothing here.
  const layout = layoutChart({ ...data, events: undefined }, inner, { kind, hidden });
  const legend = legendOf({ ...input, patterned, width: inner.width });
  const height = size.height + legend.height + PADDING_PX;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${height}" viewBox="0 0 ${size.width} ${height}" role="img" font-family="${FONT}" font-size="12">`,
    `<title>${escapeText(title)}</title><desc>${escapeText(summary)}</desc>`,
    `<defs>${patterns()}</defs>`,
    `<rect width="100%" height="100%" fill="${surface}"/>`,
    text({ x: PADDING_PX, y: 24, fill: ink, more: 'font-size="15" font-weight="600"' }, title),
    `<g transform="translate(${PADDING_PX + layout.plot.left} ${TITLE_PX + layout.plot.top})">`,
    axis(layout),
    layout.gaps.map(({ x, width }) => gap(x, width, layout.plot.height)).join(''),
    estimate(layout),
    marks(layout, patterned),
    path(layout.comparison, `fill="none" stroke="${mute}"`),
    layout.rules.map(({ y, label }) => rule(y, { label, width: layout.plot.width })).join(''),
    '</g>',
    `<g transform="translate(${PADDING_PX} ${size.height})">${legend.text}</g>`,
    '</svg>',
  ].join('');
}

function patterns(): string {
  const series = SERIES_PATTERNS.map(({ slot, size, mark }) => {
    const over =
      mark === null
        ? `<circle cx="${size / 2}" cy="${size / 2}" r="1" fill="${surface}" fill-opacity="0.8"/>`
        : `<path d="${mark}" fill="none" stroke="${surface}" stroke-opacity="0.7"/>`;
    const ground = `<rect width="${size}" height="${size}" fill="${colourOf(slot)}"/>`;
    return pattern(patternId(slot) ?? '', { size, inside: ground + over });
  });
  const hatch = `<path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="${surface}" stroke-width="2"/>`;
  const gaps = `<path d="M-1 -1L9 9M-1 7L1 9M7 -1L9 1" stroke="${lineStrong}"/>`;
  return [
    ...series,
    pattern('chart-hatch', { size: 6, inside: hatch }),
    pattern('chart-gap', { size: 8, inside: gaps }),
  ].join('');
}

function pattern(id: string, { size, inside }: { size: number; inside: string }): string {
  return `<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse">${inside}</pattern>`;
}

function axis({ grid, ticks, labels, zeroY, plot }: ChartLayout): string {
  return [
    path(grid, `stroke="${line}"`),
    ...ticks.map((tick) =>
      text({ x: -8, y: tick.y, fill: mute, more: 'text-anchor="end" dy="0.32em"' }, tick.text),
    ),
    ...labels.map((label) =>
      text(
        { x: label.x, y: plot.height + 18, fill: mute, more: `text-anchor="${label.anchor}"` },
        label.text,
      ),
    ),
    path(`M0 ${zeroY}h${px(plot.width)}`, `stroke="${lineStrong}"`),
  ].join('');
}

function marks({ kind, marks: each, below, soFar, direct, plot }: ChartLayout, patterned: boolean) {
  if (kind === 'lines') {
    const lines = each.map(({ slot, path: d }) => {
      const dash = patterned ? ` stroke-dasharray="${dashOf(slot)}"` : '';
      return path(d, `fill="none" stroke="${colourOf(slot)}" stroke-width="2"${dash}`);
    });
    const names = direct.map(({ y, label }) =>
      text({ x: plot.width + 6, y, fill: ink, more: 'dy="0.32em"' }, label),
    );
    return [...lines, ...names].join('');
  }
  const veil = soFar && rectanglePath({ ...soFar, y: 0, height: plot.height });
  return [
    ...each.map(({ slot, path: d }) => path(d, `fill="${fillOf(slot, patterned)}"`)),
    path(below, 'fill="url(#chart-hatch)"'),
    path(veil ?? '', `fill="${surface}" fill-opacity="0.45"`),
    path(soFar?.outline ?? '', `fill="none" stroke="${ink}" stroke-dasharray="3 2"`),
  ].join('');
}

function estimate({ estimate: likely }: ChartLayout): string {
  if (!likely) return '';
  return (
    path(likely.band, `fill="${mute}" fill-opacity="0.18"`) +
    path(likely.median, `fill="none" stroke="${mute}" stroke-width="2" stroke-dasharray="5 4"`)
  );
}

function gap(x: number, width: number, height: number): string {
  const d = rectanglePath({ x, y: 0, width, height });
  return path(d, `fill="url(#chart-gap)" stroke="${lineStrong}" stroke-dasharray="2 2"`);
}

function rule(y: number, { label, width }: { label: string; width: number }): string {
  const dy = y < 16 ? '1.3em' : '-0.5em';
  const halo = `paint-order="stroke" stroke="${surface}" stroke-width="4" dy="${dy}"`;
  return (
    path(`M0 ${y}h${px(width)}`, `stroke="${ink}" stroke-dasharray="4 4"`) +
    text({ x: 4, y, fill: ink, more: halo }, label)
  );
}

/** Swatches, names and amounts, as many to a row as fit. */
function legendOf(input: ChartSvgInput & { patterned: boolean; width: number }) {
  let x = 0;
  let y = 0;
  const parts: string[] = [];
  input.data.series.forEach(({ key, label, slot }, series) => {
    if (input.hidden?.has(key)) return;
    const words = `${label}  ${input.data.text({ bucket: null, series })}`;
    const wide = SWATCH_PX + 6 + estimateWidth(words) + 20;
    if (x > 0 && x + wide > input.width) {
      x = 0;
      y += ROW_PX;
    }
    const d = rectanglePath({ x, y, width: SWATCH_PX, height: SWATCH_PX });
    parts.push(path(d, `fill="${fillOf(slot, input.patterned)}"`));
    parts.push(text({ x: x + SWATCH_PX + 6, y: y + 10, fill: ink, more: '' }, words));
    x += wide;
  });
  return { text: parts.join(''), height: y + ROW_PX };
}

function fillOf(slot: number, patterned: boolean): string {
  const id = patterned ? patternId(slot) : undefined;
  return id === undefined ? colourOf(slot) : `url(#${id})`;
}

function colourOf(slot: number): string {
  return CHART_PALETTE.series[slot] ?? CHART_PALETTE.series[0];
}

function path(d: string, attributes: string): string {
  return d === '' ? '' : `<path d="${d}" ${attributes}/>`;
}

interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly fill: string;
  readonly more: string;
}

function text({ x, y, fill, more }: TextPlace, words: string): string {
  return `<text x="${px(x)}" y="${px(y)}" fill="${fill}" ${more}>${escapeText(words)}</text>`;
}

// A control character, or half of a pair, would make the document unreadable as XML.
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;

function escapeText(words: string): string {
  return words
    .toWellFormed()
    .replace(FORBIDDEN, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
