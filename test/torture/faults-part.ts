import type { Engine } from '../../server/src/store/database.ts';
import type { Fault, FaultTally } from '../faults/fault.ts';
import { faults } from '../faults/faults.ts';
import { engines } from '../support/databases.ts';
import { count, LEFT_OUT, type PartReport, type TortureOrder } from './part.ts';

/** Each kind of fault on each engine that it can happen to. */
export async function faultsPart(order: TortureOrder): Promise<PartReport> {
  const { only } = order;
  const chosen = faults.filter(
    ({ id, name }) =>
      only === undefined || id.toLowerCase() === only || name.toLowerCase().includes(only),
  );
  if (chosen.length === 0) return LEFT_OUT;
  const failures: string[] = [];
  const tallies: { fault: Fault; engine: Engine; tally: FaultTally }[] = [];
  for (const fault of chosen) {
    for (const engine of engines.filter((each) => fault.engines.includes(each))) {
      const name = `${fault.id} ${fault.name}, ${engine}`;
      const tally = await runOne(order, { fault, engine }).catch((error: Error) => {
        failures.push(`${name}: ${error.message}`);
        return NOTHING;
      });
      tallies.push({ fault, engine, tally });
      order.say(`${name}: ${JSON.stringify(tally)}`);
      if (tally !== NOTHING) failures.push(...failuresOf(tally).map((why) => `${name}: ${why}`));
    }
  }
  const sum = (what: Column): number => tallies.reduce((sum, { tally }) => sum + tally[what], 0);
  return {
    heads: ['id', 'fault', 'engine', ...COLUMNS],
    rows: tallies.map(({ fault, engine, tally }) => [
      fault.id,
      fault.name,
      engine,
      ...COLUMNS.map((column) => count(tally[column])),
    ]),
    quote: `${count(sum('cycles'))} crash cycles, ${count(sum('acknowledged'))} acknowledged events, ${sum('lost')} lost, ${sum('doubled')} charged twice, ${sum('drift')} differences in the ledgers`,
    failures,
  };
}

const COLUMNS = ['cycles', 'hits', 'acknowledged', 'lost', 'doubled', 'drift'] as const;

type Column = (typeof COLUMNS)[number];

const NOTHING: FaultTally = {
  cycles: 0,
  hits: 0,
  acknowledged: 0,
  lost: 0,
  doubled: 0,
  drift: 0,
};

const SAY_EVERY_MS = 30_000;

function runOne(
  { cycles, seed, say }: TortureOrder,
  { fault, engine }: { fault: Fault; engine: Engine },
): Promise<FaultTally> {
  let said = Date.now();
  return fault.run({
    engine,
    cycles,
    seed,
    onCycle(tally) {
      if (Date.now() - said < SAY_EVERY_MS) return;
      said = Date.now();
      say(`${fault.id} ${engine}: ${tally.cycles} of ${cycles} cycles, ${tally.hits} hits`);
    },
  });
}

function failuresOf({ hits, lost, doubled, drift }: FaultTally): string[] {
  return [
    ...(hits === 0 ? ['it is void: no cycle met work under way'] : []),
    ...(lost > 0 ? [`${lost} acknowledged events lost`] : []),
    ...(doubled > 0 ? [`${doubled} events charged twice`] : []),
    ...(drift > 0 ? [`${drift} differences in ledgers`] : []),
  ];
}
