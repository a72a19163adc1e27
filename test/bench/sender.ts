import type { EventBatch } from './event-batch.ts';

/** One way of getting events into a database: what is measured, or what it is compared with. */
export interface Sender {
  readonly name: string;
  /** Records a batch durably for one customer; answers how many of its events were acknowledged as charged. */
  send(batch: EventBatch, customer: string): Promise<number>;
  /** The most memory that the process measured has held so far, in MB; absent where there is no process of its own. */
  readonly peakMemory?: () => number;
  /** Ends it, and throws when what is stored is not what was acknowledged in all. */
  finish(acknowledged: number): Promise<void>;
}

/** What a measurement sends. */
export interface Load {
  /** Events in one request. */
  readonly batchSize: number;
  readonly customers: number;
  /** Requests under way at a time. */
  readonly callers: number;
}
