import type { PlainUse } from '../model/plain-model.ts';
import type { Random } from './random.ts';
import { STARTS_AT } from './simulated-catalog.ts';
import type { Timeline } from './timeline.ts';

/** What a client wants done: events reported together, or one act. The key makes a repetition recognisable. */
export type Deed =
  | { readonly kind: 'record'; readonly events: readonly WireEvent[] }
  | { readonly kind: 'advance' }
  | Act;

export type Act = { readonly key: string } & (
  | { readonly kind: 'void'; readonly event: string; readonly compensate: boolean }
  | { readonly kind: 'amend'; readonly event: string; readonly amount: number }
  | {
      readonly kind: 'grant';
      readonly grant: string;
      readonly amount: string;
      /** RFC 3339; null for never. */
      readonly ends: string | null;
    }
);

/** An event as it is sent. */
export interface WireEvent {
  readonly id: string;
  readonly customer: string;
  readonly type: string;
  readonly occurred_at: string;
  readonly data: { readonly amount: number; readonly model: string; readonly poison?: true };
  readonly enforce: boolean;
}

/** What was answered: in a few words that the model says too, and whole, because a repetition must be answered the same. */
export interface Said {
  readonly words: string;
  readonly whole: string;
}

/** A transaction that was committed: all there is to know of what happened, in the order in which it counts. */
export interface Commit {
  readonly customer: string;
  /** What the store's clock said. */
  readonly clock: number;
  readonly done:
    | { readonly kind: 'record'; readonly uses: readonly PlainUse[] }
    | { readonly kind: 'advance' }
    | Act;
  readonly said: readonly Said[];
}

/** What a client was told, and may rely on for ever. */
export interface Acknowledged {
  readonly customer: string;
  readonly deed: Deed;
  readonly said: readonly Said[];
}

/** One life of a server: a crash ends it, and what it was waiting for never comes. */
export interface Life {
  readonly server: number;
  isAlive: boolean;
}

/** How bad it gets, as probabilities for each message or transaction. */
export interface Weather {
  readonly dropped: number;
  readonly duplicated: number;
  readonly slow: number;
  readonly cutBeforeCommit: number;
  readonly answerLost: number;
  readonly diskFull: number;
  readonly pausedUnderLock: number;
  readonly unreachable: number;
}

/** Everything that one run shares. */
export interface World {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly weather: Weather;
  /** Nothing fails any more: everything must come to an end. */
  isCalm: boolean;
  /** How far the store's clock is from the truth, in microseconds. */
  clockOffset: number;
  /** The store answers nothing before this moment. */
  stalledUntil: number;
  readonly commits: Commit[];
  readonly acknowledged: Acknowledged[];
  /** What must never happen, such as an error that nobody expects. */
  readonly faults: unknown[];
  /** Times that what the run is for did happen. */
  readonly sometimes: Map<string, number>;
}

/** Counts that something happened which some runs at least must have seen. */
export function note({ sometimes }: World, what: string): void {
  sometimes.set(what, (sometimes.get(what) ?? 0) + 1);
}

/** The true time, in microseconds since 1970. */
export function trueTime({ timeline }: World): number {
  return STARTS_AT + timeline.now();
}

/** The time by the store's clock, which may step. */
export function storeTime(world: World): number {
  return trueTime(world) + world.clockOffset;
}

/** Whether something of this probability fails now; never once it is calm. */
export function fails(world: World, probability: number): boolean {
  return !world.isCalm && world.random.chance(probability);
}

/** What a process that has died waits for. */
export function never<T>(): Promise<T> {
  return new Promise(() => {});
}
