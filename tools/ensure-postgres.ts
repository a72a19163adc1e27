// Finds the PostgreSQL that tests run on, or installs Debian's when we are root there. Says what
// will be skipped otherwise, which only a run with CI=true counts as a failure.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findPostgres } from '../test/support/postgres-cluster.ts';

if (process.env['FUELGAUGE_TEST_SERVER_URL'] === undefined && findPostgres() === undefined) {
  const isTried = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!isTried || !install()) {
    const why = isTried
      ? 'apt-get could not install it'
      : 'only root on Debian can install it here';
    console.log(
      `No PostgreSQL (${why}): its tests are skipped. Install PostgreSQL 15 or later to run them.`,
    );
    if (process.env['CI'] === 'true') process.exitCode = 1;
  }
}

function install(): boolean {
  console.log('Installing PostgreSQL for the tests …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
    const args = ['install', '-y', '-q', '--no-install-recommends', 'postgresql'];
    execFileSync('apt-get', args, { stdio: 'ignore', env });
  } catch {
    return false;
  }
  return findPostgres() !== undefined;
}
