import type { Plugin } from 'vite';

/** A plugin, and what tells the modules that every page loads. */
export interface FirstChunk {
  readonly plugin: Plugin;
  readonly isFirst: (id: string) => boolean;
}

/**
 * Finds what the entry and the page shown first import without waiting: one chunk of it is packed better, and asked for in
 * fewer requests, than the many that pages loaded later would cut it into.
 *
 * @param page Where the module of the page shown first ends, such as `/src/pages/Overview.tsx`. It stays a chunk of its own.
 */
export function firstChunk(page: string): FirstChunk {
  const first = new Set<string>();
  return {
    isFirst: (id) => first.has(id),
    plugin: {
      name: 'first-chunk',
      buildEnd() {
        const importsOf = (id: string) => this.getModuleInfo(id)?.importedIds ?? [];
        // The page and the script it names stay a chunk of their own: the manifest knows the page by that.
        const modules = [...this.getModuleIds()];
        const entries = modules.filter((id) => this.getModuleInfo(id)?.isEntry);
        const scripts = entries.flatMap(importsOf);
        const shown = modules.filter((id) => id.endsWith(page));
        const waiting = [...scripts, ...shown].flatMap(importsOf);
        for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
          if (first.has(id)) continue;
          first.add(id);
          waiting.push(...importsOf(id));
        }
      },
    },
  };
}
