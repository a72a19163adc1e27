import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorsDocument } from '../../../server/src/http/errors-document.ts';
import { openApiDocument } from '../../../server/src/http/openapi.ts';
import { PROBLEMS } from '../../../server/src/http/problem.ts';
import { routes } from '../../../server/src/http/routes.ts';
import { exampleOf } from './example-requests.ts';
import { openApp } from './open-app.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly responses: Record<
    string,
    { readonly description: string; readonly content: Record<string, { readonly schema: object }> }
  >;
}

interface Document {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

const document = openApiDocument(routes) as unknown as Document;
const operations = Object.entries(document.paths).flatMap(([at, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ at, method, operation })),
);

/** Events have ids; a proof changes nothing; links and tokens are for one use, and a second one is another. */
const REPEATED =
  /^(?:recordEvents|verify|releaseCustomer|invite\w+|makePasswordLink|acceptInvitation|createPortalSession|visitCustomer|chooseDemoPersona)$/;

describe('the OpenAPI document', () => {
  test('describes every route once, each by a name of its own', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(operations).toHaveLength(routes.length);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(
      routes.length,
    );
    for (const { operationId } of routes) exampleOf(operationId);
  });

  test('refers only to what it defines', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, to]) => to,
    );
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(reference ?? '')?.[1];
      expect(document.components.schemas).toHaveProperty(name ?? `nothing: ${reference}`);
    }
    expect(JSON.stringify(document)).not.toMatch(/\$defs|__schema|"\$schema"/);
  });

  test.each(operations.map((each) => [each.operation.operationId, each] as const))(
    'states all of %s',
    (_, { at, operation }) => {
      const inPath = [...at.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(
        operation.parameters.filter((each) => each.in === 'path').map(({ name }) => name),
      ).toEqual(inPath);
      expect(
        operation.parameters.filter((each) => each.in === 'path').every(({ required }) => required),
      ).toBe(true);
      expect(new Set(operation.parameters.map((each) => `${each.in} ${each.name}`)).size).toBe(
        operation.parameters.length,
      );
      expect(operation.summary).not.toMatch(/\.$/);
      expect(document.tags.map(({ name }) => name)).toContain(operation.tags[0]);
      const statuses = Object.keys(operation.responses);
      expect(statuses.filter((status) => /^2|^303/.test(status)).length).toBeGreaterThan(0);
      for (const [status, { content, description }] of Object.entries(operation.responses)) {
        expect(description).not.toBe('');
        if (status === '304') continue;
        expect(Object.keys(content)).toHaveLength(1);
        if (Number(status) >= 400) expect(content).toHaveProperty('application/problem+json');
      }
      expect(statuses).toEqual(expect.arrayContaining(['400', '421', '500', '503']));
      if (operation.requestBody)
        expect(statuses).toEqual(expect.arrayContaining(['413', '415', '422']));
    },
  );

  test('takes an Idempotency-Key at every POST that changes something, but not where that repeats itself', () => {
    const posts = routes.filter(
      ({ method, operationId, path: at }) =>
        method === 'POST' && !at.startsWith('/auth/') && !REPEATED.test(operationId),
    );
    expect(posts.filter(({ takesIdempotencyKey }) => takesIdempotencyKey !== true)).toEqual([]);
  });

  test('allows that fields are added to answers and none that are sent', () => {
    const { schemas } = document.components;
    expect(schemas['Balance']).not.toHaveProperty('additionalProperties');
    expect(schemas['GrantBody']).toHaveProperty('additionalProperties', false);
  });
});

describe('what is written from the table', () => {
  test('is served as JSON, as a page and as a style, without anything from elsewhere', async () => {
    const app = await openApp();
    const [json, page, style] = await Promise.all(
      ['/openapi.json', '/docs', '/docs/style.css'].map((at) => app.ask({ path: at, key: null })),
    );
    expect(json?.json).toEqual(JSON.parse(JSON.stringify(document)));
    expect(page?.headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const { operationId } of routes) expect(page?.text).toContain(`id="${operationId}"`);
    for (const code of Object.keys(PROBLEMS)) expect(page?.text).toContain(`id="${code}"`);
    expect(page?.text).not.toMatch(/<script|<style|style=|https?:\/\/|undefined|\[object/);
    expect(style?.text).not.toMatch(/@import|url\(/);
    const links = [...(page?.text ?? '').matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    for (const id of new Set(links)) expect(page?.text).toContain(`id="${id}"`);
    await app.close();
  });

  test('docs/errors.md is the table of the codes', () => {
    const written = readFileSync(path.join(import.meta.dirname, '../../../docs/errors.md'), 'utf8');
    expect(written).toBe(errorsDocument());
  });
});
