import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

export interface Outcome {
  readonly step: Step;
  readonly passed: boolean;
  readonly seconds: number;
  /** Standard output and error together, in the order they came. */
  readonly output: string;
}

/** Runs a program of the repository from its root. A program that cannot start has failed. */
export function runStep(step: Step): Promise<Outcome> {
  const started = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(step.command, step.args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const read = (chunk: Buffer) => {
      output += chunk.toString();
    };
    const end = (passed: boolean) => {
      resolve({ step, passed, seconds: (performance.now() - started) / 1000, output });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', ({ message }) => {
      output += message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

/** Runs the steps in order, `width` of them at a time, and tells of each as it ends. */
export async function runSteps(
  steps: readonly Step[],
  width: number,
  onEnd: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const waiting = [...steps];
  const outcomes: Outcome[] = [];
  const runLane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const outcome = await runStep(step);
      outcomes.push(outcome);
      onEnd(outcome);
    }
  };
  await Promise.all(Array.from({ length: width }, runLane));
  return outcomes;
}
