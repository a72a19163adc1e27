import type { z } from 'zod';
import { catalogSchema } from './catalog-document.ts';
import { type CatalogFault, pointerOf } from './catalog-fault.ts';

/** What is wrong with the structure of a document without comments: each place on its own, in document order. */
export function structuralFaults(document: unknown): CatalogFault[] {
  const { error } = catalogSchema.safeParse(document, { error: sentence });
  return (error?.issues ?? []).flatMap((issue) => faultsOf(issue, { document, base: [] }));
}

type Issue = z.core.$ZodIssue;

interface Place {
  readonly document: unknown;
  /** Path of the value that the issue's own path starts from. */
  readonly base: readonly PropertyKey[];
}

function faultsOf(issue: Issue, place: Place): CatalogFault[] {
  const path = [...place.base, ...issue.path];
  const pointer = pointerOf(path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerOf([...path, key]),
      message: unknownKey(key),
    }));
  }
  if (path.length > 0 && valueAt(place.document, path) === undefined) {
    return [{ pointer, message: `"${String(path.at(-1))}" is missing: add it.` }];
  }
  if (issue.code === 'invalid_key') {
    const message = issue.issues[0]?.message ?? issue.message;
    return [{ pointer, message }];
  }
  if (issue.code === 'invalid_union') {
    const branch = issue.errors.find((issues) => issues.every(({ path }) => path.length > 0));
    if (branch?.length) {
      return branch.flatMap((inner) => faultsOf(inner, { document: place.document, base: path }));
    }
  }
  return [{ pointer, message: issue.message }];
}

function unknownKey(key: string): string {
  return `"${key}" is no key of the format here: correct its spelling, remove it, or begin it with "_" to keep it as a comment.`;
}

/** The sentence for an issue whose schema has none of its own. */
function sentence(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `This is ${kindOf(issue.input)}: write ${KINDS[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return `${shown(issue.input)} is not known here: write ${anyOf(issue.values)}.`;
    case 'invalid_union':
      return issue.discriminator === undefined
        ? 'This has none of the forms allowed here: see the reference of the format.'
        : `${shown(valueAt(issue.input, [issue.discriminator]))} is not known here: write ${anyOf(optionsOf(issue))}.`;
    case 'too_small':
      return 'This is empty: put at least one in, or leave the key out.';
    default:
      return 'This is not allowed here: see the reference of the format.';
  }
}

function optionsOf(issue: z.core.$ZodRawIssue): readonly unknown[] {
  return 'options' in issue && Array.isArray(issue['options']) ? issue['options'] : [];
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number without quotes',
  int: 'a whole number without quotes',
  boolean: 'true or false',
  array: 'a list in square brackets',
  object: 'an object in braces',
  record: 'an object in braces',
  null: 'null',
};

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return (
    { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ??
    'an object'
  );
}

function anyOf(values: readonly unknown[]): string {
  const texts = values.map((value) => JSON.stringify(value));
  const last = texts.pop() ?? '';
  return texts.length === 0 ? last : `${texts.join(', ')} or ${last}`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : 'This';
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
}
