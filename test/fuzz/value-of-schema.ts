import type { Dice } from './dice.ts';
import type { Schema } from './documented-operation.ts';
import type { Nasty } from './nasty.ts';
import { ABSENT, WANTED } from './plausible.ts';

/** What values are made from beside their schema. */
export interface Making {
  readonly dice: Dice;
  readonly nasty: Nasty;
  readonly schemas: Readonly<Record<string, Schema>>;
  /** A value that would be right for a field of this name; undefined to make one of the schema alone. */
  readonly plausible: (name: string) => unknown;
}

/** How often a field that may be absent is there. */
const OPTIONAL_SHARE = 0.3;

/** A value that a schema allows, mostly one that also means something. */
export function valueOfSchema(schema: Schema, making: Making, name = ''): unknown {
  const { dice, schemas } = making;
  if (schema.$ref !== undefined) {
    const target = schemas[schema.$ref.split('/').at(-1) ?? ''];
    return valueOfSchema(target ?? {}, making, name);
  }
  if ('const' in schema) return schema.const;
  if (schema.enum) return dice.pick(schema.enum);
  const hinted = dice.chance(0.97) ? making.plausible(name) : undefined;
  if (hinted !== undefined) return hinted;
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return valueOfSchema(dice.pick(variants), making, name);
  const type = typeof schema.type === 'object' ? dice.pick(schema.type) : schema.type;
  switch (type) {
    case 'object':
      return objectOf(schema, making);
    case 'array':
      return arrayOf(schema, making, name);
    case 'string':
      return textOf(schema, making);
    case 'integer':
    case 'number':
      return numberOf(schema, making);
    case 'boolean':
      return dice.chance(0.5);
    case 'null':
      return null;
    default:
      return dice.pick(making.nasty.values);
  }
}

function objectOf(schema: Schema, making: Making): Record<string, unknown> {
  const { dice } = making;
  const { properties = {}, required = [], additionalProperties } = schema;
  const entries = Object.entries(properties)
    .filter(
      ([name]) => required.includes(name) || dice.chance(WANTED.has(name) ? 0.9 : OPTIONAL_SHARE),
    )
    .map(([name, each]): [string, unknown] => [name, valueOfSchema(each, making, name)])
    .filter(([, value]) => value !== ABSENT);
  if (typeof additionalProperties === 'object') {
    for (let more = dice.below(4); more > 0; more -= 1) {
      const name = dice.chance(0.8) ? `field${more}` : dice.pick(making.nasty.texts);
      entries.push([name, valueOfSchema(additionalProperties, making, name)]);
    }
  }
  return Object.fromEntries(entries);
}

function arrayOf({ items = {}, minItems = 0, maxItems = 5 }: Schema, making: Making, name: string) {
  const { dice } = making;
  const length = Math.min(maxItems, Math.max(minItems, dice.below(5)));
  return Array.from({ length }, () => valueOfSchema(items, making, name));
}

function textOf({ minLength = 0, maxLength = 2_000 }: Schema, { dice, nasty }: Making): string {
  const text = dice.chance(0.5) ? dice.pick(nasty.texts) : `text-${dice.below(1_000)}`;
  return text.slice(0, maxLength).padEnd(minLength, 'x');
}

function numberOf(
  { minimum = -(2 ** 53) + 1, maximum = 2 ** 53 - 1 }: Schema,
  { dice }: Making,
): number {
  const edges = [minimum, maximum, minimum + 1, maximum - 1, 0, 1, dice.below(100)];
  return dice.pick(edges.filter((each) => each >= minimum && each <= maximum));
}
