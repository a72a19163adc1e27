import fs from 'node:fs';
import { ConfigFault, catalogPath } from './config.ts';
import type { Caller, Context } from './operations/context.ts';
import { publishCatalog } from './operations/publish-catalog.ts';

/**
 * Publishes the catalogs named, built-in or by path, where they differ from what is published, and answers their keys in order.
 * One that cannot be read, or is refused, is a {@link ConfigFault} that says every reason.
 */
export async function publishCatalogs(
  context: Context,
  names: readonly string[],
): Promise<string[]> {
  const keys: string[] = [];
  for (const name of names) {
    const answer = await publishOne(context, readCatalogFile(name));
    if (!answer.ok) {
      const { detail, errors = [] } = answer.refusal;
      const places = errors.map((each) => `\n  ${each.pointer || '/'}: ${each.detail}`);
      throw new ConfigFault(`${catalogPath(name)}: ${detail}${places.join('')}`);
    }
    keys.push(answer.body.key);
  }
  return keys;
}

/** Of servers that start at the same moment one publishes first: the others look again at what is published. */
async function publishOne(context: Context, document: unknown): Promise<Published> {
  const answer = await publishCatalog(context, SERVER, { document });
  const isLate = !answer.ok && answer.refusal.code === 'catalog_conflict';
  return isLate ? publishOne(context, document) : answer;
}

type Published = Awaited<ReturnType<typeof publishCatalog>>;

const SERVER: Caller = { actor: 'server', isTest: null, customers: null };

/** The JSON of a catalog's file, by built-in name or path. */
export function readCatalogFile(name: string): unknown {
  const file = catalogPath(name);
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigFault(`${file} is not JSON: ${(error as Error).message}.`);
  }
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`;
    throw new ConfigFault(`The catalog ${file} ${why}.`);
  }
}
