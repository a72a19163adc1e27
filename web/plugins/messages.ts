import { fileURLToPath } from 'node:url';
import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';

/** What the names of modules of texts begin with. */
export const TEXTS = 'virtual:messages/';
const RESOLVED = `\0${TEXTS}`;
const SOURCE = fileURLToPath(new URL('../src/messages/messages-of.ts', import.meta.url));
const LATE = fileURLToPath(new URL('../src/messages/late-areas.ts', import.meta.url));

/**
 * Serves `virtual:messages/<locale>`: the texts in one language, compiled, so that nobody loads the others or a parser; and
 * `virtual:messages/<locale>/late`: those that most visits never show.
 */
export function messagesPlugin(): Plugin {
  return {
    name: 'messages',
    resolveId: (id) => (id.startsWith(TEXTS) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(RESOLVED)) return undefined;
      this.addWatchFile(SOURCE);
      const [locale, late] = id.slice(RESOLVED.length).split('/');
      const { messagesOf } = await import(SOURCE);
      const named = late && (await import(LATE)).lateAreas;
      return `export const messages = ${JSON.stringify(compiled(messagesOf(locale, named)))}`;
    },
  };
}

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

function compiled(texts: Texts): Record<string, Record<string, unknown>> {
  return mapValues(texts, (area) => mapValues(area, (text) => compile(text)));
}

function mapValues<From, To>(
  object: Readonly<Record<string, From>>,
  toValue: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, toValue(value)]));
}
