import { type Life, note, type World } from './world.ts';

/** The row lock of each customer: one holder, the others in the order of asking, none for longer than the limit. */
export interface Locks {
  /** Throws `55P03` when the limit has passed. */
  acquire(customer: string, life: Life): Promise<void>;
  release(customer: string): void;
}

/** Waits for a lock end after this long, as in the product. */
const LOCK_TIMEOUT = 2_000_000;

interface Waiter {
  readonly life: Life;
  readonly take: () => void;
}

interface Lock {
  holder: Life | null;
  readonly waiting: Waiter[];
}

export function openLocks(world: World): Locks {
  const locks = new Map<string, Lock>();
  return {
    acquire(customer, life) {
      const lock = locks.get(customer) ?? { holder: null, waiting: [] };
      locks.set(customer, lock);
      if (lock.holder === null) {
        lock.holder = life;
        return Promise.resolve();
      }
      if (lock.holder.server !== life.server) note(world, 'two servers at one customer');
      return new Promise((take, reject) => {
        const waiter = { life, take };
        lock.waiting.push(waiter);
        world.timeline.after(LOCK_TIMEOUT, () => {
          const index = lock.waiting.indexOf(waiter);
          if (index < 0) return;
          lock.waiting.splice(index, 1);
          note(world, 'lock timeout');
          reject(databaseError('55P03'));
        });
      });
    },
    release(customer) {
      const lock = locks.get(customer);
      if (!lock) return;
      const next = lock.waiting.shift();
      lock.holder = next?.life ?? null;
      next?.take();
    },
  };
}

/** An error as a database reports it. */
export function databaseError(code: string): Error {
  return Object.assign(new Error(`simulated ${code}`), { code, severity: 'ERROR' });
}
