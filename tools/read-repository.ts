import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The repository as the tools read it: text by path, paths relative to the root with `/`. */
export type Repository = ReadonlyMap<string, string>;

/** SQL and TypeScript that a program writes: too long for a person, and not measured. */
const GENERATED: readonly string[] = ['sdk/src/wire.ts', 'server/src/store/schema.sql'];

/** Every text file that is tracked, or would be: what `.gitignore` hides is not read. */
export function readRepository(root: string): Repository {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const paths = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .filter((path) => statSync(join(root, path)).isFile());
  const files = new Map<string, string>();
  for (const path of paths.toSorted()) {
    const text = readFileSync(join(root, path), 'utf8');
    if (!text.includes('\0')) files.set(path, text);
  }
  return files;
}

export function isGenerated(path: string): boolean {
  return GENERATED.includes(path);
}

export function isTypeScript(path: string): boolean {
  return /\.tsx?$/.test(path);
}

export function isTest(path: string): boolean {
  return path.startsWith('test/') || /\.test\.tsx?$/.test(path);
}
