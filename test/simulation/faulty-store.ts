import { StoreFault } from '../../server/src/store/database.ts';
import { databaseError, openLocks } from './locks.ts';
import { fails, type Life, never, note, type World } from './world.ts';

/** One attempt at a transaction of one customer. */
export interface Attempt<Draft, Result> {
  readonly life: Life;
  readonly customer: string;
  /** The store refuses what it holds. */
  readonly isPoisoned: boolean;
  /** Without the lock, as only a defect would. */
  readonly isUnlocked?: boolean;
  /** What is read and decided under the lock. */
  readonly decide: () => Promise<Draft>;
  /** Makes it durable, all at once. */
  readonly commit: (draft: Draft) => Promise<Result>;
}

/** A store that fails as stores do: before COMMIT, after it, at the lock, for lack of space, or not for a long time. */
export interface FaultyStore {
  transact<Draft, Result>(attempt: Attempt<Draft, Result>): Promise<Result>;
}

const MILLISECOND = 1000;

export function openFaultyStore(world: World): FaultyStore {
  const locks = openLocks(world);
  const { timeline } = world;

  /** What goes wrong before COMMIT is sent. */
  async function fail({ isPoisoned }: { readonly isPoisoned: boolean }): Promise<void> {
    if (fails(world, world.weather.pausedUnderLock)) {
      note(world, 'paused while holding the lock');
      await timeline.sleep(world.random.between(500, 7000) * MILLISECOND);
    }
    if (isPoisoned) {
      note(world, 'the store refused one event of a batch');
      throw databaseError('22003');
    }
    if (fails(world, world.weather.diskFull)) {
      note(world, 'disk full');
      throw databaseError('53100');
    }
    if (fails(world, world.weather.cutBeforeCommit)) {
      note(world, 'cut off before COMMIT');
      throw cutOff();
    }
  }

  /** Everything from BEGIN to COMMIT; undefined when the server died before it had sent COMMIT. */
  async function underLock<Draft, Result>(
    attempt: Attempt<Draft, Result>,
  ): Promise<{ result: Result } | undefined> {
    const draft = await attempt.decide();
    await travel(world);
    await fail(attempt);
    if (!attempt.life.isAlive) {
      note(world, 'crash with a transaction open');
      return undefined;
    }
    // COMMIT is under way: the end of the server does not call it back.
    await travel(world);
    return { result: await attempt.commit(draft) };
  }

  return {
    async transact(attempt) {
      const { life, customer, isUnlocked = false } = attempt;
      await travel(world);
      if (!life.isAlive) return never();
      if (fails(world, world.weather.unreachable)) {
        note(world, 'store unreachable');
        throw cutOff();
      }
      if (!isUnlocked) await locks.acquire(customer, life);
      const done = await underLock(attempt).finally(() => {
        if (!isUnlocked) locks.release(customer);
      });
      if (done === undefined) return never();
      await travel(world);
      if (!life.isAlive) {
        note(world, 'crash after COMMIT, before the answer');
        return never();
      }
      if (fails(world, world.weather.answerLost)) {
        note(world, 'the answer to COMMIT was lost');
        throw cutOff();
      }
      return done.result;
    },
  };
}

/** The connection is gone; what was under way may have happened. */
export function cutOff(): StoreFault {
  return new StoreFault('connection', 'The simulated connection was cut off.');
}

/** One way between server and store. */
async function travel(world: World): Promise<void> {
  const { timeline, random } = world;
  await timeline.sleep(random.between(50, 1500));
  while (world.stalledUntil > timeline.now()) {
    note(world, 'the store stalled under work');
    await timeline.sleep(world.stalledUntil - timeline.now());
  }
}
