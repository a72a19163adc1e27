import { fail } from './expectation.ts';
import { instantOf, type Place } from './place.ts';
import type { SentEvent } from './runner.ts';

/**
 * Reads `a1: deploy.succeeded at 2026-04-13 with context production, gb 2 for project blog run r1
 * sequence 3 source ci enforce backfill`: `with` begins data, `for` dimensions. Without an id it gets
 * one, without a time the clock's. An amendment keeps the time, run and dimensions it does not name.
 */
export function readEvent(
  place: Place,
  words: readonly string[],
  amended?: SentEvent,
): { event: SentEvent; backfill: boolean } {
  const isNamed = words[0]?.endsWith(':') ?? false;
  place.events += 1;
  const id = isNamed ? (words[0] ?? '').slice(0, -1) : `e${place.events}`;
  const [type = '', ...rest] = isNamed ? words.slice(1) : words;
  const said = readClauses(rest);
  const run = said.one.get('run') ?? amended?.run;
  const sequence = said.one.get('sequence') ?? amended?.sequence;
  const at = said.one.get('at');
  const event: SentEvent = {
    id,
    source: said.one.get('source') ?? amended?.source ?? 'scenario',
    type,
    customer: place.customer,
    occurred_at: at === undefined ? (amended?.occurred_at ?? place.now) : instantOf(place, at),
    dimensions: { ...amended?.dimensions, ...Object.fromEntries(said.dimensions) },
    data: Object.fromEntries(said.data.map(([name, text]) => [name, scalarOf(text)])),
    ...(run === undefined ? {} : { run }),
    ...(sequence === undefined ? {} : { sequence: Number(sequence) }),
    ...(said.flags.has('enforce') ? { enforce: true } : {}),
  };
  if (!amended && !place.sent.has(id)) place.sent.set(id, event);
  return { event, backfill: said.flags.has('backfill') };
}

interface Clauses {
  readonly one: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
  readonly data: readonly (readonly [string, string])[];
  readonly dimensions: readonly (readonly [string, string | readonly string[]])[];
}

const FLAGS = new Set(['enforce', 'backfill']);

function readClauses(words: readonly string[]): Clauses {
  const one = new Map<string, string>();
  const flags = new Set<string>();
  const data: (readonly [string, string])[] = [];
  const dimensions: (readonly [string, string | readonly string[]])[] = [];
  for (let index = 0; index < words.length; ) {
    const word = words[index] ?? '';
    if (FLAGS.has(word)) {
      flags.add(word);
      index += 1;
    } else if (word === 'with' || word === 'for') {
      do {
        const [name = '', value = ''] = words.slice(index + 1, index + 3);
        if (word === 'with') data.push([name, value]);
        else dimensions.push([name, value.startsWith('[') ? membersOf(value) : value]);
        index += 3;
      } while (words[index] === ',');
    } else {
      one.set(word, words[index + 1] ?? fail(`"${word}" has no value.`));
      index += 2;
    }
  }
  return { one, flags, data, dimensions };
}

function membersOf(list: string): string[] {
  return list.slice(1, -1).split(' ');
}

function scalarOf(text: string): string | boolean {
  return text === 'true' ? true : text === 'false' ? false : text;
}
