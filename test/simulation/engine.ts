import type { UsageEvent } from '@fuelgauge/core';
import type { Patience } from '../../server/src/operations/context.ts';
import type { Recorded } from '../../server/src/recording/lane.ts';
import { type Act, type Life, note, type Said, type World } from './world.ts';

/** The server's program, running over some store. Throws as the store fails. */
export interface Program {
  /** Through the real lanes. */
  record(customer: string, events: readonly UsageEvent[]): Promise<Recorded>;
  act(customer: string, act: Act): Promise<Said>;
  /** Books what has fallen due. */
  advance(customer: string): Promise<void>;
}

/** What the store holds of a customer in the end. */
export interface Holdings {
  readonly posted: bigint;
  readonly overdraft: bigint;
  /** Each grant in words, in no order. */
  readonly grants: readonly string[];
  /** How each event stands, by its id. */
  readonly events: ReadonlyMap<string, string>;
  /** How many events are stored: one that is there twice counts twice. */
  readonly eventCount: number;
}

/** What programs run over: tier A keeps books in memory, tier B is the product's own store. */
export interface Engine {
  start(life: Life): Program;
  /** What is held; throws when an invariant does not hold. */
  inspect(customer: string): Promise<Holdings>;
  close(): Promise<void>;
}

interface GrantFigures {
  readonly kind: string;
  readonly amount: bigint;
  readonly left: bigint;
  readonly expired: bigint;
  readonly repaid: bigint;
}

/** A grant in words. */
export function grantWords({ kind, amount, left, expired, repaid }: GrantFigures): string {
  return `${kind} of ${amount}: ${left} left, ${expired} expired, ${repaid} repaid`;
}

/** Counts batches that lanes made of what several clients sent. */
export function noteBatch(world: World, events: readonly UsageEvent[]): void {
  const clients = new Set(events.map(({ id }) => id.split('-')[0]));
  if (clients.size > 1) note(world, 'one batch for several requests');
}

/** How a server waits in virtual time. */
export function patienceOf({ timeline, random }: World): Patience {
  return {
    nowMs: () => timeline.now() / 1000,
    pause: (attempt) => timeline.sleep(5000 * 2 ** attempt * (0.5 + random.next())),
  };
}
