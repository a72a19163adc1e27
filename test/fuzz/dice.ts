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

/** Dice that roll the same for the same seed: splitmix32. */
export function diceOf(seed: number): Dice {
  let state = seed | 0;
  const roll = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(roll() * end);
  return {
    roll,
    below,
    chance: (share) => roll() < share,
    pick(from) {
      if (from.length === 0) throw new Error('There is nothing to pick from.');
      return from[below(from.length)] as (typeof from)[number];
    },
  };
}
