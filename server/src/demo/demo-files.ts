import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const NAMES = [
  'agent-sessions',
  'benchmark-series',
  'chat-requests',
  'client-shares',
  'cloud-series',
  'image-clients',
  'inference-requests',
  'invoice-lines',
  'invoices',
  'page-views',
  'prices',
  'responses',
] as const;

/** A file of the demo data, without its ending. `demo/README.md` tells what each holds. */
export type DemoFile = (typeof NAMES)[number];

/** The text of every file of the demo data. */
export type DemoFiles = Readonly<Record<DemoFile, string>>;

/** Reads and unpacks the demo data of a directory; throws when a file is missing. */
export function readDemoFiles(directory: string): DemoFiles {
  const texts = NAMES.map((name) => {
    const packed = readFileSync(join(directory, `${name}.csv.gz`));
    return [name, gunzipSync(packed).toString('utf8')] as const;
  });
  return Object.fromEntries(texts) as DemoFiles;
}
