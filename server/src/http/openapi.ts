import { z } from 'zod';
import { PROBLEMS, type ProblemCode } from './problem.ts';
import type { Route } from './route.ts';
import { problemSchema } from './wire/problem-schema.ts';

type Json = { readonly [name: string]: unknown };

/** The OpenAPI 3.1 document of a table of routes. */
export function openApiDocument(routes: readonly Route[]): Json {
  const components: Record<string, unknown> = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operationOf(route, components),
    };
  }
  const tags = [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name }));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Fuelgauge',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags,
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        operatorKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An operator key, `fg_live_…` or `fg_test_…`.',
        },
      },
    },
  };
}

const DESCRIPTION =
  'Metering, prices and credits. Amounts are decimal strings. Instants are RFC 3339 with an offset; calendar dates are read ' +
  "in the customer's billing time zone; intervals are half-open. Refusals are problems after RFC 9457: decide by `code`.";

/** Every code a route may refuse with: its own, and those of what it takes and who may call. */
export function refusalsOf(route: Route): readonly ProblemCode[] {
  const codes: ProblemCode[] = [...EVERYWHERE, ...route.refusals];
  if (route.access !== 'public') codes.push('unauthenticated', 'query_invalid');
  if (route.access !== 'public' && route.access !== 'session') {
    codes.push('scope_missing', 'forbidden');
    if (route.path.includes('{customer}')) codes.push('customer_unknown');
  }
  if (route.person) codes.push('role_gate');
  if (route.person?.isGated === true) codes.push('plan_gate');
  if (route.method === 'GET' && route.access !== 'public') codes.push('answer_too_slow');
  if (route.params !== undefined) codes.push('parameter_invalid');
  if (route.body !== undefined) codes.push(...OF_BODIES);
  if (route.takesIdempotencyKey === true) codes.push('idempotency_key_invalid');
  return [...new Set(codes)].sort();
}

const EVERYWHERE: readonly ProblemCode[] = [
  // Said of a write before it is known whether the address takes one.
  'cross_site',
  'demo_is_local',
  'headers_too_large',
  'host_not_allowed',
  'internal',
  'method_not_allowed',
  'request_malformed',
  'request_timeout',
  'store_full',
  'store_unavailable',
];

const OF_BODIES: readonly ProblemCode[] = [
  'body_invalid',
  'body_too_large',
  'body_unreadable',
  'content_encoding_unsupported',
  'content_type_unsupported',
  'duplicate_key',
  'number_inexact',
  'server_busy',
  'text_malformed',
];

function operationOf(route: Route, components: Record<string, unknown>): Json {
  const { operationId, tag, summary, description, access } = route;
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: securityOf(route),
    ...(access !== 'public' && access !== 'session' && { 'x-scope': access }),
    parameters: parametersOf(route, components),
    ...(route.body && { requestBody: bodyOf(route, components) }),
    responses: responsesOf(route, components),
  };
}

function securityOf({ access }: Route): readonly Json[] {
  if (access === 'public') return [];
  return access === 'session' ? [{}, { operatorKey: [] }] : [{ operatorKey: [] }];
}

function parametersOf(route: Route, components: Record<string, unknown>): readonly Json[] {
  const header = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'A repetition with the same key and content gets the first answer, for 30 days.',
    schema: { type: 'string', minLength: 1, maxLength: 257 },
  };
  return [
    ...namedParameters(route.params, 'path', components),
    ...namedParameters(route.query, 'query', components),
    ...(route.takesIdempotencyKey === true ? [header] : []),
  ];
}

function namedParameters(
  schema: z.ZodType | undefined,
  place: 'path' | 'query',
  components: Record<string, unknown>,
): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input', components) as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema: rest,
  }));
}

function bodyOf(
  { body, otherBodies, isBodyOptional }: Route,
  components: Record<string, unknown>,
): Json {
  const bodies = Object.entries({ 'application/json': body, ...otherBodies });
  const content = bodies.map(([type, each]) => [
    type,
    { schema: schemaOf(each as z.ZodType, 'input', components) },
  ]);
  return { required: isBodyOptional !== true, content: Object.fromEntries(content) };
}

function responsesOf(route: Route, components: Record<string, unknown>): Json {
  const type = route.responseType?.split(';')[0] ?? 'application/json';
  const content = { [type]: { schema: schemaOf(route.response, 'output', components) } };
  const answers = route.statuses.map((status) => [
    status,
    { description: status === 201 ? 'Made.' : 'Done.', content },
  ]);
  const problem = {
    'application/problem+json': { schema: schemaOf(problemSchema, 'output', components) },
  };
  const statuses = Map.groupBy(
    refusalsOf(route),
    (code) => route.statusOf?.[code] ?? PROBLEMS[code].status,
  );
  const refusals = [...statuses].map(([status, codes]) => {
    const names = codes.map((code) => `\`${code}\``).join(', ');
    return [status, { description: `${names}.`, content: problem }];
  });
  const same = route.isTagged === true ? [[304, { description: 'As the caller has it.' }]] : [];
  return Object.fromEntries([...answers, ...same, ...refusals]);
}

type Direction = 'input' | 'output';

/** A schema as JSON Schema; what has a name goes to the components. Fields may be added to what is answered. */
function schemaOf(schema: z.ZodType, io: Direction, components: Record<string, unknown>): Json {
  const wrapped = z.toJSONSchema(z.object({ schema }), {
    target: 'draft-2020-12',
    io,
    override: ({ jsonSchema }) => {
      if (io === 'output' && jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
    },
  });
  const { $defs = {}, properties = {} } = wrapped;
  for (const [name, definition] of Object.entries($defs)) components[name] ??= moved(definition);
  return moved(properties['schema']) as Json;
}

/** References into the components, and without the names zod leaves in definitions. */
function moved(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(moved);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).flatMap(([name, value]): [string, unknown][] => {
    if (name === '$ref' && typeof value === 'string')
      return [[name, value.replace('#/$defs/', '#/components/schemas/')]];
    return name === 'id' && typeof value === 'string' ? [] : [[name, moved(value)]];
  });
  return Object.fromEntries(entries);
}
