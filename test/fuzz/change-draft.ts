import type { Dice } from './dice.ts';
import type { Draft } from './draft.ts';
import { type Drafting, encoded } from './draft-request.ts';
import { WIRE_CHANGES } from './wire-change.ts';

/** Changes one thing about a draft, so that it is mostly no longer a valid request. */
export function changeDraft(draft: Draft, drafting: Drafting): Draft {
  const { dice } = drafting;
  const names = Object.keys(draft.body === null ? OF_REQUESTS : { ...OF_BODIES, ...OF_REQUESTS });
  const name = dice.pick(names);
  const change = OF_BODIES[name] ?? OF_REQUESTS[name];
  const changed = change?.(draft, drafting) ?? draft;
  return { ...changed, changes: [...draft.changes, name] };
}

type Change = (draft: Draft, drafting: Drafting) => Draft;

const OF_BODIES: Readonly<Record<string, Change>> = {
  'another value': (draft, { dice, nasty }) => atNode(draft, dice, () => dice.pick(nasty.values)),
  'another text': (draft, { dice, nasty }) => atNode(draft, dice, () => dice.pick(nasty.texts)),
  'another number': (draft, { dice, nasty }) => atNode(draft, dice, () => dice.pick(nasty.numbers)),
  'a digit turned text': (draft, { dice, nasty }) =>
    atNode(draft, dice, () => String(dice.pick(nasty.numbers))),
  'text in every field': (draft, { dice, nasty }) => {
    const text = dice.pick(nasty.texts);
    return withBody(draft, everyText(draft.body?.value, text));
  },
  'a field less': (draft, { dice }) =>
    atObject(draft, dice, (entries) => entries.toSpliced(dice.below(entries.length), 1)),
  'a field more': (draft, { dice, nasty }) =>
    atObject(draft, dice, (entries) => [
      ...entries,
      [dice.pick(nasty.names), dice.pick(nasty.values)],
    ]),
  'a field of another name': (draft, { dice, nasty }) =>
    atObject(draft, dice, (entries) =>
      entries.with(dice.below(entries.length), [dice.pick(nasty.texts), 'x']),
    ),
  'another body': (draft, { dice, nasty }) => withBody(draft, dice.pick(nasty.values)),
  'one of a list': (draft) => withBody(draft, [draft.body?.value]),
  'the same twice': (draft) => withBody(draft, [draft.body?.value, draft.body?.value]),
  'other bytes': (draft, { dice }) => ({
    ...draft,
    wire: [...draft.wire, { name: dice.pick(WIRE_CHANGES), at: dice.roll() }],
  }),
  'packed otherwise': (draft, { dice }) => ({
    ...draft,
    wire: [...draft.wire, { name: dice.pick(PACKINGS), at: dice.roll() }],
  }),
  'another content type': (draft, { dice }) =>
    withHeader(draft, ['content-type', dice.pick(TYPES)]),
  'another encoding': (draft, { dice }) =>
    withHeader(draft, [
      'content-encoding',
      dice.pick(['gzip', 'lzma', 'gzip, gzip', 'identity', '']),
    ]),
  'no body': (draft) => ({ ...draft, body: null }),
};

const OF_REQUESTS: Readonly<Record<string, Change>> = {
  'another parameter': (draft, { dice, nasty }) => {
    const names = queryNames(draft);
    if (names.length === 0) return draft;
    const name = dice.pick(names);
    const others = draft.query.filter((each) => !each.startsWith(`${name}=`));
    return { ...draft, query: [...others, `${name}=${encoded(dice.pick(nasty.texts))}`] };
  },
  'a parameter nobody knows': (draft, { dice, nasty }) => ({
    ...draft,
    query: [...draft.query, `${encoded(dice.pick([...nasty.names, ...nasty.texts]))}=1`],
  }),
  'a parameter twice': (draft) => ({
    ...draft,
    query: [...draft.query, ...draft.query.slice(0, 1)],
  }),
  'a forged cursor': (draft, { dice, nasty }) => {
    const position = Array.from({ length: dice.below(4) }, () =>
      dice.pick<unknown>([...nasty.texts, ...nasty.numbers, ...nasty.values]),
    );
    const cursor = Buffer.from(JSON.stringify(position)).toString('base64url');
    const others = draft.query.filter((each) => !each.startsWith('cursor='));
    return { ...draft, query: [...others, `cursor=${cursor}`] };
  },
  'another address': (draft, { dice, nasty }) => {
    const names = Object.keys(draft.params);
    if (names.length === 0) return draft;
    const text = dice.pick(nasty.texts);
    const raw = /^[\w%.+]*$/.test(text) && dice.chance(0.5) ? text : encoded(text);
    return { ...draft, params: { ...draft.params, [dice.pick(names)]: raw } };
  },
  'an address of odd bytes': (draft, { dice }) => {
    const names = Object.keys(draft.params);
    if (names.length === 0) return draft;
    const raw = dice.pick([
      '%ff',
      '%c0%af',
      '%ed%a0%80',
      '%zz',
      '%',
      '%2f',
      '%2e%2e',
      '..',
      '%00',
      '%0d%0a',
    ]);
    return { ...draft, params: { ...draft.params, [dice.pick(names)]: raw } };
  },
  'another method': (draft, { dice }) => {
    const method = dice.pick(METHODS);
    const isBodiless = method === 'GET' || method === 'HEAD';
    return { ...draft, method, body: isBodiless ? null : draft.body };
  },
  'an odd header': (draft, { dice, nasty }) =>
    withHeader(draft, [dice.pick(HEADERS), headerText(dice.pick(nasty.texts))]),
  'an odd key of repetition': (draft, { dice, nasty }) =>
    withHeader(draft, ['idempotency-key', headerText(dice.pick(nasty.texts))]),
  'another host': (draft, { dice }) =>
    withHeader(draft, [
      'host',
      dice.pick(['evil.example', 'localhost:1', '[::1]', '', '127.0.0.1.evil']),
    ]),
};

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'x'];
const PACKINGS = ['gzip', 'deflate', 'br'] as const;

