import { runSeeds } from '../simulation/simulate.ts';
import { neverSeen } from '../simulation/sometimes.ts';
import { type Outcome, type Part, partText } from './part.ts';

const SAY_EVERY = 100;
const FAILURES_TOLD = 5;

/** Clients, servers, store and clock from one seed after the other. */
export async function simulationPart(part: Part, say: (text: string) => void): Promise<Outcome> {
  const { from, to, seed } = part;
  let done = 0;
  const { seeds, operations, failures, sometimes } = await runSeeds({
    from: seed + from,
    count: to - from,
    onSeed() {
      done += 1;
      if (done % SAY_EVERY === 0) say(`${partText(part)}: ${done} seeds`);
    },
  });
  return {
    counts: { seeds, transactions: operations, 'seeds failed': failures.length },
    unseen: neverSeen(sometimes),
    failures: failures
      .slice(0, FAILURES_TOLD)
      .map((failure) => `seed ${failure.seed}: ${failure.message}`),
  };
}
