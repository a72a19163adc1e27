import { laneOf, type Part, type PartResult, partText } from './part.ts';
import { latestResults, replacedResults } from './plan-parts.ts';

export interface Report {
  /** A table for each kind, and what failed. */
  readonly text: string;
  /** All in one line, to be quoted. */
  readonly quote: string;
  /** Nothing failed, and every kind met what it is for. */
  readonly isGood: boolean;
}

/** Sums up everything that is in a file of results, whenever it was done; `missing` is what the programme still lacks. */
export function reportOf(results: readonly PartResult[], missing: readonly Part[]): Report {
  const latest = latestResults(results);
  const replaced = replacedResults(results).filter(({ failures }) => failures.length > 0);
  const kinds = KINDS.filter((kind) => latest.some((result) => result.kind === kind));
  const tables = kinds.map((kind) => tableOf(latest.filter((result) => result.kind === kind)));
  const failed = latest.flatMap((result) => failuresOf(result, 'FAILED'));
  const voids = lanesOf(latest).flatMap(voidOf);
  const once = replaced.flatMap((result) => failuresOf(result, 'FAILED BEFORE IT WAS DONE AGAIN'));
  const left = missing.length > 0 ? [`Not done yet: ${count(missing.length)} parts.`] : [];
  const quoted = kinds.map((kind) => QUOTES[kind](sumOf(latest, kind)));
  const bad = latest.filter(({ failures }) => failures.length > 0).length;
  return {
    text: [...tables, ...failed, ...voids, ...once, ...left].join('\n\n'),
    quote: [
      `${[...quoted, ...exceptions({ bad, again: replaced.length, voids: voids.length })].join('; ')}.`,
      ...(missing.length > 0
        ? [`Unfinished: ${latest.length} of ${latest.length + missing.length} parts.`]
        : []),
      originOf(results),
    ].join(' '),
    isGood: failed.length === 0 && voids.length === 0 && latest.length > 0,
  };
}

/** With commas, for people. */
export function count(number: number): string {
  return number.toLocaleString('en-US');
}

type Counts = Readonly<Record<string, number>>;

const KINDS = ['fault', 'simulation', 'fuzz', 'properties'] as const;

const QUOTES: Readonly<Record<Part['kind'], (sum: Counts) => string>> = {
  fault: ({ cycles = 0, acknowledged = 0, lost = 0, doubled = 0, drift = 0 }) =>
    `${count(cycles)} crash cycles, ${count(acknowledged)} acknowledged events, ${lost} lost, ${doubled} charged twice, ${drift} differences in the ledgers`,
  simulation: ({ seeds = 0, 'seeds failed': failed = 0 }) =>
    `${count(seeds)} simulated seeds, ${count(failed)} failures`,
  fuzz: ({ requests = 0, '5xx': errors = 0, 'undeclared or wrong': wrong = 0 }) =>
    `${count(requests)} fuzzed requests, ${count(errors)} server errors, ${count(wrong)} undeclared answers`,
  properties: ({ tests = 0, 'tests failed': failed = 0 }) =>
    `${count(tests)} tests of properties with a new seed, ${count(failed)} failed`,
};

function sumOf(results: readonly PartResult[], kind: Part['kind']): Counts {
  return added(results.filter((result) => result.kind === kind));
}

function added(results: readonly PartResult[]): Counts {
  const sum: Record<string, number> = {};
  for (const { counts } of results)
    for (const [name, number] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + number;
  return sum;
}

function lanesOf(results: readonly PartResult[]): [PartResult, ...PartResult[]][] {
  const lanes = new Map<string, [PartResult, ...PartResult[]]>();
  for (const result of results) {
    const lane = lanes.get(laneOf(result));
    if (lane) lane.push(result);
    else lanes.set(laneOf(result), [result]);
  }
  return [...lanes.values()].sort(([left], [right]) => (laneOf(left) < laneOf(right) ? -1 : 1));
}

function tableOf(results: readonly PartResult[]): string {
  const lanes = lanesOf(results);
  const columns = Object.keys(added(results));
  const isFault = results[0]?.kind === 'fault';
  const rows = lanes.map((lane) => {
    const sum = added(lane);
    const [{ id, name, engine }] = lane;
    const minutes = lane.reduce((total, { seconds }) => total + seconds, 0) / 60;
    const failed = lane.filter(({ failures }) => failures.length > 0).length;
    const cells = columns.map((column) => count(sum[column] ?? 0));
    return [
      id,
      ...(isFault ? [name] : []),
      engine ?? '',
      ...cells,
      count(failed),
      minutes.toFixed(0),
    ];
  });
  const heads = [
    'id',
    ...(isFault ? ['fault'] : []),
    'engine',
    ...columns,
    'parts failed',
    'minutes',
  ];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [heads, heads.map(() => '---'), ...rows].map(line).join('\n');
}

function failuresOf(result: PartResult, how: string): string[] {
  return result.failures.map((why) => `${how} ${partText(result)} (${result.commit}): ${why}`);
}

/** A part that failed before it could meet anything says nothing about what it would have met. */
function voidOf(lane: readonly [PartResult, ...PartResult[]]): string[] {
  const ran = lane.filter(({ counts }) => Object.keys(counts).length > 0);
  const unseen = (ran[0]?.unseen ?? []).filter((what) =>
    ran.every((part) => part.unseen.includes(what)),
  );
  return unseen.map((what) => `VOID ${laneOf(lane[0])}: it never met ${what}`);
}

function exceptions(times: { bad: number; again: number; voids: number }): string[] {
  return [
    ...(times.bad > 0 ? [`parts that FAILED: ${count(times.bad)}`] : []),
    ...(times.voids > 0 ? [`things NEVER MET: ${count(times.voids)}`] : []),
    ...(times.again > 0 ? [`parts that failed and were done again: ${count(times.again)}`] : []),
  ];
}

function originOf(results: readonly PartResult[]): string {
  const of = (what: 'commit' | 'sitting'): string[] => [
    ...new Set(results.map((each) => each[what])),
  ];
  const [sittings, commits] = [of('sitting').length, of('commit')];
  const hours = results.reduce((total, { seconds }) => total + seconds, 0) / 3600;
  const days = [...new Set(results.map(({ at }) => at.slice(0, 10)))].sort();
  return [
    `Seed ${results[0]?.seed}, ${hours.toFixed(1)} hours in ${sittings === 1 ? 'one sitting' : `${sittings} sittings`},`,
    `${days.length > 1 ? `${days[0]} to ${days.at(-1)}` : days[0]},`,
    `${commits.length === 1 ? 'commit' : 'commits'} ${commits.join(', ')}.`,
  ].join(' ');
}
