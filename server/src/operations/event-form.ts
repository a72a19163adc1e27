import { hash } from 'node:crypto';
import {
  isOwnSource,
  parseInstant,
  type Refusal,
  refusal,
  type Scalar,
  type UsageEvent,
} from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import { eventKey } from '../store/books.ts';

/** An event whose form is right; whether the catalog knows what it speaks of is settled when it is recorded. */
export type FormedEvent =
  | { readonly ok: true; readonly customer: string; readonly event: UsageEvent }
  | { readonly ok: false; readonly refusal: Refusal };

/** The source of events that name none. */
export const DEFAULT_SOURCE = 'api';

const FIELDS = new Set([
  'id',
  'source',
  'type',
  'customer',
  'occurred_at',
  'dimensions',
  'data',
  'run',
  'sequence',
  'enforce',
]);

/** Checks the form of one event as it came over the wire, parsed. The first fault found is answered, with its pointer. */
export function formEvent(json: unknown): FormedEvent {
  if (!isObject(json)) return fault('', 'An event is a JSON object.');
  // Of all that was sent but `enforce`: whether an id comes again with other content.
  const text = canonical(json, 'enforce');
  if (Buffer.byteLength(text) > bounds.eventBytes)
    return fault('', `An event may have ${bounds.eventBytes} bytes of JSON.`, 'too_large');
  const found = faultOf(json);
  if (found) return { ok: false, refusal: found };
  const event = json as unknown as WireEvent;
  const source = event.source ?? DEFAULT_SOURCE;
  const occurredAt = parseInstant(event.occurred_at);
  if (occurredAt === undefined) {
    return fault(
      '/occurred_at',
      'occurred_at must be an RFC 3339 date and time with an offset, such as 2026-11-20T09:30:00Z.',
      'time_invalid',
    );
  }
  return {
    ok: true,
    customer: event.customer,
    event: {
      key: eventKey(source, event.id),
      source,
      id: event.id,
      type: event.type,
      occurredAt,
      dimensions: event.dimensions ?? {},
      data: scalarsOf(event.data ?? {}),
      run: event.run ?? null,
      sequence: event.sequence ?? null,
      fingerprint: hash('sha256', text, 'hex').slice(0, 32),
      enforce: event.enforce ?? false,
    },
  };
}

interface WireEvent {
  readonly id: string;
  readonly source?: string;
  readonly type: string;
  readonly customer: string;
  readonly occurred_at: string;
  readonly dimensions?: UsageEvent['dimensions'];
  readonly data?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly sequence?: number;
  readonly enforce?: boolean;
}

type JsonObject = Readonly<Record<string, unknown>>;

function fault(
  pointer: string,
  detail: string,
  code: Refusal['code'] = 'event_malformed',
): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: refusal(code, detail, pointer) };
}

function faultOf(json: JsonObject): Refusal | null {
  const unknown = Object.keys(json).find((name) => !FIELDS.has(name));
  if (unknown !== undefined) {
    const detail = `An event has no field "${unknown}". Its own properties go into data, what it is attributed to into dimensions.`;
    return refusal('event_malformed', detail, `/${escapePointer(unknown)}`);
  }
  return (
    idFault('id', json['id']) ??
    idFault('type', json['type']) ??
    idFault('customer', json['customer']) ??
    (json['source'] === undefined
      ? null
      : (idFault('source', json['source']) ?? sourceFault(json['source']))) ??
    (json['run'] === undefined || json['run'] === null ? null : idFault('run', json['run'])) ??
    timeFault(json['occurred_at']) ??
    numberFault(json['sequence']) ??
    flagFault(json['enforce']) ??
    dimensionsFault(json['dimensions']) ??
    dataFault(json['data']) ??
    countFault(json)
  );
}

/** Ids have 1–255 well-formed characters, none of them a control character: two that look different never collide. */
export function idFault(field: string, value: unknown): Refusal | null {
  const isGood =
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= bounds.idCharacters &&
    isPlain(value);
  if (isGood) return null;
  const detail = `${field} must be a string of 1 to ${bounds.idCharacters} characters without control characters or lone surrogates.`;
  return refusal('event_malformed', detail, `/${field}`);
}

function isPlain(text: string): boolean {
  return text.isWellFormed() && !CONTROL.test(text);
}

