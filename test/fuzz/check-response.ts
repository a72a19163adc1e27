import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import {
  type DocumentedOperation,
  type OpenApi,
  operationsAt,
  type Schema,
} from './documented-operation.ts';
import type { Sent } from './draft.ts';

/** An answer as it came. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** An exchange to judge. */
export interface Exchange {
  readonly sent: Sent;
  readonly received: Received;
  /** A text that is in everything its caller may not see; null when it may see all. */
  readonly canary: string | null;
}

/** What is wrong with an answer, told by the document alone: nothing when all is well. */
export type CheckResponse = (exchange: Exchange) => string[];

/** Prepares the checks of a document. */
export function openChecks(
  document: OpenApi,
  operations: readonly DocumentedOperation[],
): CheckResponse {
  const schemas = openSchemas(document);
  return (exchange) => {
    const { sent, received } = exchange;
    const { pathname } = new URL(sent.address, 'http://localhost');
    const there = operationsAt(operations, pathname);
    const operation =
      there.find(({ method }) => method === (sent.method === 'HEAD' ? 'GET' : sent.method)) ??
      there[0];
    return [
      ...everywhere(exchange),
      ...(operation === undefined
        ? undocumented(received)
        : declared(operation, exchange, schemas)),
      ...(operation?.method === sent.method ? accepted(operation, exchange, schemas) : []),
    ];
  };
}

interface Schemas {
  /** What does not fit at this place of the document; null when all does. */
  readonly fault: (pointer: string, value: unknown) => string | null;
}

function openSchemas(document: OpenApi): Schemas {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(closed(document) as object, 'api');
  const compiled = new Map<string, ValidateFunction>();
  return {
    fault(pointer, value) {
      const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `api#${encodeURI(pointer)}` });
      compiled.set(pointer, validate);
      if (validate(value)) return null;
      const { instancePath, message, params } = validate.errors?.[0] ?? {};
      return `${instancePath || 'the whole'} ${message} ${JSON.stringify(params)}`;
    },
  };
}

/** Answers may have fields that the document does not know, so that it can grow; this server has none. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, each]) => [name, closed(each)]));
  const { type, properties, additionalProperties } = node as Schema;
  const isOpen =
    type === 'object' && properties !== undefined && additionalProperties === undefined;
  return isOpen ? { ...copy, additionalProperties: false } : copy;
}

const TRACES = /\n\s+at \S+.*:\d+:\d+|node_modules|\/server\/src\//;
/** What only the database says. */
const SQL =
  /SQLSTATE|syntax error at or near|" does not exist|invalid input syntax|violates [\w-]+ constraint|duplicate key value/;

function everywhere({ sent, received, canary }: Exchange): string[] {
  const { status, headers, text } = received;
  const faults: string[] = [];
  if (status >= 500) faults.push(`status ${status}`);
  if (TRACES.test(text) && !isPage(received)) faults.push('a stack trace or a path of ours');
  if (SQL.test(text)) faults.push('the text of a statement');
  if (canary !== null && text.includes(canary)) faults.push('what the caller may not see');
  const theirs = sent.headers.find(([name]) => name === 'x-request-id')?.[1].trim();
  const ours = headers.get('x-request-id') ?? '';
  const isKept = theirs !== undefined && /^[\w.-]{1,64}$/.test(theirs);
  if (isKept ? ours !== theirs : !/^req_[0-9a-f-]{36}$/.test(ours)) faults.push('x-request-id');
  if (headers.get('x-content-type-options') !== 'nosniff') faults.push('no security headers');
  return faults;
}

function isPage({ headers }: Received): boolean {
  return !/json/.test(headers.get('content-type') ?? '');
}

/** Files of the page, and that there is nothing else. */
function undocumented({ status }: Received): string[] {
  return status === 200 || status === 304 || (status >= 400 && status < 500)
    ? []
    : [`status ${status} where there is no route`];
}

function declared(operation: DocumentedOperation, exchange: Exchange, schemas: Schemas): string[] {
  const { sent, received } = exchange;
  const { status, headers, text } = received;
  const response = operation.responses.get(status);
  if (response === undefined) return [`status ${status} is not declared${codeIn(text)}`];
  if (sent.method === 'HEAD') return text === '' ? [] : ['a body for HEAD'];
  const type = (headers.get('content-type') ?? '').split(';')[0];
  if (type !== response.mediaType) return [`content type ${type} is not declared`];
  if (!/json/.test(response.mediaType)) return [];
  const lines = response.mediaType === 'application/jsonl' ? text.trim().split('\n') : [text];
  for (const line of lines) {
    const value = parsed(line);
    if (value === undefined) return ['a body that is no JSON'];
    const fault = schemas.fault(response.pointer, value);
    if (fault !== null) return [`another body than declared for ${status}: ${fault}`];
    if (status >= 400) return problemFaults(value as Problem, { received, codes: response.codes });
  }
  return [];
}

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly request_id?: string;
}

function problemFaults(
  { code, status, detail, request_id }: Problem,
  { received, codes }: { received: Received; codes: ReadonlySet<string> },
): string[] {
  const faults: string[] = [];
  if (status !== received.status) faults.push(`the problem says ${status}`);
  if (!codes.has(code)) faults.push(`the code ${code} is not declared for ${status}`);
  if (detail.length < 10) faults.push('a detail that says nothing');
  if (request_id !== received.headers.get('x-request-id')) faults.push('another request_id');
  return faults;
}

/** What the document forbids must not have been accepted: invariant of every schema of a body or query. */
function accepted(operation: DocumentedOperation, exchange: Exchange, schemas: Schemas): string[] {
  const { sent, received } = exchange;
  if (received.status >= 300) return [];
  const faults = operation.scope === undefined ? [] : acceptedQuery(operation, sent);
  const type = sent.headers.find(([name]) => name === 'content-type')?.[1].split(';')[0];
  const isPlain = !sent.headers.some(([name]) => name === 'content-encoding');
  if (sent.body === null || sent.body.length === 0 || !isPlain || operation.bodies.size === 0)
    return faults;
  const value = parsed(Buffer.from(sent.body).toString('utf8'));
  const stated = [...operation.bodies.keys()].find((each) => each === type?.trim().toLowerCase());
  if (value === undefined || stated === undefined)
    return [...faults, 'a body not declared, accepted'];
  // Items of a list are answered one by one.
  if (operation.operationId === 'recordEvents' && Array.isArray(value)) return faults;
  const pointer = `/paths/${escaped(operation.path)}/${operation.method.toLowerCase()}/requestBody/content/${escaped(stated)}/schema`;
  const fault = schemas.fault(pointer, value);
  return fault === null
    ? faults
    : [...faults, `a body that the document forbids, accepted: ${fault}`];
}

function acceptedQuery({ parameters }: DocumentedOperation, { address }: Sent): string[] {
  const { searchParams } = new URL(address, 'http://localhost');
  return [...searchParams].flatMap(([name, value]) => {
    const stated = parameters.find((each) => each.in === 'query' && each.name === name);
    if (stated === undefined) return [`the parameter ${name.slice(0, 40)}, accepted`];
    const { enum: values, maxLength = Number.POSITIVE_INFINITY, minLength = 0 } = stated.schema;
    const isAllowed =
      (values === undefined || values.includes(value)) &&
      value.length >= minLength &&
      value.length <= maxLength;
    return isAllowed ? [] : [`a value of ${name} that the document forbids, accepted`];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeIn(text: string): string {
  const code = /"code":"(\w+)"/.exec(text)?.[1];
  return code === undefined ? '' : ` (${code})`;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
