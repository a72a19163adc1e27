import { expect, test } from 'vitest';
import { type Schema, sdkTypes } from './generate-sdk-types.ts';

/** The declarations made of one schema, without the file's head. */
function typesOf(schema: Schema): string {
  const text = sdkTypes({ paths: {}, components: { schemas: { Thing: schema } } });
  return text.slice(text.indexOf('\n\n') + 2);
}

test('an object becomes an interface with its descriptions, absent members marked', () => {
  const schema = {
    type: 'object',
    description: 'A thing.',
    properties: {
      id: { type: 'string', description: 'Which.\nOne of many.' },
      'odd-name': { type: ['integer', 'null'] },
    },
    required: ['id'],
  };
  expect(typesOf(schema)).toBe(`/** A thing. */
export interface Thing {
  /**
   * Which.
   * One of many.
   */
  readonly id: string;
  readonly 'odd-name'?: number | null;
}
`);
});

test.each<[Schema, string]>([
  [{ enum: ['a', "it's", 3] }, "'a' | 'it\\'s' | 3"],
  [{ const: false }, 'false'],
  [{ type: 'array', items: { enum: ['a', 'b'] } }, "readonly ('a' | 'b')[]"],
  [{ type: 'array', items: { $ref: '#/components/schemas/Row' } }, 'readonly Row[]'],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string | null'],
  [
    { type: 'object', additionalProperties: { type: 'string' } },
    '{ readonly [name: string]: string }',
  ],
  [{}, 'unknown'],
])('%j is %s', (schema, type) => {
  expect(typesOf(schema)).toBe(`export type Thing = ${type};\n`);
});

test('a query leaves out what every list takes, and flags in it are booleans', () => {
  const parameters = [
    { name: 'customer', in: 'path', schema: { type: 'string' } },
    { name: 'limit', in: 'query', schema: { type: 'string' } },
    { name: 'cursor', in: 'query', schema: { type: 'string' } },
    { name: 'by', in: 'query', required: true, schema: { type: 'string' } },
    { name: 'deep', in: 'query', schema: { enum: ['true', 'false'] }, description: 'All.' },
  ];
  const paths = {
    '/a': { get: { operationId: 'readThing', parameters } },
    '/b': { get: { operationId: 'listThings', parameters: parameters.slice(0, 3) } },
  };
  expect(sdkTypes({ paths, components: { schemas: {} } })).toContain(`
export interface ReadThingQuery {
  readonly by: string;
  /** All. */
  readonly deep?: boolean;
}
`);
  expect(sdkTypes({ paths, components: { schemas: {} } })).not.toContain('ListThingsQuery');
});
