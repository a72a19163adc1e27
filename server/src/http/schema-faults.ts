import type { z } from 'zod';
import type { ProblemPlace } from './problem.ts';

export type PlaceKind = 'pointer' | 'parameter';

/** How many places of one document are named. */
const PLACES_MAX = 100;

/** The places where something sent does not fit a schema, each with a sentence. */
export function schemaFaults(
  error: z.ZodError,
  sent: { kind: PlaceKind; value: unknown },
): ProblemPlace[] {
  const faults = error.issues.flatMap((issue) => placesOf(issue, sent.value));
  return faults.slice(0, PLACES_MAX).map(({ path, detail }) => {
    const pointer = path.map((key) => `/${escaped(String(key))}`).join('');
    return sent.kind === 'pointer'
      ? { pointer, detail }
      : { parameter: path.map(String).join('.'), detail };
  });
}

interface Place {
  readonly path: readonly PropertyKey[];
  readonly detail: string;
}

function placesOf(issue: z.core.$ZodIssue, value: unknown): Place[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      detail: `There is no field "${key.toWellFormed().slice(0, 100)}" here. Leave it out.`,
    }));
  }
  const isMissing = issue.code === 'invalid_type' && valueAt(value, issue.path) === undefined;
  const name = String(issue.path.at(-1) ?? 'the body');
  return [
    { path: issue.path, detail: isMissing ? `${name} is missing.` : `${name}: ${issue.message}` },
  ];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<PropertyKey, unknown>)[key];
  }
  return found;
}

function escaped(name: string): string {
  return name.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1');
}
