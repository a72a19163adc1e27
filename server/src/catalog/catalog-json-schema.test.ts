import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogJsonSchema } from './catalog-json-schema.ts';

const ROOT = new URL('../../../', import.meta.url);

describe('the published JSON Schema', () => {
  test('is the one of the format', () => {
    const file = readFileSync(new URL('catalogs/catalog.schema.json', ROOT), 'utf8');
    expect(JSON.parse(file)).toEqual(catalogJsonSchema());
  });

  test('describes every property', () => {
    const undescribed = propertiesOf(catalogJsonSchema(), '').filter(
      ({ schema }) => !schema['description'],
    );
    expect(undescribed.map(({ pointer }) => pointer)).toEqual([]);
  });

  test('allows comments in every object', () => {
    const text = JSON.stringify(catalogJsonSchema());
    expect(text.match(/"additionalProperties":/g)?.length).toBe(
      text.match(/"patternProperties":\{"\^_":\{\}\}/g)?.length,
    );
  });
});

describe('the reference', () => {
  const reference = readFileSync(new URL('docs/catalog.md', ROOT), 'utf8');

  test('names every key', () => {
    const keys = propertiesOf(catalogJsonSchema(), '').map(({ pointer }) =>
      pointer.split('/').at(-1),
    );
    expect(keys.filter((key) => !reference.includes(`\`${key}\``))).toEqual([]);
  });

  test('names every word of every vocabulary', () => {
    expect(
      wordsOf(catalogJsonSchema()).filter((word) => !reference.includes(`\`${word}\``)),
    ).toEqual([]);
  });

  test('gives the meaning of every key as the schema does', () => {
    const meanings = propertiesOf(catalogJsonSchema(), '').map(({ schema }) =>
      String(schema['description']),
    );
    const shown = reference.replaceAll('\\|', '|');
    const missing = new Set(meanings.filter((meaning) => !shown.includes(meaning)));
    expect([...missing]).toEqual([]);
  });

  test('shows examples that are JSON', () => {
    const examples = [...reference.matchAll(/```json\n([\s\S]*?)```/g)].map(
      ([, text]) => text ?? '',
    );
    expect(examples.length).toBeGreaterThan(10);
    for (const text of examples) expect(() => JSON.parse(text)).not.toThrow();
  });
});

interface Property {
  readonly pointer: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

function propertiesOf(schema: unknown, pointer: string): Property[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    const at = `${pointer}/${key}`;
    if (key !== 'properties') return propertiesOf(value, at);
    return Object.entries(value as Record<string, Property['schema']>).flatMap(
      ([name, property]) => [
        { pointer: `${at}/${name}`, schema: property },
        ...propertiesOf(property, `${at}/${name}`),
      ],
    );
  });
}

/** The words of every `enum` and `const` below. */
function wordsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key === 'enum') return (value as unknown[]).map(String);
    return key === 'const' ? [String(value)] : wordsOf(value);
  });
}
