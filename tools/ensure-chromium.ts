import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where a browser is when nobody says: the setting first, then each system's usual places. */
const PLACES = [
  process.env['FUELGAUGE_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The path of a Chromium for the browser tests. Installs Debian's when we are root there; where it
 * cannot, says what will be skipped and returns undefined.
 */
export function ensureChromium(): string | undefined {
  const found = find();
  if (found !== undefined) return found;
  const tried = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const installed = tried && install() ? find() : undefined;
  if (installed === undefined) {
    const why = tried ? 'apt-get could not install it' : 'only root on Debian can install it here';
    console.log(
      `No Chromium (${why}): browser tests are skipped. Set FUELGAUGE_CHROMIUM to run them.`,
    );
  }
  return installed;
}

function find(): string | undefined {
  return PLACES.find((place) => place !== undefined && existsSync(place));
}

function install(): boolean {
  console.log('Installing Chromium for the browser tests …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
    const args = ['install', '-y', '-q', '--no-install-recommends', 'chromium'];
    execFileSync('apt-get', args, { stdio: 'ignore', env });
    return true;
  } catch {
    return false;
  }
}
