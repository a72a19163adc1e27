import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/** What a page needs soon, and its scripts would ask for one after the other. */
export interface Early {
  /** Where the module of the page shown first ends. */
  readonly page: string;
  /** In the name of the font that is loaded first. */
  readonly font: string;
  /** What the modules of texts begin with; the rest is their language. */
  readonly texts: string;
}

/**
 * Names in the page's head what is to be asked for with its scripts, not after them: the page shown first and the font. Texts
 * are named by their language, as `<meta name="texts:de">`; `start.js` knows which of them is needed.
 */
export function early({ page, font, texts }: Early): Plugin {
  return {
    name: 'early',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        // The development server bundles nothing.
        const files = Object.values(bundle ?? {});
        const chunks = files.filter((file) => file.type === 'chunk');
        const shown = chunks.filter(({ facadeModuleId }) => facadeModuleId?.endsWith(page));
        const scripts = shown.flatMap((chunk) => [chunk.fileName, ...chunk.imports]);
        const fonts = files.filter(({ fileName }) => fileName.includes(font));
        return [
          ...chunks.flatMap((chunk) => textsTag(chunk, texts)),
          ...fonts.map(({ fileName }) => fontTag(fileName)),
          ...scripts.filter((fileName) => !html.includes(fileName)).map(scriptTag),
        ];
      },
    },
  };
}

function textsTag({ facadeModuleId, fileName }: Rolldown.OutputChunk, texts: string) {
  const [before, language] = facadeModuleId?.split(texts) ?? [];
  if (before !== '' || !language || language.includes('/')) return [];
  const attrs = { name: `texts:${language}`, content: `/${fileName}` };
  return [{ tag: 'meta', attrs, injectTo: 'head-prepend' as const }];
}

function fontTag(fileName: string): HtmlTagDescriptor {
  const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true };
  return { tag: 'link', attrs: { ...attrs, href: `/${fileName}` }, injectTo: 'head' };
}

function scriptTag(fileName: string): HtmlTagDescriptor {
  const attrs = { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` };
  return { tag: 'link', attrs, injectTo: 'head' };
}
