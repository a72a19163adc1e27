import { createTranslator } from 'use-intl';
import { describe, expect, test } from 'vitest';
import { areas } from './areas.ts';
import { lateAreas } from './late-areas.ts';
import { messagesOf } from './messages-of.ts';
import type { Text } from './texts.ts';

const every = { ...areas, ...lateAreas };
const all = Object.entries(every).flatMap(([area, texts]) =>
  Object.entries(texts).map(([key, text]): [name: string, text: Text] => [`${area}.${key}`, text]),
);

/** Pressure, blame and noise: what the interface never says, in either language. */
const FORBIDDEN: readonly RegExp[] = [
  /most popular|best value|beliebteste|meistgekauft/i,
  /hurry|last chance|only today|don.t miss|beeilen|letzte chance|nur heute/i,
  /no,? i (like|prefer|don.t)|nein,? ich (mag|möchte)/i,
  /oops|uh-oh|hoppla|\bups\b/i,
  /\bplease\b|\bbitte\b/i,
  /invalid (file|input)|ungültige datei/i,
  /!/,
  /\p{Extended_Pictographic}/u,
];

describe('the texts of the interface', () => {
  test('66: none presses, blames or shouts', () => {
    const found = all.flatMap(([name, { en, de }]) =>
      [en, de].flatMap((text) =>
        FORBIDDEN.filter((phrase) => phrase.test(text)).map((phrase) => `${name}: ${phrase}`),
      ),
    );
    expect(found).toEqual([]);
  });

  test('66: every text stands in both languages, with a note for whoever translates', () => {
    const missing = all.filter(([, { en, de, note }]) => !en.trim() || !de.trim() || !note.trim());
    expect(missing.map(([name]) => name)).toEqual([]);
    expect(all.length).toBeGreaterThan(50);
  });

  test('both languages take the same arguments', () => {
    const differing = all.filter(
      ([, { en, de }]) => argumentsOf(en).join() !== argumentsOf(de).join(),
    );
    expect(differing.map(([name]) => name)).toEqual([]);
  });

  test.each(['en', 'de', 'en-XA', 'ar-XB'] as const)('each can be written in %s', (locale) => {
    const faults: string[] = [];
    const translate = createTranslator({
      locale: locale === 'de' ? 'de' : 'en',
      messages: messagesOf(locale, every) as never,
      onError: (error) => faults.push(error.message),
    }) as unknown as {
      markup: (key: string, values: Record<string, unknown>) => string;
    };
    for (const [name, text] of all) {
      const values = argumentsOf(text.en).map((argument) => [argument, 3] as const);
      const tags = [...text.en.matchAll(/<(\w+)>/g)].map(
        ([, tag]) => [`${tag}`, (inner: string) => inner] as const,
      );
      const written = translate.markup(name, Object.fromEntries([...values, ...tags]));
      if (/[{}]/.test(written) && !/'\{/.test(text.en)) faults.push(`${name}: ${written}`);
    }
    expect(faults).toEqual([]);
  });

  test('57: the made language keeps arguments and plurals, and marks both ends', () => {
    const { period } = messagesOf('en-XA');
    const translate = createTranslator({ locale: 'en', messages: { period } as never });
    const written = (translate as unknown as (key: string, values: object) => string)(
      'period.days',
      { days: 3, zone: 'UTC' },
    );
    expect(written).toMatch(/^⟦3 .*UTC·+⟧$/);
  });
});

/**
 * Names of a message's arguments, each once, in order of the alphabet. Braces open an argument in
 * text, and text in an argument.
 */
function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  let depth = 0;
  const unquoted = message.replace(/'\{[^']*'/g, '');
  for (const [index, character] of [...unquoted].entries()) {
    if (character === '{') {
      if (depth % 2 === 0) names.add(/^\s*(\w+)/.exec(unquoted.slice(index + 1))?.[1] ?? '');
      depth += 1;
    }
    if (character === '}') depth -= 1;
  }
  return [...names].toSorted();
}
