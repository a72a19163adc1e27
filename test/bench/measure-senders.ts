import { customerKey, type EventBatch, makeEventBatch } from './event-batch.ts';
import type { Load, Sender } from './sender.ts';

export interface Plan {
  readonly load: Load;
  readonly seconds: number;
  readonly rounds: number;
  /** Not measured: plans, caches and compiled code settle. */
  readonly warmUpSeconds: number;
}

/** What was seen of one sender. */
export interface Measured {
  /** Events per second, one value for each round. */
  readonly rates: number[];
  /** From sending to the whole answer, of every request. */
  readonly latenciesMs: number[];
  /** In MB, before the first round and after the last. */
  readonly peakMemory: { readonly before: number; readonly after: number } | null;
}

/**
 * Measures each sender. Senders take turns, so that what else the machine does meets
 * all of them. Throws when one of them stored something else than it acknowledged.
 */
export async function measureSenders(
  senders: readonly Sender[],
  { load, seconds, rounds, warmUpSeconds }: Plan,
): Promise<Measured[]> {
  const rates = senders.map((): number[] => []);
  const latenciesMs = senders.map((): number[] => []);
  const before = senders.map((sender) => sender.peakMemory?.());
  const totals = senders.map(() => 0);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, sender] of senders.entries()) {
      const isWarmUp = round === 0;
      const stretch = await sendFor(sender, load, isWarmUp ? warmUpSeconds : seconds);
      totals[index] = (totals[index] ?? 0) + stretch.acknowledged;
      if (isWarmUp) continue;
      rates[index]?.push(stretch.rate);
      for (const each of stretch.latenciesMs) latenciesMs[index]?.push(each);
    }
  }
  const measured = senders.map((sender, index) => {
    const [first, after] = [before[index], sender.peakMemory?.()];
    return {
      rates: rates[index] ?? [],
      latenciesMs: latenciesMs[index] ?? [],
      peakMemory: first === undefined || after === undefined ? null : { before: first, after },
    };
  });
  for (const [index, sender] of senders.entries()) await sender.finish(totals[index] ?? 0);
  return measured;
}

interface Stretch {
  readonly acknowledged: number;
  /** Acknowledged events per second, until the last answer. */
  readonly rate: number;
  readonly latenciesMs: readonly number[];
}

async function sendFor(sender: Sender, load: Load, seconds: number): Promise<Stretch> {
  const begin = performance.now();
  const deadline = begin + seconds * 1000;
  const nowMs = Date.now();
  let turn = 0;
  let acknowledged = 0;
  const latenciesMs: number[] = [];
  const call = async (batch: EventBatch): Promise<void> => {
    while (performance.now() < deadline) {
      const customer = customerKey(turn % load.customers);
      turn += 1;
      batch.renew(customer);
      const sentAt = performance.now();
      const charged = await sender.send(batch, customer);
      latenciesMs.push(performance.now() - sentAt);
      if (charged !== batch.size)
        throw new Error(`${sender.name}: ${charged} of ${batch.size} events were charged.`);
      acknowledged += charged;
    }
  };
  const callers = Array.from({ length: load.callers }, () =>
    call(makeEventBatch(load.batchSize, nowMs)),
  );
  await Promise.all(callers);
  const rate = acknowledged / ((performance.now() - begin) / 1000);
  return { acknowledged, rate, latenciesMs };
}
