import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/** What a page needs soon, and its script would ask for only when it runs. */
export interface Early {
  /** In the name of the font that is loaded first. */
  readonly font: string;
  /** What the modules of texts begin with; the rest is their language. */
  readonly texts: string;
  /** Where the modules of pages end, by the last part of the page's address. */
  readonly pages: Readonly<Record<string, string>>;
}

/**
 * Names in the page's head what is to be asked for with its script, not after it: the font; and what depends on whoever reads and
 * where, as `<meta name="texts:de">` and `<meta name="page:usage">`, of which `start.js` takes what is needed.
 */
export function early({ font, texts, pages }: Early): Plugin {
  return {
    name: 'early',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        // The development server bundles nothing.
        const files = Object.values(bundle ?? {});
        const chunks = files.filter((file) => file.type === 'chunk');
        const fonts = files.filter(({ fileName }) => fileName.includes(font));
        const scriptsOf = (module: string) =>
          withImports(chunks, module).filter((fileName) => !html.includes(fileName));
        return [
          ...chunks.flatMap((chunk) => textsTag(chunk, texts)),
          ...Object.entries(pages).map(([at, module]) => nameTag(`page:${at}`, scriptsOf(module))),
          ...fonts.map(({ fileName }) => fontTag(fileName)),
        ];
      },
    },
  };
}

function textsTag({ facadeModuleId, fileName }: Rolldown.OutputChunk, texts: string) {
  const [before, language] = facadeModuleId?.split(texts) ?? [];
  if (before !== '' || !language || language.includes('/')) return [];
  return [nameTag(`texts:${language}`, [fileName])];
}

/** The chunk of a module and all that it imports without waiting. */
function withImports(chunks: readonly Rolldown.OutputChunk[], module: string): string[] {
  const found = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module));
  const names = new Set(found ? [found.fileName] : []);
  // What is added on the way is visited too.
  for (const name of names) {
    for (const each of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) {
      names.add(each);
    }
  }
  return [...names];
}

function nameTag(name: string, fileNames: readonly string[]): HtmlTagDescriptor {
  const content = fileNames.map((fileName) => `/${fileName}`).join(' ');
  return { tag: 'meta', attrs: { name, content }, injectTo: 'head-prepend' };
}

function fontTag(fileName: string): HtmlTagDescriptor {
  const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true };
  return { tag: 'link', attrs: { ...attrs, href: `/${fileName}` }, injectTo: 'head' };
}
