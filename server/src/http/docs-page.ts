import { openApiDocument, refusalsOf } from './openapi.ts';
import { PROBLEMS } from './problem.ts';
import type { Route } from './route.ts';

/** The readable reference of a table of routes: one page that loads nothing but its own style. */
export function docsPage(routes: readonly Route[]): string {
  const document = openApiDocument(routes) as unknown as Described;
  const tags = [...new Set(routes.map(({ tag }) => tag))];
  const sections = tags.map((tag) => {
    const own = routes.filter((route) => route.tag === tag);
    return `<h2 id="tag-${htmlOf(tag)}">${htmlOf(tag)}</h2>${own.map((route) => routeSection(route, document)).join('')}`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fuelgauge API</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<main>
<h1>Fuelgauge API</h1>
<p>${prose(document.info.description)} For programs: <a href="/openapi.json">/openapi.json</a>.</p>
<p>Send an operator key with every request: <code>Authorization: Bearer fg_live_…</code>. The scope a route asks for stands beside
it.</p>
${contents(routes)}
${sections.join('')}
<h2 id="schemas">Schemas</h2>
${schemaSections(document)}
<h2 id="errors">Errors</h2>
${errorTable()}
</main>
</body>
</html>
`;
}

interface Described {
  readonly info: { readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly parameters: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

function contents(routes: readonly Route[]): string {
  const items = routes.map(
    ({ operationId, summary }) => `<li><a href="#${operationId}">${htmlOf(summary)}</a></li>`,
  );
  return `<nav aria-label="Routes"><ul>${items.join('')}</ul></nav>`;
}

function routeSection(route: Route, { paths }: Described): string {
  const { method, path, operationId, summary, description, access } = route;
  const operation = paths[path]?.[method.toLowerCase()];
  const scope =
    access === 'public'
      ? 'public'
      : access === 'session'
        ? 'with or without a key'
        : `scope ${access}`;
  const types = Object.keys(operation?.requestBody?.content ?? {});
  const body =
    types.length > 0 ? operation?.requestBody?.content[types[0] ?? '']?.schema : undefined;
  const answers = Object.entries(operation?.responses ?? {}).filter(([status]) =>
    status.startsWith('2'),
  );
  return [
    `<h3 id="${operationId}"><span class="method">${method}</span> <code class="path">${htmlOf(path)}</code></h3>`,
    `<p>${prose(summary)}. <span class="mute">${htmlOf(operationId)} · ${htmlOf(scope)}</span></p>`,
    description === undefined ? '' : `<p>${prose(description)}</p>`,
    parameterTable(operation?.parameters ?? []),
    body === undefined
      ? ''
      : `<p>Takes ${shape(body)} <span class="mute">as ${types.map(htmlOf).join(', ')}</span></p>`,
    ...answers.map(([status, { content }]) => {
      const [type = '', { schema } = { schema: {} }] = Object.entries(content)[0] ?? [];
      return `<p>Answers ${status}: ${type === 'application/json' ? shape(schema) : `<code>${htmlOf(type)}</code>`}</p>`;
    }),
    `<details><summary>Refusals</summary><p>${refusalLinks(route)}</p></details>`,
  ].join('\n');
}

function refusalLinks(route: Route): string {
  return refusalsOf(route)
    .map((code) => `<a href="#${code}"><code>${code}</code></a> ${PROBLEMS[code].status}`)
    .join(', ');
}

function parameterTable(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(({ name, in: place, required, description = '' }) => {
    const must = required && place !== 'path' ? ', required' : '';
    return `<tr><td><code>${htmlOf(name)}</code></td><td>${place}${must}</td><td>${prose(description)}</td></tr>`;
  });
  return `<table><thead><tr><th>Parameter</th><th>In</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function schemaSections({ components }: Described): string {
  return Object.entries(components.schemas)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, schema]) => {
      const about = schema.description === undefined ? '' : `<p>${prose(schema.description)}</p>`;
      return `<h3 id="schema-${htmlOf(name)}">${htmlOf(name)}</h3>${about}${propertyTable(schema)}`;
    })
    .join('');
}

function propertyTable({ properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const optional = required.includes(name) ? '' : ' <span class="mute">optional</span>';
    return `<tr><td><code>${htmlOf(name)}</code>${optional}</td><td>${shape(schema)}</td><td>${prose(schema.description ?? '')}</td></tr>`;
  });
  if (rows.length === 0) return '';
  return `<table><thead><tr><th>Field</th><th>Form</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** The form of a value in a few words. */
function shape(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = htmlOf(schema.$ref.split('/').at(-1) ?? '');
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.anyOf) return schema.anyOf.map(shape).join(' or ');
  if (schema.enum)
    return schema.enum.map((each) => `<code>${htmlOf(String(each))}</code>`).join(', ');
  if (schema.const !== undefined) return `<code>${htmlOf(JSON.stringify(schema.const))}</code>`;
  if (schema.type === 'array') return `list of ${shape(schema.items ?? {})}`;
  if (schema.type === 'object' && schema.properties) return fieldsInline(schema);
  return htmlOf([schema.type ?? 'anything'].flat().join(' or '));
}

function fieldsInline({ properties = {} }: Schema): string {
  const fields = Object.entries(properties).map(
    ([name, schema]) => `<code>${htmlOf(name)}</code>: ${shape(schema)}`,
  );
  return `{ ${fields.join(', ')} }`;
}

function errorTable(): string {
  const rows = Object.entries(PROBLEMS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { status, title }]) =>
        `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${htmlOf(title)}</td></tr>`,
    );
  return `<table><thead><tr><th>Code</th><th>Status</th><th>Title</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** Escaped text in which `code` between backticks is set as such. */
function prose(text: string): string {
  return htmlOf(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function htmlOf(text: string): string {
  return text.replace(/[&<>"']/g, (each) => ENTITIES[each] ?? each);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
