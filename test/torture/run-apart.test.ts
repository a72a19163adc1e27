import fs from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { Part } from './part.ts';
import { runApart } from './run-apart.ts';

const PART: Part = {
  kind: 'simulation',
  id: 'simulation',
  name: 'simulation',
  engine: null,
  from: 0,
  to: 1_000_000,
  seed: 1,
};

test('a part that is ended from outside has neither gone well nor failed', async () => {
  const outcome = runApart(PART, new AbortController().signal);
  const pid = await vi.waitUntil(() => partUnder(process.pid), 20_000);
  process.kill(pid, 'SIGKILL');
  expect(await outcome).toBeNull();
});

/** The process of a part that this one has started. */
function partUnder(parent: number): number | undefined {
  const ids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = ids.find((id) => {
    const read = (file: string) => fs.readFileSync(`/proc/${id}/${file}`, 'utf8');
    try {
      const isChild = read('stat').split(') ')[1]?.split(' ')[1] === String(parent);
      return isChild && read('cmdline').includes('run-part.ts');
    } catch {
      return false;
    }
  });
  return found === undefined ? undefined : Number(found);
}
