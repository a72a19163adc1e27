// Points git at the hooks kept in this folder. Plain JavaScript without imports of ours, because
// npm runs it at install time, under whatever Node is there. Does nothing outside our own clone.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('.git')) {
  try {
    execFileSync('git', ['config', 'core.hooksPath', 'tools/hooks'], { stdio: 'ignore' });
  } catch {
    console.warn('The git hooks were not installed; `npm run check` does the same work.');
  }
}
