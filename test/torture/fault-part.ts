import type { FaultTally } from '../faults/fault.ts';
import { faults } from '../faults/faults.ts';
import { type Outcome, type Part, partText } from './part.ts';

const SAY_EVERY_MS = 30_000;

/** Cycles of one kind of fault on one engine. Throws when a cycle does not come to its end. */
export async function faultPart(part: Part, say: (sentence: string) => void): Promise<Outcome> {
  const { name, engine, from, to, seed } = part;
  const fault = faults.find((each) => each.name === name);
  if (fault === undefined || engine === null) throw new Error(`There is no fault "${name}".`);
  let said = Date.now();
  const tally = await fault.run({
    engine,
    cycles: to - from,
    seed: seed + from,
    onCycle({ cycles, hits }) {
      if (Date.now() - said < SAY_EVERY_MS) return;
      said = Date.now();
      say(`${partText(part)}: ${cycles} cycles, ${hits} hits`);
    },
  });
  const { cycles, hits, acknowledged, lost, doubled, drift } = tally;
  return {
    counts: { cycles, hits, acknowledged, lost, doubled, drift },
    unseen: hits === 0 ? ['work under way'] : [],
    failures: failuresOf(tally),
  };
}

function failuresOf({ lost, doubled, drift }: FaultTally): string[] {
  return [
    ...(lost > 0 ? [`${lost} acknowledged events lost`] : []),
    ...(doubled > 0 ? [`${doubled} events charged twice`] : []),
    ...(drift > 0 ? [`${drift} differences in ledgers`] : []),
  ];
}
