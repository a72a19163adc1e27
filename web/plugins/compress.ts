import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** As small as they become: it is done once, and every reader waits less. */
const SMALLEST = {
  br: (content: Buffer) =>
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gz: (content: Buffer) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
} as const;

/** Writes each text of the built page compressed beside it, as `page.js.br` and `page.js.gz`. Pictures and fonts are already. */
export function compress(): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const entries = await fs.readdir(dir, { recursive: true, withFileTypes: true });
      const texts = entries
        .filter((entry) => entry.isFile() && /\.(?:css|js|svg)$/.test(entry.name))
        .map((entry) => path.join(entry.parentPath, entry.name));
      await Promise.all(texts.flatMap((file) => [write(file, 'br'), write(file, 'gz')]));
    },
  };
}

async function write(file: string, encoding: keyof typeof SMALLEST): Promise<void> {
  await fs.writeFile(`${file}.${encoding}`, await SMALLEST[encoding](await fs.readFile(file)));
}
