import { execFile, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { BROWSER_ARGUMENTS } from '../support/dashboard-world.ts';
import { type Figure, figureOf } from './figure.ts';

export interface PagesBench {
  /** Of the demo. */
  readonly url: string;
  readonly executablePath: string;
  readonly rounds: number;
  readonly onProgress: (sentence: string) => void;
}

const CUSTOMER = 'brambleway';
const PAGES = [
  { name: 'overview', path: `/c/${CUSTOMER}` },
  { name: 'explore', path: `/c/${CUSTOMER}/usage?by=project` },
  { name: 'activity', path: `/c/${CUSTOMER}/activity` },
] as const;

/** What a page may take; of the score, what it must have. */
const FLOORS = {
  desktop: { score: 95, lcp: 800, tti: 1000, tbt: 50, cls: 0.02 },
  mobile: { score: 85, lcp: 2500, tti: 3500, tbt: 300, cls: 0.05 },
} as const;

const AUDITS = {
  lcp: 'largest-contentful-paint',
  tti: 'interactive',
  tbt: 'total-blocking-time',
  cls: 'cumulative-layout-shift',
} as const;

/** Lighthouse's marks of the pages of the demo, as a desktop and as a phone: it simulates both. */
export async function scorePages({ url, rounds, onProgress, ...place }: PagesBench) {
  const program = installLighthouse(onProgress);
  const figures: Figure[] = [];
  for (const form of ['desktop', 'mobile'] as const) {
    for (const page of PAGES) {
      const runs: Report[] = [];
      for (let round = 0; round < rounds; round += 1) {
        runs.push(await runLighthouse({ ...place, program, form, url: url + page.path }));
      }
      const name = `page.${page.name}.${form}`;
      const floor = FLOORS[form];
      const scores = runs.map(({ categories }) => (categories.performance.score ?? 0) * 100);
      const least = { values: scores, baselines: [floor.score], baselineName: 'at least' };
      figures.push(figureOf(`${name}.score`, 'of 100', least));
      for (const [mark, audit] of Object.entries(AUDITS) as [keyof typeof AUDITS, string][]) {
        const values = runs.map(({ audits }) => audits[audit]?.numericValue ?? Number.NaN);
        const most = { values, baselines: [floor[mark]], baselineName: 'at most' };
        figures.push(figureOf(`${name}.${mark}`, mark === 'cls' ? 'shift' : 'ms', most));
      }
      onProgress(`${name}: ${scores.map((score) => score.toFixed(0)).join(', ')} of 100`);
    }
  }
  return figures;
}

interface Report {
  readonly categories: { readonly performance: { readonly score: number | null } };
  readonly audits: Readonly<Record<string, { readonly numericValue?: number }>>;
}

/** Pages hold a stream open, so that their network is never idle: this long is waited for it. */
const WAIT_MS = 12_000;
const ATTEMPTS = 3;

async function runLighthouse({
  program,
  form,
  url,
  executablePath,
}: {
  readonly program: string;
  readonly form: keyof typeof FLOORS;
  readonly url: string;
  readonly executablePath: string;
}): Promise<Report> {
  const args = [
    program,
    url,
    ...(form === 'desktop' ? ['--preset=desktop'] : []),
    '--only-categories=performance',
    '--output=json',
    '--quiet',
    `--max-wait-for-load=${WAIT_MS}`,
    `--chrome-flags=--headless=new ${BROWSER_ARGUMENTS.join(' ')}`,
  ];
  const options = {
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, CHROME_PATH: executablePath },
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { stdout } = await promisify(execFile)(process.execPath, args, options);
      return JSON.parse(stdout) as Report;
    } catch (error) {
      // A browser that lost its own trace measured nothing; what else goes wrong says so each time.
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

const HERE = path.join(import.meta.dirname, 'lighthouse');
const INSTALLED = path.resolve(import.meta.dirname, '../../node_modules/.cache/lighthouse');

/** The program of the version in `lighthouse/package-lock.json`, installed when it is not there. */
function installLighthouse(onProgress: (sentence: string) => void): string {
  const read = (folder: string) => {
    const file = path.join(folder, 'package-lock.json');
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
  };
  const program = path.join(INSTALLED, 'node_modules/lighthouse/cli/index.js');
  if (read(INSTALLED) !== read(HERE) || !fs.existsSync(program)) {
    onProgress('Installing Lighthouse …');
    fs.mkdirSync(INSTALLED, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) {
      fs.copyFileSync(path.join(HERE, file), path.join(INSTALLED, file));
    }
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: INSTALLED,
      stdio: 'ignore',
    });
  }
  return program;
}