const CONTROL = /\p{Cc}/u;

function sourceFault(source: unknown): Refusal | null {
  const isOurs = typeof source === 'string' && isOwnSource(source);
  return isOurs
    ? refusal(
        'event_malformed',
        'Sources that begin with "fuelgauge/" are kept for events made here. Choose another.',
        '/source',
      )
    : null;
}

function timeFault(value: unknown): Refusal | null {
  if (typeof value === 'string') return null;
  return refusal(
    'time_invalid',
    'occurred_at is missing: say when it happened, such as 2026-11-20T09:30:00Z.',
    '/occurred_at',
  );
}

function numberFault(value: unknown): Refusal | null {
  const isGood =
    value === undefined ||
    value === null ||
    (Number.isSafeInteger(value) && (value as number) >= 0);
  return isGood
    ? null
    : refusal('event_malformed', 'sequence must be a whole number of 0 or more.', '/sequence');
}

function flagFault(value: unknown): Refusal | null {
  return value === undefined || typeof value === 'boolean'
    ? null
    : refusal('event_malformed', 'enforce must be true or false.', '/enforce');
}

function dimensionsFault(value: unknown): Refusal | null {
  if (value === undefined) return null;
  if (!isObject(value))
    return refusal(
      'event_malformed',
      'dimensions must be an object of names and texts.',
      '/dimensions',
    );
  for (const [name, each] of Object.entries(value)) {
    const texts = Array.isArray(each) ? each : [each];
    const isGood =
      texts.length > 0 &&
      texts.every(
        (text) => typeof text === 'string' && text !== '' && isShort(text) && isPlain(text),
      );
    if (!isGood) {
      const detail = `The dimension must be a text of 1 to ${bounds.valueBytes} bytes without control characters, or a list of such texts.`;
      return refusal('event_malformed', detail, `/dimensions/${escapePointer(name)}`);
    }
  }
  return null;
}

function dataFault(value: unknown): Refusal | null {
  if (value === undefined) return null;
  if (!isObject(value))
    return refusal('event_malformed', 'data must be an object of properties.', '/data');
  for (const [name, each] of Object.entries(value)) {
    const pointer = `/data/${escapePointer(name)}`;
    if (
      typeof each === 'string' &&
      (!isShort(each) || !each.isWellFormed() || each.includes('\0'))
    ) {
      return refusal(
        'event_malformed',
        `The property must be a well-formed text of at most ${bounds.valueBytes} bytes without NUL.`,
        pointer,
      );
    }
    if (typeof each === 'number' && !isExact(each)) {
      return refusal(
        'quantity_invalid',
        'The number is beyond what a JSON number holds exactly. Send it as a string of decimals.',
        pointer,
      );
    }
  }
  return null;
}

/** Whole numbers up to 2^53 − 1, and fractions of at most 15 significant digits, come through JSON unchanged. */
function isExact(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

function countFault(json: JsonObject): Refusal | null {
  const count =
    Object.keys((json['data'] as object | undefined) ?? {}).length +
    Object.keys((json['dimensions'] as object | undefined) ?? {}).length;
  if (count <= bounds.eventProperties) return null;
  return refusal(
    'too_large',
    `An event may have ${bounds.eventProperties} properties in data and dimensions together.`,
    '/data',
  );
}

function isShort(text: string): boolean {
  return text.length <= bounds.valueBytes / 4 || Buffer.byteLength(text) <= bounds.valueBytes;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A name as a part of a JSON Pointer. */
export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Properties a catalog can read are scalars; objects and lists are not kept. */
function scalarsOf(data: Readonly<Record<string, unknown>>): Readonly<Record<string, Scalar>> {
  const scalars: Record<string, Scalar> = {};
  for (const [name, value] of Object.entries(data)) {
    if (value === null || typeof value !== 'object') scalars[name] = value as Scalar;
  }
  return scalars;
}

/** JSON with sorted keys and no white space, without the one member of the outermost object that is left out. */
export function canonical(value: unknown, leftOut?: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  let members = '';
  for (const name of Object.keys(value).sort()) {
    if (name === leftOut) continue;
    const comma = members === '' ? '' : ',';
    members += `${comma}${JSON.stringify(name)}:${canonical(value[name])}`;
  }
  return `{${members}}`;
}
