import { faultText, runFuzz } from '../fuzz/fuzz.ts';
import { type Outcome, type Part, partText } from './part.ts';

const SAY_EVERY_MS = 30_000;

/** Requests of every kind to every route of one engine. */
export async function fuzzPart(part: Part, say: (sentence: string) => void): Promise<Outcome> {
  const { engine, from, to, seed } = part;
  if (engine === null) throw new Error('Requests need an engine.');
  let said = Date.now();
  const tally = await runFuzz({
    requests: to - from,
    seed: seed + from,
    engine,
    onProgress({ requests }) {
      if (Date.now() - said < SAY_EVERY_MS) return;
      said = Date.now();
      say(`${partText(part)}: ${requests} requests`);
    },
  });
  const { requests, syntaxErrors, byStatus, unreached } = tally;
  const serverErrors = Object.entries(byStatus)
    .filter(([status]) => status.startsWith('5'))
    .reduce((sum, [, times]) => sum + times, 0);
  return {
    counts: {
      requests,
      '5xx': serverErrors,
      'undeclared or wrong': tally.faults.length + tally.moreFaults,
      'syntax errors': syntaxErrors,
    },
    unseen: unreached,
    failures: [
      ...tally.faults.map(faultText),
      ...(syntaxErrors > 0 ? [`${syntaxErrors} syntax errors in the log of ${engine}`] : []),
    ],
  };
}
