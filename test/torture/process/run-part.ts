// Run by run-apart.ts: does the one part that it is sent and answers what it came to.

import { faultPart } from '../fault-part.ts';
import { fuzzPart } from '../fuzz-part.ts';
import type { Outcome, Part, RunPart } from '../part.ts';
import { propertiesPart } from '../properties-part.ts';
import { simulationPart } from '../simulation-part.ts';

const RUNS: Readonly<Record<Part['kind'], RunPart>> = {
  fault: faultPart,
  simulation: simulationPart,
  fuzz: fuzzPart,
  properties: propertiesPart,
};

process.on('message', async (part: Part) => {
  const outcome = await RUNS[part.kind](part, (sentence) => console.error(sentence)).catch(
    (error: Error): Outcome => ({ counts: {}, unseen: [], failures: [error.message] }),
  );
  process.send?.(outcome, () => process.exit());
});
