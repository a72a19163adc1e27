import type { Plugin } from 'vite';

/** A plugin, and what tells the modules that every page loads. */
export interface FirstChunk {
  readonly plugin: Plugin;
  readonly isFirst: (id: string) => boolean;
}

/**
 * Finds what the entry imports without waiting: every page has it, so one chunk of it is packed better than the many that
 * pages loaded later would cut it into.
 */
export function firstChunk(): FirstChunk {
  const first = new Set<string>();
  return {
    isFirst: (id) => first.has(id),
    plugin: {
      name: 'first-chunk',
      buildEnd() {
        const importsOf = (id: string) => this.getModuleInfo(id)?.importedIds ?? [];
        // The page and the script it names stay a chunk of their own: the manifest knows the page by that.
        const pages = [...this.getModuleIds()].filter((id) => this.getModuleInfo(id)?.isEntry);
        const scripts = pages.flatMap(importsOf);
        const waiting = scripts.flatMap(importsOf);
        for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
          if (first.has(id)) continue;
          first.add(id);
          waiting.push(...importsOf(id));
        }
      },
    },
  };
}
