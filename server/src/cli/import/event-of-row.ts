import type { EventInput } from '@fuelgauge/sdk';

/** A row as an event to send, or why it is none. */
export type ReadRow =
  | { readonly ok: true; readonly line: number; readonly event: EventInput }
  | { readonly ok: false; readonly line: number; readonly reason: string; readonly text: string };

/** How rows become events. */
export interface Mapping {
  /** Field of the event, such as `occurred_at` or `data.gb`, to the column or property it comes from. */
  readonly from: ReadonlyMap<string, string>;
  /** Fields of every event that does not have them. */
  readonly defaults: ReadonlyMap<string, string>;
  /** Begins the ids of events that have none; the line follows. */
  readonly name: string;
}

const FIELDS = [
  'id',
  'source',
  'type',
  'customer',
  'occurred_at',
  'run',
  'sequence',
  'enforce',
] as const;

/** Whether events have such a field: one of their own, or `data.…` or `dimensions.…`. */
export function isField(name: string): boolean {
  return (FIELDS as readonly string[]).includes(name) || /^(data|dimensions)\../.test(name);
}

/** The event of a line of JSON. Numbers that a double cannot hold stay exact as strings. */
export function eventOfJson(text: string, line: number, mapping: Mapping): ReadRow {
  let json: unknown;
  try {
    json = parseExactly(text);
  } catch {
    return { ok: false, line, reason: 'The line is not JSON.', text };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { ok: false, line, reason: 'The line is not a JSON object.', text };
  }
  const draft: Draft = mapping.from.size === 0 ? { ...json } : partOf(json as Draft);
  for (const [field, property] of mapping.from) setField(draft, field, valueAt(json, property));
  return { ok: true, line, event: completed(draft, line, mapping) };
}

/** The event of a row of CSV. Empty fields are absent. */
export function eventOfCsv(
  fields: readonly string[],
  columns: readonly string[],
  { line, mapping }: { readonly line: number; readonly mapping: Mapping },
): ReadRow {
  if (fields.length !== columns.length) {
    const reason = `The row has ${fields.length} fields and the head ${columns.length}.`;
    return { ok: false, line, reason, text: fields.join(',') };
  }
  const draft: Draft = {};
  for (const [index, column] of columns.entries()) {
    if (isField(column)) setField(draft, column, fields[index]);
  }
  for (const [field, column] of mapping.from) {
    setField(draft, field, fields[columns.indexOf(column)]);
  }
  return { ok: true, line, event: completed(draft, line, mapping) };
}

type Draft = Record<string, unknown>;

function partOf(json: Draft): Draft {
  const known = [...FIELDS, 'data', 'dimensions'].filter((field) => json[field] !== undefined);
  return Object.fromEntries(known.map((field) => [field, json[field]]));
}

function setField(draft: Draft, field: string, value: unknown): void {
  if (value === undefined || value === null || value === '') return;
  const dot = field.indexOf('.');
  if (dot < 0) {
    draft[field] = typed(field, value);
    return;
  }
  const [part, name] = [field.slice(0, dot), field.slice(dot + 1)];
  draft[part] = { ...(draft[part] as object | undefined), [name]: value };
}

function typed(field: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (field === 'sequence' && /^\d{1,15}$/.test(value)) return Number(value);
  if (field === 'enforce' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

function completed(draft: Draft, line: number, { defaults, name }: Mapping): EventInput {
  for (const [field, value] of defaults) {
    if (valueAt(draft, field) === undefined) setField(draft, field, value);
  }
  draft['id'] ??= `${name.slice(0, 200)}:${line}`;
  return draft as unknown as EventInput;
}

/** The value of a property, or of one within it: `usage.gb`. A property of the whole name comes first. */
function valueAt(json: unknown, name: string): unknown {
  if (typeof json !== 'object' || json === null) return undefined;
  const object = json as Record<string, unknown>;
  if (Object.hasOwn(object, name)) return object[name];
  const dot = name.indexOf('.');
  return dot < 0 ? undefined : valueAt(object[name.slice(0, dot)], name.slice(dot + 1));
}

function parseExactly(text: string): unknown {
  const exact = (_: string, value: unknown, context?: { readonly source?: string }): unknown => {
    const source = context?.source;
    if (typeof value !== 'number' || source === undefined) return value;
    return isSame(source, value) ? value : source;
  };
  return JSON.parse(text, exact as (key: string, value: unknown) => unknown);
}

/** Whether what is written is what the double stands for, zeros at the end apart. Exponents are left to the server. */
function isSame(source: string, value: number): boolean {
  if (/e/i.test(source)) return true;
  const written = source.includes('.') ? source.replace(/\.?0+$/, '') : source;
  return written === String(value) || Number(written) === 0;
}
