import { runSeeds } from '../simulation/simulate.ts';
import { neverSeen } from '../simulation/sometimes.ts';
import { count, LEFT_OUT, type PartReport, type TortureOrder } from './part.ts';

const SAY_EVERY = 1000;
const FAILURES_TOLD = 5;

/** Clients, servers, store and clock from one seed after the other. */
export async function simulationPart(order: TortureOrder): Promise<PartReport> {
  if (order.only !== undefined && order.only !== 'simulation') return LEFT_OUT;
  let done = 0;
  const runs = await runSeeds({
    from: order.seed,
    count: order.seeds,
    onSeed() {
      done += 1;
      if (done % SAY_EVERY === 0) order.say(`simulation: ${done} of ${order.seeds} seeds`);
    },
  });
  const { seeds, operations, failures, sometimes } = runs;
  const unseen = neverSeen(sometimes);
  return {
    heads: ['simulation', 'seeds', 'transactions', 'failures'],
    rows: [['memory', count(seeds), count(operations), count(failures.length)]],
    quote: `${count(seeds)} simulated seeds, ${count(failures.length)} failures`,
    failures: [
      ...failures.slice(0, FAILURES_TOLD).map(({ seed, message }) => `seed ${seed}: ${message}`),
      ...unseen.map((what) => `the simulation is void: it never came to "${what}"`),
    ],
  };
}