const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=utf-16',
  'APPLICATION/JSON',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/xml',
  'application/json;;;',
  ';',
  '',
];

const HEADERS = [
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'content-length',
  'cookie',
  'expect',
  'if-none-match',
  'if-modified-since',
  'origin',
  'range',
  'referer',
  'sec-fetch-site',
  'traceparent',
  'user-agent',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-http-method-override',
  'x-original-url',
  'x-request-id',
];

/** As the bytes of its UTF-8, without what no header can hold. */
function headerText(text: string): string {
  const latin1 = Buffer.from(text.toWellFormed()).toString('latin1');
  return [...latin1]
    .filter((each) => each >= ' ' || each === '\t')
    .join('')
    .slice(0, 4_000);
}

function queryNames({ operation }: Draft): string[] {
  return operation.parameters.filter((each) => each.in === 'query').map(({ name }) => name);
}

function withHeader(draft: Draft, header: readonly [string, string]): Draft {
  return { ...draft, headers: [...draft.headers.filter(([name]) => name !== header[0]), header] };
}

function withBody(draft: Draft, value: unknown): Draft {
  return draft.body === null ? draft : { ...draft, body: { ...draft.body, value } };
}

type Path = readonly (string | number)[];

/** Puts another value at one place of the body. */
function atNode(draft: Draft, dice: Dice, make: () => unknown): Draft {
  const places = placesIn(draft.body?.value);
  return withBody(draft, put(draft.body?.value, dice.pick(places), make));
}

type Entries = readonly (readonly [string, unknown])[];

/** Puts other fields in one object of the body. */
function atObject(draft: Draft, dice: Dice, change: (entries: Entries) => Entries): Draft {
  const value = draft.body?.value;
  const places = placesIn(value).filter((path) => {
    const node = at(value, path);
    return typeof node === 'object' && node !== null && !Array.isArray(node);
  });
  const filled = places.filter((path) => Object.keys(at(value, path) as object).length > 0);
  if (filled.length === 0) return draft;
  const remake = (node: unknown) => Object.fromEntries(change(Object.entries(node as object)));
  return withBody(draft, put(value, dice.pick(filled), remake));
}

/** Places that are looked at: a catalog has thousands, a nasty value more. */
const PLACES_MAX = 5_000;

function placesIn(value: unknown): Path[] {
  const places: Path[] = [[]];
  for (let index = 0; index < places.length && places.length < PLACES_MAX; index += 1) {
    const path = places[index] as Path;
    const node = at(value, path);
    if (typeof node !== 'object' || node === null) continue;
    const keys = Array.isArray(node) ? [...node.keys()] : Object.keys(node);
    for (const key of keys) places.push([...path, key]);
  }
  return places;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (node, key) => (node as Record<string | number, unknown>)[key],
    value,
  );
}

function put(value: unknown, path: Path, make: (node: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return make(value);
  if (Array.isArray(value)) return value.with(key as number, put(value[key as number], rest, make));
  const entries = Object.entries(value as object).map(([name, each]): [string, unknown] => [
    name,
    name === key ? put(each, rest, make) : each,
  ]);
  return Object.fromEntries(entries);
}

function everyText(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((each) => everyText(each, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, everyText(each, text)]),
  );
}
