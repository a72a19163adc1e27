import { z } from 'zod';
import { catalogSchema } from './catalog-document.ts';

/** The JSON Schema (draft 2020-12) of the file format: what `catalogs/catalog.schema.json` holds. */
export function catalogJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(catalogSchema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.type !== 'object') return;
      jsonSchema.patternProperties = { [COMMENT_KEY]: {} };
      const { pattern } = (jsonSchema.propertyNames ?? {}) as { pattern?: string };
      if (pattern !== undefined)
        jsonSchema.propertyNames = { pattern: `${COMMENT_KEY}|${pattern}` };
    },
  });
  const { $schema, ...rest } = schema;
  return {
    $schema,
    title: 'Credit catalog',
    description:
      'What the events of a customer mean, what they cost and what the customer is given. Keys that begin with "_" are comments.',
    ...rest,
  };
}

const COMMENT_KEY = '^_';
