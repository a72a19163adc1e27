import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildPage } from '../../server/src/cli/build-page.ts';

const BUILT = path.resolve(import.meta.dirname, '../../web/dist');
const KB = 1000;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

let manifest: Readonly<Record<string, Chunk>>;

beforeAll(async () => {
  await buildPage();
  manifest = JSON.parse(fs.readFileSync(path.join(BUILT, '.vite/manifest.json'), 'utf8'));
});

/** A chunk and everything that is loaded with it. */
function withImports(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const each of manifest[name]?.imports ?? []) withImports(each, seen);
  return seen;
}

function gzipped(file: string): number {
  return gzipSync(fs.readFileSync(path.join(BUILT, file)), { level: 9 }).length;
}

function sizeOf(names: Iterable<string>): number {
  return [...names].reduce((sum, name) => sum + gzipped(manifest[name]?.file ?? ''), 0);
}

describe('58: what a page weighs, gzipped', () => {
  /** What the head of the page names, and the texts in English. */
  const first = () => {
    const html = fs.readFileSync(path.join(BUILT, 'index.html'), 'utf8');
    const names = Object.keys(manifest).filter((name) =>
      ['src', 'href'].some((attribute) => html.includes(`${attribute}="/${manifest[name]?.file}"`)),
    );
    const scripts = names.filter((name) => manifest[name]?.file.endsWith('.js'));
    return new Set([...scripts, ENGLISH].flatMap((name) => [...withImports(name)]));
  };

  test('the script of the first usable Overview stays below 200 kB', () => {
    // Overview has no file of its own: it is in the first.
    expect(Object.keys(manifest).filter((name) => /Overview/.test(name))).toEqual([]);
    expect(first().size).toBeGreaterThan(2);
    expect(sizeOf(first())).toBeLessThan(200 * KB);
  });

  test('every page that is loaded later stays below 45 kB', () => {
    const known = first();
    const later = Object.keys(manifest).filter(
      (name) => !known.has(name) && manifest[name]?.file.endsWith('.js'),
    );
    const heavy = later
      .map((name) => ({ name, size: sizeOf(withImports(name).difference(known)) }))
      .filter(({ size }) => size > 45 * KB);
    expect(heavy).toEqual([]);
  });

  test('the styles stay below 15 kB, and the font that is loaded first below 50', () => {
    const files = fs.readdirSync(path.join(BUILT, 'assets'));
    const styles = files.filter((file) => file.endsWith('.css'));
    expect(styles.length).toBeGreaterThan(0);
    expect(styles.reduce((sum, file) => sum + gzipped(`assets/${file}`), 0)).toBeLessThan(15 * KB);
    const [font] = files.filter((file) => /latin-wght.*\.woff2$/.test(file));
    expect(fs.statSync(path.join(BUILT, 'assets', `${font}`)).size).toBeLessThan(50 * KB);
  });
});

const ENGLISH = '../virtual:messages/en';
