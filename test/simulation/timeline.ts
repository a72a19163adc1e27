/** Virtual time: events in order of their moment, and of their making within one. Moments are microseconds from 0. */
export interface Timeline {
  readonly now: () => number;
  /** Does something after a while. */
  after(us: number, act: () => void): void;
  sleep(us: number): Promise<void>;
  /** Does something that takes real time and no virtual time: the clock stands while it is under way. */
  hold<T>(work: () => Promise<T>): Promise<T>;
  /** Lets everything happen up to a moment, or until nothing is left to happen. */
  runUntil(at: number): Promise<void>;
}

interface Happening {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

/** A timeline on which nothing has happened. */
export function openTimeline(): Timeline {
  const heap: Happening[] = [];
  let [now, order] = [0, 0];
  let held: Promise<unknown> = Promise.resolve();
  let holding = 0;

  function after(us: number, act: () => void): void {
    order += 1;
    push(heap, { at: now + Math.max(0, Math.round(us)), order, act });
  }

  /** Everything that follows from what has happened, up to where it waits for time to pass. */
  async function settle(): Promise<void> {
    await new Promise(setImmediate);
    while (holding > 0) {
      await held;
      await new Promise(setImmediate);
    }
  }

  return {
    now: () => now,
    after,
    sleep: (us) => new Promise((resolve) => after(us, resolve)),
    hold(work) {
      holding += 1;
      // One at a time, in the order of asking, so that a run can be repeated.
      const mine = held.then(work).finally(() => {
        holding -= 1;
      });
      held = mine.catch(() => {});
      return mine;
    },
    async runUntil(until) {
      await settle();
      for (let next = heap[0]; next && next.at <= until; next = heap[0]) {
        pop(heap);
        now = next.at;
        next.act();
        await settle();
      }
      now = Math.max(now, until);
    },
  };
}

function isBefore(a: Happening, b: Happening): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Happening[], item: Happening): void {
  let index = heap.push(item) - 1;
  while (index > 0) {
    const above = (index - 1) >> 1;
    const parent = heap[above];
    if (!parent || !isBefore(item, parent)) break;
    heap[index] = parent;
    index = above;
  }
  heap[index] = item;
}

function pop(heap: Happening[]): void {
  const item = heap.pop();
  if (!item || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const [left, right] = [heap[2 * index + 1], heap[2 * index + 2]];
    if (!left) break;
    const isRight = right !== undefined && isBefore(right, left);
    const child = isRight ? right : left;
    if (!isBefore(child, item)) break;
    heap[index] = child;
    index = 2 * index + (isRight ? 2 : 1);
  }
  heap[index] = item;
}
