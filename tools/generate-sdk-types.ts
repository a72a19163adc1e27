/** The parts of a JSON Schema that the API's document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly description?: string;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
}

/** The parts of an OpenAPI document that types are made of. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const HEAD = `// Generated from openapi.json: npm run snapshot writes it again.
`;

/** Every list takes these; `PageQuery` of the SDK holds them, with numbers as numbers. */
const OF_PAGES = new Set(['limit', 'cursor']);

/**
 * The types of the wire, in TypeScript, not formatted: each schema the document names, and of each
 * operation that asks for more than a page its query, as `<Operation>Query`.
 */
export function sdkTypes({ paths, components }: OpenApi): string {
  const named = Object.entries(components.schemas).map(([name, schema]) =>
    declaration(name, schema),
  );
  const queries = Object.values(paths).flatMap((path) => Object.values(path).flatMap(queryOf));
  return [HEAD, ...named, ...queries].join('\n');
}

function queryOf({ operationId, parameters = [] }: Operation): string[] {
  const own = parameters.filter((each) => each.in === 'query' && !OF_PAGES.has(each.name));
  const name = `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Query`;
  return own.length > 0 ? [declaration(name, querySchema(own))] : [];
}

/** What is `true` or `false` in a query's text is a boolean to a program. */
function querySchema(parameters: readonly Parameter[]): Schema {
  const property = ({ name, schema, description }: Parameter): [string, Schema] => {
    const isFlag = schema.enum?.join() === 'true,false';
    const told = isFlag ? { type: 'boolean' } : schema;
    return [name, description === undefined ? told : { ...told, description }];
  };
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(property)),
    required: parameters.filter(({ required }) => required === true).map(({ name }) => name),
  };
}

function declaration(name: string, schema: Schema): string {
  const comment = commentOf(schema, '');
  if (isPlainObject(schema)) return `${comment}export interface ${name} ${typeOf(schema, '')}\n`;
  return `${comment}export type ${name} = ${typeOf(schema, '')};\n`;
}

function isPlainObject({ type, anyOf, oneOf, allOf, properties }: Schema): boolean {
  return type === 'object' && properties !== undefined && !anyOf && !oneOf && !allOf;
}

/** The type of a schema, written at this indentation. */
function typeOf(schema: Schema, indent: string): string {
  if (schema.$ref !== undefined) return schema.$ref.replace(/^.*\//, '');
  if ('const' in schema) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return union(alternatives.map((each) => typeOf(each, indent)));
  if (schema.allOf) return schema.allOf.map((each) => grouped(typeOf(each, indent))).join(' & ');
  if (Array.isArray(schema.type)) {
    return union(schema.type.map((type: string) => typeOf({ ...schema, type }, indent)));
  }
  return simpleType(schema, indent);
}

function simpleType(schema: Schema, indent: string): string {
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly ${grouped(typeOf(schema.items ?? {}, indent))}[]`;
    case 'object':
      return objectType(schema, indent);
    default:
      return 'unknown';
  }
}

function objectType(schema: Schema, indent: string): string {
  const { properties = {}, required = [], additionalProperties } = schema;
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(([name, property]) => {
    const mark = required.includes(name) ? '' : '?';
    const type = typeOf(property, inner);
    return `${commentOf(property, inner)}${inner}readonly ${propertyName(name)}${mark}: ${type};\n`;
  });
  if (members.length > 0) {
    const rest = isOpen(additionalProperties) ? `${inner}readonly [name: string]: unknown;\n` : '';
    return `{\n${members.join('')}${rest}${indent}}`;
  }
  const value = typeof additionalProperties === 'object' ? additionalProperties : {};
  return `{ readonly [name: string]: ${typeOf(value, indent)} }`;
}

/** Absent means closed here: only what says that it is open lets unknown members be read. */
function isOpen(additional: boolean | Schema | undefined): boolean {
  return additional === true || (typeof additional === 'object' && additional !== null);
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ');
}

function grouped(type: string): string {
  return / [|&] /.test(type) && !type.startsWith('{') ? `(${type})` : type;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replace(/['\\]/g, '\\$&')}'` : JSON.stringify(value);
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

function commentOf({ description }: Schema, indent: string): string {
  if (description === undefined || description === '') return '';
  const text = description.replaceAll('*/', '* /').split('\n');
  if (text.length === 1) return `${indent}/** ${text[0]} */\n`;
  return `${indent}/**\n${text.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}
