import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FuelgaugeError } from './fuelgauge-error.ts';
import { openRecorder, type RecorderOptions } from './recorder.ts';
import type { Event, EventResult } from './wire.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A recorder over a server of our own making: each request waits until it is answered. */
function recorderWith(options: RecorderOptions) {
  const requests: { ids: string[]; answer: () => void; fail: (error: unknown) => void }[] = [];
  async function* send(events: readonly Event[]) {
    await new Promise<void>((resolve, reject) => {
      requests.push({ ids: events.map(({ id }) => id), answer: resolve, fail: reject });
    });
    yield {
      results: events.map(({ id }): EventResult => ({ id, source: 'api', status: 'charged' })),
    };
  }
  return { requests, recorder: openRecorder(send, options) };
}

const event = (id: string) => ({ id, type: 'form.submitted', customer: 'acme' });

test('full batches leave at once, the rest after the wait, one by one and in order', async () => {
  const heard: (string | null)[] = [];
  const { requests, recorder } = recorderWith({
    maxEvents: 2,
    maxWaitMs: 100,
    onResult: ({ id }) => heard.push(id),
  });
  const results = ['a', 'b', 'c', 'd', 'e'].map((id) => recorder.record(event(id)));
  await vi.advanceTimersByTimeAsync(0);
  expect(requests.map(({ ids }) => ids)).toEqual([['a', 'b']]);
  requests[0]?.answer();
  await vi.advanceTimersByTimeAsync(0);
  requests[1]?.answer();
  await vi.advanceTimersByTimeAsync(99);
  expect(requests.map(({ ids }) => ids)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  await vi.advanceTimersByTimeAsync(1);
  requests[2]?.answer();
  expect((await Promise.all(results)).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(requests.map(({ ids }) => ids)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  expect(heard).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('what is beyond the queue is refused, until events have their results', async () => {
  const { requests, recorder } = recorderWith({ maxQueue: 2, maxWaitMs: 10 });
  const [first] = [recorder.record(event('a')), recorder.record(event('b'))];
  await vi.advanceTimersByTimeAsync(10);
  await expect(recorder.record(event('c'))).rejects.toMatchObject({
    code: 'recorder_full',
    events: [{ id: 'c' }],
  });
  requests[0]?.answer();
  await first;
  await vi.advanceTimersByTimeAsync(0);
  void recorder.record(event('d'));
  await vi.advanceTimersByTimeAsync(10);
  expect(requests.map(({ ids }) => ids)).toEqual([['a', 'b'], ['d']]);
});

test('a failed request fails its own events, tells them, and lets the next ones go', async () => {
  const told: [unknown, readonly Event[]][] = [];
  const { requests, recorder } = recorderWith({
    maxEvents: 2,
    onError: (error, events) => told.push([error, events]),
  });
  const results = ['a', 'b', 'c', 'd'].map((id) => recorder.record(event(id)));
  const settled = Promise.allSettled(results);
  await vi.advanceTimersByTimeAsync(0);
  const error = new FuelgaugeError({ code: 'unreachable', detail: 'Gone.' });
  requests[0]?.fail(error);
  await vi.advanceTimersByTimeAsync(0);
  requests[1]?.answer();
  expect((await settled).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(told).toHaveLength(1);
  expect(told[0]?.[0]).toBe(error);
  expect(told[0]?.[1]).toMatchObject([
    { id: 'a', occurred_at: expect.any(String) },
    { id: 'b', occurred_at: expect.any(String) },
  ]);
});

test('flush sends what waits and resolves with its results, whatever comes after', async () => {
  const { requests, recorder } = recorderWith({ maxWaitMs: 60_000 });
  void recorder.record(event('a'));
  let isFlushed = false;
  const flushed = recorder.flush().then(() => {
    isFlushed = true;
  });
  void recorder.record(event('b'));
  await vi.advanceTimersByTimeAsync(0);
  expect(isFlushed).toBe(false);
  requests[0]?.answer();
  await flushed;
  expect(requests.map(({ ids }) => ids)).toEqual([['a']]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(requests.map(({ ids }) => ids)).toEqual([['a'], ['b']]);
  requests[1]?.answer();
  await recorder.flush();
  await recorder.flush();
});

test('close flushes and takes no more', async () => {
  const { requests, recorder } = recorderWith({ maxWaitMs: 60_000 });
  const result = recorder.record(event('a'));
  const closed = recorder.close();
  await expect(recorder.record(event('b'))).rejects.toMatchObject({ code: 'recorder_closed' });
  requests[0]?.answer();
  await closed;
  expect(await result).toMatchObject({ id: 'a' });
});
