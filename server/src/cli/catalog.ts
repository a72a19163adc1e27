import { instant } from '@fuelgauge/core';
import type { CatalogDocument } from '../catalog/catalog-document.ts';
import type { CatalogChange } from '../catalog/diff-catalogs.ts';
import { catalogPath } from '../config.ts';
import { readCatalogFile } from '../publish-catalogs.ts';
import { asking, CLIENT_OPTIONS, openClient } from './client.ts';
import { type Command, CommandFault, EXIT, type Given, usageFault } from './command.ts';

/** `fuelgauge catalog validate`. */
export const catalogValidate: Command = {
  name: 'catalog validate',
  summary: 'Check catalogs and tell every fault with its place',
  words: '<file…>',
  count: { least: 1, most: 1000 },
  options: [],
  notes: ['A file may also be the name of a built-in catalog. Exit code 1 when one has a fault.'],
  examples: ['fuelgauge catalog validate catalogs/hosting.json'],
  async run(given) {
    let faulty = 0;
    for (const file of given.words) {
      const loaded = await load(file);
      if (loaded.ok) {
        console.log(`${file}: valid`);
        if (loaded.pending.length > 0) console.log('  Not yet in force:');
        for (const { pointer, note } of loaded.pending) console.log(`    ${pointer}: ${note}`);
        continue;
      }
      faulty += 1;
      const { length } = loaded.faults;
      console.log(`${file}: ${length === 1 ? '1 fault' : `${length} faults`}`);
      for (const { pointer, message } of loaded.faults)
        console.log(`  ${pointer || '/'}: ${message}`);
    }
    return faulty > 0 ? EXIT.refused : EXIT.done;
  },
};

/** `fuelgauge catalog diff`. */
export const catalogDiff: Command = {
  name: 'catalog diff',
  summary: 'Tell what differs between two catalogs, and what of it may not be published',
  words: '<before> <after> | <file>',
  count: { least: 1, most: 2 },
  options: CLIENT_OPTIONS,
  notes: [
    'With one file, against what the server has published. Exit code 1 when a change may not be published.',
  ],
  examples: [
    'fuelgauge catalog diff old.json new.json',
    'fuelgauge catalog diff new.json --url https://usage.example.com',
  ],
  async run(given) {
    const { diffCatalogs } = await import('../catalog/diff-catalogs.ts');
    const [first = '', second] = given.words;
    const after = await loadValid(second ?? first);
    const before = second === undefined ? await published(given, after) : await loadValid(first);
    const changes = diffCatalogs(before, after, instant(Date.now() * 1000));
    for (const change of changes) console.log(changeText(change));
    if (changes.length === 0) console.log('Nothing differs.');
    return changes.some(({ refused }) => refused !== undefined) ? EXIT.refused : EXIT.done;
  },
};

/** `fuelgauge catalog publish`. */
export const catalogPublish: Command = {
  name: 'catalog publish',
  summary: 'Publish catalogs as the next version of their keys',
  words: '<file…>',
  count: { least: 1, most: 1000 },
  options: CLIENT_OPTIONS,
  notes: [
    'The same document again publishes nothing. What is refused is told with its place, and exit code 1.',
  ],
  examples: ['fuelgauge catalog publish catalogs/hosting.json'],
  async run(given) {
    const client = openClient(given);
    for (const file of given.words) {
      const document = readCatalogFile(file);
      if (typeof document !== 'object' || document === null) {
        throw usageFault(catalogPublish, `${file} is not a JSON object.`);
      }
      const answer = await asking(given, client.catalog.publish(document));
      const { key, version, published: isNew, pending, rated_events } = answer;
      console.log(
        isNew
          ? `${key}: published version ${version}.`
          : `${key}: version ${version} says the same already.`,
      );
      if (rated_events > 0)
        console.log(`  ${rated_events} events that waited for a price were rated.`);
      if (pending.length > 0) console.log('  Not yet in force:');
      for (const { pointer, note } of pending) console.log(`    ${pointer}: ${note}`);
    }
    return EXIT.done;
  },
};

async function load(file: string) {
  const { loadCatalog } = await import('../catalog/load-catalog.ts');
  return loadCatalog(readCatalogFile(file));
}

async function loadValid(file: string): Promise<CatalogDocument> {
  const loaded = await load(file);
  if (loaded.ok) return loaded.document;
  const [first] = loaded.faults;
  const more = loaded.faults.length > 1 ? ` and ${loaded.faults.length - 1} more` : '';
  throw new CommandFault(
    `${catalogPath(file)} is not valid: ${first?.pointer}: ${first?.message}${more}. See: fuelgauge catalog validate ${file}`,
  );
}

async function published(given: Given, after: CatalogDocument): Promise<CatalogDocument> {
  const { key } = after;
  const { catalog } = await asking(given, openClient(given).catalog.get({ key }));
  return catalog as CatalogDocument;
}

function changeText({ pointer, kind, before, after, refused }: CatalogChange): string {
  const sign = { added: '+', removed: '-', changed: '~' }[kind];
  const values = {
    added: short(after),
    removed: short(before),
    changed: `${short(before)} → ${short(after)}`,
  }[kind];
  const why = refused === undefined ? '' : `\n    may not be published: ${refused}`;
  return `${sign} ${pointer}  ${values}${why}`;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
