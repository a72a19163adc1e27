import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const NAME = 'virtual:messages/';
const RESOLVED = `\0${NAME}`;
const SOURCE = fileURLToPath(new URL('./src/messages/messages-of.ts', import.meta.url));

/** Serves `virtual:messages/<locale>`: all texts in one language, so that nobody loads the others. */
export function messagesPlugin(): Plugin {
  return {
    name: 'messages',
    resolveId: (id) => (id.startsWith(NAME) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(RESOLVED)) return undefined;
      this.addWatchFile(SOURCE);
      const { messagesOf } = await import(SOURCE);
      return `export const messages = ${JSON.stringify(messagesOf(id.slice(RESOLVED.length)))}`;
    },
  };
}
