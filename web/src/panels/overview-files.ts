import type { Overview, Usage } from '@fuelgauge/sdk';
import { chartPng } from '../charts/chart-png.ts';
import { chartSvg } from '../charts/chart-svg.ts';
import { fileName, saveFile } from '../data/table-csv.ts';
import { usageCsv } from '../data/usage-csv.ts';
import type { AmountScale } from '../figures/amount-scale.ts';
import { dateOf, lastDateOf } from '../figures/period.ts';
import type { UsageFigures } from '../figures/usage-figures.ts';

export interface OverviewFilesInput {
  readonly overview: Overview;
  readonly scale: AmountScale;
  readonly figures: UsageFigures;
  /** What usage is split by. */
  readonly by: string;
  /** Of the chart as it is drawn now. */
  readonly mode: 'cumulative' | 'daily';
  readonly title: string;
}

/** The chart's table with exact amounts. */
export function saveTable(input: OverviewFilesInput): void {
  const { overview, scale, by } = input;
  saveFile(nameOf(input, 'csv'), usageCsv({ usage: overview.usage, scale, by }));
}

/** The whole answer that the page is made of. */
export function saveAnswer(input: OverviewFilesInput): void {
  saveFile(nameOf(input, 'json'), `${JSON.stringify(input.overview, null, 2)}\n`);
}

/** The chart, to be drawn in any size. */
export function saveDrawing(input: OverviewFilesInput): void {
  saveFile(nameOf(input, 'svg'), drawingOf(input));
}

/** The chart as a picture. */
export async function savePicture(input: OverviewFilesInput): Promise<void> {
  saveFile(nameOf(input, 'png'), await chartPng(drawingOf(input)));
}

/** Entries as the server writes them, named for their stretch of time. */
export async function saveEntries(
  { customer, time_zone: zone }: Usage,
  { from, to }: { readonly from: string; readonly to: string },
  rows: ReadableStream<Uint8Array>,
): Promise<void> {
  const name = fileName([customer, 'activity', dateOf(from, zone), lastDateOf(to, zone)], 'csv');
  saveFile(name, await new Response(rows).blob());
}

function nameOf({ overview: { usage }, by }: OverviewFilesInput, extension: string): string {
  const dates = [dateOf(usage.from, usage.time_zone), lastDateOf(usage.to, usage.time_zone)];
  return fileName([usage.customer, 'usage', ...dates, `by-${by}`], extension);
}

function drawingOf({ figures, mode, title }: OverviewFilesInput): string {
  return chartSvg({ data: figures.charts[mode], kind: 'bars', title, summary: title });
}
