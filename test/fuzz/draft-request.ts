import type { Dice } from './dice.ts';
import type { DocumentedOperation, DocumentedParameter } from './documented-operation.ts';
import type { Draft, DraftBody } from './draft.ts';
import type { Nasty } from './nasty.ts';
import { ABSENT, type Known, plausible, type Subject, subjectOf } from './plausible.ts';
import { type Making, valueOfSchema } from './value-of-schema.ts';

/** What drafts are made from. */
export interface Drafting {
  readonly dice: Dice;
  readonly nasty: Nasty;
  readonly known: Known;
  readonly schemas: Making['schemas'];
}

/** A request for an operation that the document allows, from this caller. */
export function draftRequest(
  operation: DocumentedOperation,
  caller: string,
  drafting: Drafting,
): Draft {
  const { dice } = drafting;
  const subject = subjectOf(operation.operationId, drafting.known, dice);
  const making = makingFor(operation, subject, drafting);
  const of = (place: DocumentedParameter['in']) =>
    operation.parameters.filter((each) => each.in === place);
  const chosen = (each: DocumentedParameter) => each.required || dice.chance(0.3);
  return {
    operation,
    caller,
    method: operation.method,
    params: Object.fromEntries(
      of('path').map(({ name, schema }) => [name, encoded(valueOfSchema(schema, making, name))]),
    ),
    query: of('query')
      .filter(chosen)
      .map(({ name, schema }) => ({ name, value: valueOfSchema(schema, making, name) }))
      .filter(({ value }) => value !== ABSENT)
      .map(({ name, value }) => `${name}=${encoded(value)}`),
    headers: of('header')
      .filter(chosen)
      .map(({ name }): [string, string] => [name, `key-${dice.below(200)}`]),
    body: bodyOf(operation, making, drafting),
    wire: [],
    changes: [],
  };
}

/** A text as part of an address. */
export function encoded(value: unknown): string {
  return encodeURIComponent(String(value).toWellFormed());
}

function makingFor(
  { operationId }: DocumentedOperation,
  subject: Subject,
  { dice, nasty, known, schemas }: Drafting,
): Making {
  return {
    dice,
    nasty,
    schemas,
    plausible: (name) => plausible({ operationId, name, subject }, known, dice),
  };
}

function bodyOf(
  { operationId, bodies }: DocumentedOperation,
  making: Making,
  { dice, known }: Drafting,
): DraftBody | null {
  if (bodies.size === 0) return null;
  const [mediaType, schema] = dice.pick([...bodies]);
  if (operationId === 'publishCatalog')
    return { mediaType, value: catalogOf(dice, known.catalogs) };
  return { mediaType, value: valueOfSchema(schema, making) };
}

/** The document says of a catalog only that it is an object: real ones are changed instead, under keys of their own. */
function catalogOf(dice: Dice, catalogs: Known['catalogs']): unknown {
  const index = dice.below(catalogs.length);
  return { ...catalogs[index], key: `fuzz-${index}` };
}
