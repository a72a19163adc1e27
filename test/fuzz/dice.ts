import { seededRandom } from '../faults/seeded-random.ts';

/** A source of choices that a seed decides. */
export interface Dice {
  /** At least 0 and below 1. */
  readonly roll: () => number;
  /** A whole number from 0, below this one. */
  readonly below: (end: number) => number;
  /** True this often, of 1. */
  readonly chance: (share: number) => boolean;
  /** One of them. Throws when there is none. */
  readonly pick: <T>(from: readonly T[]) => T;
}

/** Dice that roll the same for the same seed. */
export function diceOf(seed: number): Dice {
  const { next, chance } = seededRandom(seed);
  const below = (end: number): number => Math.floor(next() * end);
  return {
    roll: next,
    below,
    chance,
    pick(from) {
      if (from.length === 0) throw new Error('There is nothing to pick from.');
      return from[below(from.length)] as (typeof from)[number];
    },
  };
}
