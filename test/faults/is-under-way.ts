import type { Attempt } from './load-protocol.ts';

/** Whether a request had been sent and not been answered at a moment, in milliseconds since the epoch. */
export function isUnderWay({ from, to, outcome }: Attempt, at: number): boolean {
  return from < at && at < to && outcome !== 'ECONNREFUSED';
}
