import fs from 'node:fs';
import path from 'node:path';
import { formatInstant, type Instant, parseInstant } from '@fuelgauge/core';
import { ConfigFault } from './config.ts';

/** How far the demo has been loaded into a data directory; kept in a file there, which also marks the directory as the demo's. */
export interface DemoState {
  /** The moment the history is made for: that of the first start, also when loading goes on another day. */
  readonly madeFor: Instant;
  readonly isComplete: () => boolean;
  /** Steps of a customer that are certainly done; a few more may be. */
  readonly stepsDone: (customer: string) => number;
  /** Notes a step that was committed. Written a few times a second. */
  readonly noteStep: (customer: string, steps: number) => void;
  /** Writes what was noted; `complete` when nothing is left to load. */
  readonly save: (complete?: boolean) => void;
}

/** Reads the state of the demo's own directory, or makes a directory the demo's that is not there or empty. Refuses any other. */
export function openDemoState(directory: string, now: Instant): DemoState {
  const file = path.join(directory, FILE_NAME);
  const written = readDemoFile(file);
  if (!written && !isUnused(directory)) {
    throw new ConfigFault(
      `${directory} holds data that are not the demo's, so the demo does not touch it: set FUELGAUGE_DATA_DIR to another folder, or use "fuelgauge serve".`,
    );
  }
  const madeFor = written?.madeFor ?? now;
  const steps: Record<string, number> = { ...written?.steps };
  let isComplete = written?.complete ?? false;
  let savedMs = 0;

  function save(complete = isComplete): void {
    isComplete = complete;
    savedMs = performance.now();
    const content = { made_for: formatInstant(madeFor), complete, steps };
    fs.writeFileSync(`${file}.new`, `${JSON.stringify(content)}\n`, { flush: true });
    fs.renameSync(`${file}.new`, file);
  }

  if (!written) {
    makeDirectory(directory);
    save();
  }
  return {
    madeFor,
    isComplete: () => isComplete,
    stepsDone: (customer) => steps[customer] ?? 0,
    noteStep(customer, done) {
      steps[customer] = done;
      if (performance.now() - savedMs > SAVE_MS) save();
    },
    save,
  };
}

const FILE_NAME = 'demo.json';
const SAVE_MS = 250;

interface DemoFile {
  readonly madeFor: Instant;
  readonly complete: boolean;
  readonly steps: Readonly<Record<string, number>>;
}

function readDemoFile(file: string): DemoFile | undefined {
  if (!fs.existsSync(file)) return undefined;
  const { made_for, complete, steps } = parse(file);
  const madeFor = typeof made_for === 'string' ? parseInstant(made_for) : undefined;
  if (madeFor === undefined) throw unreadable(file);
  return { madeFor, complete: complete === true, steps: (steps ?? {}) as DemoFile['steps'] };
}

function parse(file: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    throw unreadable(file);
  }
}

function unreadable(file: string): ConfigFault {
  return new ConfigFault(
    `${file} cannot be read: remove the folder ${path.dirname(file)} to begin the demo anew.`,
  );
}

function isUnused(directory: string): boolean {
  try {
    return fs.readdirSync(directory).length === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw unusable(directory, error);
  }
}

function makeDirectory(directory: string): void {
  try {
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
    fs.accessSync(directory, fs.constants.W_OK);
  } catch (error) {
    throw unusable(directory, error);
  }
}

function unusable(directory: string, error: unknown): ConfigFault {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return new ConfigFault(
    `The data directory ${directory} cannot be used (${code}): set FUELGAUGE_DATA_DIR to a folder you may write to.`,
  );
}
