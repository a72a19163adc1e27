import type { Engine } from '../../server/src/store/database.ts';
import { laneOf, type Part, type PartResult } from './part.ts';

export interface Programme {
  /** Of each kind of fault and engine. */
  readonly cycles: number;
  /** To be simulated. */
  readonly seeds: number;
  /** Requests, shared out among the engines. */
  readonly fuzz: number;
  readonly seed: number;
  /** In lower case: a kind, `faults`, a fault's id or a part of its name. */
  readonly only: string | undefined;
}

export interface Possible {
  readonly faults: readonly { readonly id: string; name: string; engines: readonly Engine[] }[];
  readonly engines: readonly Engine[];
}

/** What is lost at most when the programme is stopped. */
const CYCLES_OF_A_PART = 10;
const SEEDS_OF_A_PART = 500;
const REQUESTS_OF_A_PART = 20_000;

/** All parts of a programme, its kinds interleaved: however far it gets, every kind has got as far. */
export function planParts(programme: Programme, { faults, engines }: Possible): Part[] {
  const { cycles, seeds, fuzz, seed, only } = programme;
  const wants = (...names: readonly string[]): boolean =>
    only === undefined || names.includes(only);
  const requests = Math.ceil(fuzz / engines.length);
  const lanes: Lane[] = [
    ...faults
      .filter(({ id, name }) => wants('faults', id.toLowerCase()) || hasPart(name, only))
      .flatMap(({ id, name, engines: affected }) =>
        engines
          .filter((engine) => affected.includes(engine))
          .map((engine): Lane => [{ kind: 'fault', id, name, engine }, cycles, CYCLES_OF_A_PART]),
      ),
    ...engines
      .filter(() => wants('fuzz'))
      .map((engine): Lane => [named('fuzz', engine), requests, REQUESTS_OF_A_PART]),
  ];
  if (wants('simulation')) lanes.push([named('simulation', null), seeds, SEEDS_OF_A_PART]);
  if (wants('properties')) lanes.push([named('properties', null), 1, 1]);
  return lanes
    .flatMap(([lane, total, size]) =>
      rangesOf(total, size).map(({ from, to }) => ({
        part: { ...lane, from, to, seed },
        place: (from + to) / 2 / total,
      })),
    )
    .sort((left, right) => left.place - right.place)
    .map(({ part }) => part);
}

/** Of a plan, what the results do not cover. A part that failed has been done, unless failed ones are to be done again. */
export function missingParts(
  plan: readonly Part[],
  results: readonly PartResult[],
  { again = false }: { again?: boolean } = {},
): Part[] {
  const done = latestResults(results)
    .filter(({ failures }) => !again || failures.length === 0)
    .sort((left, right) => left.from - right.from);
  return plan.flatMap((part) => {
    let { from } = part;
    for (const each of done)
      if (laneOf(each) === laneOf(part) && each.from <= from && each.to > from) from = each.to;
    return from < part.to ? [{ ...part, from }] : [];
  });
}

/** The last result of each part: a part done again counts once. */
export function latestResults(results: readonly PartResult[]): PartResult[] {
  return [...new Map(results.map((result) => [keyOf(result), result])).values()];
}

/** Results that a later one of the same part has replaced. */
export function replacedResults(results: readonly PartResult[]): PartResult[] {
  const latest = new Set(latestResults(results));
  return results.filter((result) => !latest.has(result));
}

type Lane = readonly [
  lane: Pick<Part, 'kind' | 'id' | 'name' | 'engine'>,
  total: number,
  size: number,
];

function named(kind: 'simulation' | 'fuzz' | 'properties', engine: Engine | null): Lane[0] {
  return { kind, id: kind, name: kind, engine };
}

function hasPart(name: string, only: string | undefined): boolean {
  return only !== undefined && name.toLowerCase().includes(only);
}

function rangesOf(total: number, size: number): { from: number; to: number }[] {
  return Array.from({ length: Math.ceil(total / size) }, (_, index) => ({
    from: index * size,
    to: Math.min((index + 1) * size, total),
  }));
}

function keyOf(part: Part): string {
  return `${laneOf(part)} ${part.from} ${part.to}`;
}
