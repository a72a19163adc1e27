import type { CustomerProgress } from '../load-demo.ts';

/** Tells on stderr how the demo's data come in: a line that is written over on a terminal, else one for each customer. */
export interface DemoReport {
  readonly onProgress: (progress: CustomerProgress) => void;
  /** Events since the first that was told of, and how long they took. */
  readonly total: () => { readonly events: number; readonly seconds: number };
  /** Ends the line. */
  readonly end: () => void;
}

export function openDemoReport(stream: NodeJS.WriteStream = process.stderr): DemoReport {
  let begin: number | undefined;
  const customers = new Map<string, CustomerProgress>();
  const first = new Map<string, number>();
  let shownMs = 0;
  const seconds = () => (begin === undefined ? 0 : (performance.now() - begin) / 1000);
  const events = () =>
    [...customers.values()].reduce(
      (sum, { key, loaded }) => sum + loaded - (first.get(key) ?? 0),
      0,
    );
  const line = (names: readonly string[]) =>
    `Demo data: ${count(events())} events, ${count(events() / Math.max(seconds(), 0.001))}/s: ${names.join(', ')}`;

  return {
    onProgress(progress) {
      begin ??= performance.now();
      const { key, loaded } = progress;
      if (!first.has(key)) first.set(key, loaded);
      customers.set(key, progress);
      const isDone = loaded === progress.events;
      if (stream.isTTY) {
        if (!isDone && performance.now() - shownMs < SHOW_MS) return;
        shownMs = performance.now();
        const under = [...customers.values()].filter((each) => each.loaded < each.events);
        stream.write(`\r\x1b[2K${line((under.length > 0 ? under : [progress]).map(shareOf))}`);
      } else if (isDone || performance.now() - shownMs > PLAIN_MS) {
        shownMs = performance.now();
        stream.write(`${line([shareOf(progress)])}\n`);
      }
    },
    total: () => ({ events: events(), seconds: seconds() }),
    end: () => {
      if (stream.isTTY) stream.write('\r\x1b[2K');
    },
  };
}

const SHOW_MS = 100;
const PLAIN_MS = 2_000;

function shareOf({ name, loaded, events }: CustomerProgress): string {
  return loaded === events ? `${name} done` : `${name} ${Math.floor((loaded / events) * 100)} %`;
}

/** A whole number with its thousands told apart. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
