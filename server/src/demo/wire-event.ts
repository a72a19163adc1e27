import { formatInstant, type Instant } from '@fuelgauge/core';
import type { Period } from './period.ts';

/** The JSON of one event of `POST /v1/events`. */
export interface WireEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly customer: string;
  readonly occurred_at: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Whole numbers as numbers, decimals as strings. */
  readonly data: Readonly<Record<string, string | number | boolean>>;
  readonly run?: string;
  readonly sequence?: number;
}

/** An event at a moment, before it has a customer and a place in the order. */
export interface Draft {
  readonly at: Instant;
  readonly id: string;
  readonly type: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly data?: Readonly<Record<string, string | number | boolean>>;
  readonly run?: string;
  readonly sequence?: number;
}

/** The drafts that lie in the period as events of a customer, by time and then by id. */
export function* inOrder(
  customer: string,
  drafts: readonly Draft[],
  within: Period,
): Generator<WireEvent> {
  const inside = drafts.filter(({ at }) => at >= within.startedAt && at < within.end);
  inside.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  for (const { at, data, ...draft } of inside) {
    yield {
      ...draft,
      source: 'demo',
      customer,
      occurred_at: formatInstant(at),
      data: data ?? {},
    };
  }
}
