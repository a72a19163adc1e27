import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { schedule } from './schedule.ts';

describe('scheduled work', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs again an interval after it ended, never twice at once', async () => {
    let begun = 0;
    let finish = (): void => {};
    const work = () => {
      begun += 1;
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    };
    const running = schedule({ intervalMs: 100, firstMs: 0, work, onError: fail });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(begun).toBe(1);
    finish();
    await vi.advanceTimersByTimeAsync(99);
    expect(begun).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(begun).toBe(2);
    finish();
    await running.stop();
  });

  it('goes on after a failure, which is told', async () => {
    const errors: unknown[] = [];
    const work = async () => {
      throw new Error('this time');
    };
    const running = schedule({ intervalMs: 100, work, onError: (error) => errors.push(error) });
    await vi.advanceTimersByTimeAsync(250);
    expect(errors).toEqual([new Error('this time'), new Error('this time')]);
    await running.stop();
  });

  it('stops: tells the work under way, waits for it, and begins no more', async () => {
    let begun = 0;
    let isTold = false;
    const work = async (signal: AbortSignal) => {
      begun += 1;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      isTold = true;
    };
    const running = schedule({ intervalMs: 100, firstMs: 0, work, onError: fail });
    await vi.advanceTimersByTimeAsync(1);
    await running.stop();
    expect(isTold).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(begun).toBe(1);
  });
});

function fail(error: unknown): void {
  throw error;
}
