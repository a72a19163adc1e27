import { parseArgs } from 'node:util';
import type { Programme } from './plan-parts.ts';

export interface Order extends Omit<Programme, 'seed'> {
  /** Undefined when it was not told. */
  readonly seed: number | undefined;
  readonly results: string | undefined;
  /** Do the parts again that failed. */
  readonly again: boolean;
  /** Parts that are done at the same time. */
  readonly workers: number;
}

export const USAGE = `npm run torture -- [options]
  --cycles N      of each kind of fault and engine: 50
  --seeds N       simulated: 5000
  --fuzz N        requests: 50000
  --only NAME     faults, simulation, fuzz or properties; or a fault by id or a part of its name
  --results FILE  add a line for each part that is done, and leave out what has one: stopped, the programme goes on from there
  --again         do the parts again that failed
  --workers N     parts at the same time: 1
  --seed N        what decides everything that the run decides by itself; that of the results, or a new one`;

/** Of the words of a command line; undefined when they are no order. */
export function readOrder(words: readonly string[]): Order | undefined {
  const { values } = parseArgs({
    args: [...words],
    options: {
      cycles: { type: 'string', default: '50' },
      seeds: { type: 'string', default: '5000' },
      fuzz: { type: 'string', default: '50000' },
      only: { type: 'string' },
      results: { type: 'string' },
      again: { type: 'boolean', default: false },
      workers: { type: 'string', default: '1' },
      seed: { type: 'string' },
    },
  });
  const { cycles: ofCycles, seeds: ofSeeds, fuzz: ofFuzz, workers: ofWorkers } = values;
  const numbers = [ofCycles, ofSeeds, ofFuzz, ofWorkers, values.seed ?? '1'].map(Number);
  if (!numbers.every((number) => Number.isSafeInteger(number) && number > 0)) return undefined;
  const [cycles = 0, seeds = 0, fuzz = 0, workers = 0, seed] = numbers;
  const { results, again } = values;
  return {
    ...{ cycles, seeds, fuzz, workers, results, again },
    seed: values.seed === undefined ? undefined : seed,
    only: values.only?.toLowerCase(),
  };
}
