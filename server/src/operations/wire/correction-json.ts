import { type Correction, formatCredits, formatInstant } from '@fuelgauge/core';
import { grantIdJson } from './balance-json.ts';
import { type LineJson, lineJson, type ResultJson, recordedJson } from './event-json.ts';

/** A correction as the wire shows it. */
export interface CorrectionJson {
  readonly status: 'voided' | 'amended' | 'priced' | 'duplicate';
  readonly id: string;
  readonly source: string;
  /** What changed in all: negative when the customer gets credits back. */
  readonly credits: string;
  /** The part of it that running totals owe, because the event left them. */
  readonly rerated: string;
  readonly unit: string;
  readonly entries: readonly number[];
  readonly reason: string;
  readonly booked_at: string;
  readonly recorded_at: string;
  readonly compensation: { readonly grant: string; readonly credits: string } | null;
  /** The event as it stands now; null once it is voided. */
  readonly event: ResultJson | null;
  readonly lines: readonly LineJson[];
}

export function correctionJson(correction: Correction, customerId: bigint): CorrectionJson {
  const { event, compensation } = correction;
  return {
    status: ({ void: 'voided', amend: 'amended', price: 'priced' } as const)[correction.kind],
    id: event.id,
    source: event.source,
    credits: formatCredits(correction.credits),
    rerated: formatCredits(correction.rerated),
    unit: correction.unit,
    entries: [correction.seq],
    reason: correction.reason,
    booked_at: formatInstant(correction.bookedAt),
    recorded_at: formatInstant(correction.recordedAt),
    compensation: compensation && {
      grant: grantIdJson(customerId, compensation.grant),
      credits: formatCredits(compensation.amount),
    },
    event: event.isVoid ? null : recordedJson(event),
    lines: event.isVoid ? [] : event.lines.map(lineJson),
  };
}
