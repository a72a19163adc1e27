import {
  formatCredits,
  formatInstant,
  formatQuantity,
  type Outcome,
  type RatedLine,
  type RecordedEvent,
} from '@fuelgauge/core';
import type { OperationRefusal } from '../answer.ts';

/** One rated line as the wire shows it. The value of a split stands under its dimension's name. */
export type LineJson = {
  readonly meter: string;
  readonly quantity: string;
  readonly billed_quantity: string;
  readonly credits: string;
  readonly list_credits: string;
  readonly price: string | null;
  readonly zero_reason: RatedLine['zeroReason'];
} & { readonly [dimension: string]: string | null };

export function lineJson(line: RatedLine): LineJson {
  return {
    meter: line.meter,
    ...(line.split && { [line.split.dimension]: line.split.value }),
    quantity: formatQuantity(line.quantity),
    billed_quantity: formatQuantity(line.billed),
    credits: formatCredits(line.credits),
    list_credits: formatCredits(line.listCredits),
    price: line.card,
    zero_reason: line.zeroReason,
  };
}

/** What became of one event of a request. */
export interface ResultJson {
  readonly id: string | null;
  readonly source: string | null;
  readonly status:
    | 'charged'
    | 'late'
    | 'unpriced'
    | 'denied'
    | 'duplicate'
    | 'mismatch'
    | 'invalid'
    | 'refused';
  /** Of a duplicate: what the first recording answered. */
  readonly original?: 'charged' | 'late' | 'unpriced' | 'denied';
  readonly credits?: string;
  readonly list_credits?: string;
  readonly unit?: string;
  readonly zero_reason?: RatedLine['zeroReason'];
  readonly entries?: readonly number[];
  readonly price?: string | null;
  readonly lines?: readonly LineJson[];
  readonly occurred_at?: string;
  readonly booked_at?: string;
  readonly recorded_at?: string;
  /** Of a denial: what was asked, what there was, and that only another id can succeed. */
  readonly denial?: {
    readonly code: string;
    readonly required: string;
    readonly available: string;
    readonly retry: 'new_id';
  };
  readonly problem?: OperationRefusal;
}

/** An event that was not judged, because nothing may be written for its customer. */
export interface Unjudged {
  readonly status: 'refused';
  readonly refusal: OperationRefusal;
}

export function resultJson(
  outcome: Outcome | Unjudged,
  sent: { id: string; source: string },
): ResultJson {
  switch (outcome.status) {
    case 'recorded':
      return recordedJson(outcome.event);
    case 'duplicate':
      return {
        ...recordedJson(outcome.event),
        status: 'duplicate',
        original: outcome.event.status,
      };
    case 'mismatch':
      return { ...sent, status: 'mismatch', problem: outcome.refusal };
    case 'invalid':
    case 'refused':
      return { ...sent, status: outcome.status, problem: outcome.refusal };
    default:
      return outcome satisfies never;
  }
}

/** The stored answer: what the first recording said, word for word, each time the event comes again. */
export function recordedJson(event: RecordedEvent): ResultJson {
  return {
    id: event.id,
    source: event.source,
    status: event.status,
    credits: formatCredits(event.credits),
    list_credits: formatCredits(event.listCredits),
    unit: event.unit,
    zero_reason: event.zeroReason,
    entries: [event.seq],
    price: event.lines.find((line) => line.card !== null)?.card ?? null,
    lines: event.lines.map(lineJson),
    occurred_at: formatInstant(event.occurredAt),
    booked_at: formatInstant(event.bookedAt),
    recorded_at: formatInstant(event.recordedAt),
    ...(event.denial && {
      denial: {
        code: event.denial.code,
        required: formatCredits(event.denial.required),
        available: formatCredits(event.denial.available),
        retry: 'new_id' as const,
      },
    }),
  };
}
