import type { Draft } from './draft.ts';

/** How many requests may be sent to make one simpler. */
const TRIES = 80;

/**
 * Leaves out of a draft what is not needed for it to fail, part by part. `fails` sends a draft and tells whether it still
 * does. What earlier requests made is left as it is, so a failure that needs a moment may stay as it was.
 */
export async function simplifyDraft(
  draft: Draft,
  fails: (draft: Draft) => Promise<boolean>,
): Promise<Draft> {
  let simplest = draft;
  let tries = 0;
  for (let index = 0, candidates = simpler(draft); index < candidates.length && tries < TRIES; ) {
    const candidate = candidates[index] as Draft;
    tries += 1;
    if (await fails(candidate)) {
      simplest = candidate;
      candidates = simpler(candidate);
      index = 0;
    } else index += 1;
  }
  return simplest;
}

/** Each with one thing less. */
function simpler(draft: Draft): Draft[] {
  const { wire, headers, query, body } = draft;
  return [
    ...wire.map((_, index) => ({ ...draft, wire: wire.toSpliced(index, 1) })),
    ...headers.map((_, index) => ({ ...draft, headers: headers.toSpliced(index, 1) })),
    ...query.map((_, index) => ({ ...draft, query: query.toSpliced(index, 1) })),
    ...(body === null
      ? []
      : smaller(body.value).map((value) => ({ ...draft, body: { ...body, value } }))),
  ];
}

function smaller(value: unknown): unknown[] {
  if (typeof value === 'string' && value.length > 8)
    return [value.slice(0, value.length / 2), value.slice(value.length / 2)];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    const without = value.slice(0, 20).map((_, index) => value.toSpliced(index, 1));
    return [
      ...without,
      ...value
        .slice(0, 5)
        .flatMap((each, index) => smaller(each).map((less) => value.with(index, less))),
    ];
  }
  const entries = Object.entries(value);
  const without = entries.map((_, index) => Object.fromEntries(entries.toSpliced(index, 1)));
  const within = entries.flatMap(([name, each], index) =>
    smaller(each).map((less) => Object.fromEntries(entries.with(index, [name, less]))),
  );
  return [...without, ...within];
}
