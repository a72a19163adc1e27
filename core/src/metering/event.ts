import type { Instant } from '../time.ts';

/** A JSON scalar, as event properties hold it. Numbers appear only where they are exact; the edge refuses others. */
export type Scalar = string | number | boolean | null;

/** One reported fact of use, checked for form at the edge. Immutable; unique by source and id within its customer. */
export interface UsageEvent {
  /** First 128 bits of SHA-256(source, 0x00, id), as 32 hex digits. */
  readonly key: string;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly occurredAt: Instant;
  /** A value, or several for a tree dimension: their lowest common ancestor is charged. */
  readonly dimensions: Readonly<Record<string, string | readonly string[]>>;
  readonly data: Readonly<Record<string, Scalar>>;
  readonly run: string | null;
  readonly sequence: number | null;
  /** 128 bits of SHA-256 over the canonical form of what the client sent, without `enforce`, as 32 hex digits. */
  readonly fingerprint: string;
  /** Refuse the event, rather than overdraw, when the customer cannot pay it. */
  readonly enforce: boolean;
}

/** What the directory knows that a batch needs: parents by dimension id and value, at the instant asked. */
export interface Directory {
  /** The parent's id at `at`; null for a root; undefined when the value is not in the directory. */
  parentOf(dimension: string, value: string, at: Instant): string | null | undefined;
  /**
   * What the event was attributed to when it was recorded; absent or undefined: find it out. The proof knows
   * it and must take it from there, because parents may have been stated otherwise since.
   */
  attributionOf?(event: UsageEvent): Readonly<Record<string, string>> | undefined;
}
