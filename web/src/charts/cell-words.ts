import { type ChartData, seriesOf } from './chart-data.ts';
import type { ChartWords } from './chart-words.ts';
import type { CursorPlace } from './cursor-move.ts';

/** What a bucket is called; one that still lasts says so. */
export function bucketLabel({ buckets }: ChartData, bucket: number, words: ChartWords): string {
  const at = buckets[bucket];
  if (!at) return '';
  return at.state === 'now' ? `${at.label}, ${words.soFar}` : at.label;
}

/** A place read out: `Sat 14 Nov, total 161, Agent runs 33`. */
export function placeWords(
  data: ChartData,
  { bucket, series }: CursorPlace,
  words: ChartWords,
): string {
  const estimate = data.estimate?.text(bucket);
  const parts = [bucketLabel(data, bucket, words)];
  if (data.buckets[bucket]?.state !== 'ahead') {
    parts.push(`${words.total} ${data.text({ bucket, series: null })}`);
    const named = series === null ? seriesOf(data, bucket) : [series];
    for (const index of named) {
      parts.push(`${data.series[index]?.label ?? ''} ${data.text({ bucket, series: index })}`);
    }
  }
  if (data.estimate && estimate !== undefined) parts.push(`${data.estimate.label} ${estimate}`);
  parts.push(...gapsAt(data, bucket));
  return parts.join(', ');
}

/** What is missing in a bucket. */
export function gapsAt({ gaps }: ChartData, bucket: number): string[] {
  return (gaps ?? [])
    .filter(({ from, to }) => from < bucket + 1 && to > bucket)
    .map(({ label }) => label);
}
