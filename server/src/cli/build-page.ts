import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandFault } from './command.ts';

/**
 * Builds the page when it is missing or older than what it is made of, and says so. Where there is nothing to build it with,
 * or the build fails, an older page stays in use.
 */
export async function buildPage(): Promise<void> {
  const built = newestIn([MANIFEST]);
  if (built >= newestIn(SOURCES)) return;
  const builder = findBuilder();
  if (builder === undefined) return;
  const begin = performance.now();
  console.error('Building the page …');
  const { code, said } = await run(builder, ['build', WEB, '--logLevel', 'warn']);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  if (code === 0) console.error(`Built the page in ${seconds} s.`);
  else if (built > 0)
    console.error(`${said}\nThe page could not be built: the older one is served.`);
  else throw new CommandFault(`The page could not be built:\n${said}`);
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const WEB = path.join(ROOT, 'web');
const MANIFEST = path.join(WEB, 'dist/index.html');
const SOURCES = [
  'web/src',
  'web/public',
  'web/index.html',
  'web/plugins',
  'web/vite.config.ts',
  'sdk/src',
  'core/src',
].map((name) => path.join(ROOT, name));

/** Milliseconds of the latest change in these files and folders; 0 where there are none. */
function newestIn(paths: readonly string[]): number {
  const times = paths.map((each) => {
    const stats = fs.statSync(each, { throwIfNoEntry: false });
    if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
    return newestIn(fs.readdirSync(each).map((name) => path.join(each, name)));
  });
  return Math.max(0, ...times);
}

function findBuilder(): string | undefined {
  try {
    const manifest = createRequire(path.join(WEB, 'package.json')).resolve('vite/package.json');
    return path.join(path.dirname(manifest), 'bin/vite.js');
  } catch {
    return undefined;
  }
}

async function run(
  program: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly said: string }> {
  // Whatever this process is run for, the page is built for use.
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, [program, ...args], { cwd: ROOT, env, stdio: 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, said: said.trim() };
}
