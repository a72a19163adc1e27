import { CLIENT_OPTIONS, explained, openClient } from './client.ts';
import { type Command, CommandFault, EXIT, type Given, usageFault } from './command.ts';
import { count } from './demo-report.ts';
import { isField } from './import/event-of-row.ts';
import { type ImportTally, importFile } from './import/import-file.ts';
import { openImportState } from './import/import-state.ts';

/** `fuelgauge import`. */
export const importEvents: Command = {
  name: 'import',
  summary: 'Record the events of files, or of stdin, through a server',
  words: '<file…|->',
  count: { least: 1, most: 10_000 },
  options: [
    ...CLIENT_OPTIONS,
    { name: 'format', value: 'jsonl|csv', meaning: 'what the files hold (by their ending)' },
    {
      name: 'map',
      value: 'field=column',
      isRepeatable: true,
      meaning: 'where a field comes from, such as data.gb=GB; several apart by commas',
    },
    {
      name: 'defaults',
      value: 'field=text',
      isRepeatable: true,
      meaning: 'fields of events that lack them, such as customer=acme,source=batch',
    },
    { name: 'backfill', meaning: 'book history into the cycles it happened in, however old' },
    {
      name: 'resume',
      value: 'file',
      meaning: 'keep in this file how far it is, and go on from there',
    },
  ],
  notes: [
    'Fields: id, source, type, customer, occurred_at, run, sequence, enforce, data.<name>, dimensions.<name>.\n' +
      'A line of JSON is an event; of CSV the first row names the columns, and columns called like a field are that\n' +
      'field. Files may be packed with gzip.',
    'An event without an id gets <file>:<line>, so that importing a file twice charges nothing twice. Rows that\n' +
      'are refused go to <file>.rejected.jsonl with the reason; their neighbours are recorded all the same.',
    'Exit codes: 0 all accepted, 1 some refused, 2 not understood, 3 server not reached.',
  ],
  examples: [
    'fuelgauge import usage.jsonl.gz --key fg_live_…',
    'fuelgauge import usage.csv --map occurred_at=time,customer=account,data.gb=GB --defaults type=bandwidth.usage',
    'fuelgauge import 2025-*.jsonl --backfill --resume 2025.state',
    'zcat events.gz | fuelgauge import - --format jsonl',
  ],
  run: runImport,
};

async function runImport(given: Given): Promise<number> {
  const format = formatOf(given);
  const client = openClient(given);
  const from = pairsOf(given, 'map');
  const defaults = pairsOf(given, 'defaults');
  const state = openImportState(given.text('resume'));
  const totals: ImportTally = { accepted: 0, known: 0, refused: 0, skipped: 0 };
  const began = performance.now();
  for (const file of given.words) {
    const asked = { file, format, from, defaults, state, isBackfill: given.has('backfill') };
    try {
      const tally = await importFile(client, asked);
      for (const name of ['accepted', 'known', 'refused', 'skipped'] as const) {
        totals[name] += tally[name];
      }
    } catch (error) {
      throw withHint(explained(given, error), given);
    }
  }
  console.log(summaryOf(totals, (performance.now() - began) / 1000));
  return totals.refused > 0 ? EXIT.refused : EXIT.done;
}

function formatOf(given: Given): 'csv' | 'jsonl' | undefined {
  const format = given.text('format');
  if (format === undefined || format === 'csv' || format === 'jsonl') return format;
  throw usageFault(importEvents, `There is no format "${format}": it is jsonl or csv.`);
}

function pairsOf(given: Given, option: 'map' | 'defaults'): ReadonlyMap<string, string> {
  const pairs = given.texts(option).flatMap((text) => text.split(','));
  return new Map(
    pairs.map((pair) => {
      const [field = '', ...rest] = pair.split('=');
      if (rest.length === 0 || !isField(field.trim())) {
        throw usageFault(importEvents, `--${option} takes field=…, and "${pair}" names no field.`);
      }
      return [field.trim(), rest.join('=').trim()];
    }),
  );
}

function summaryOf({ accepted, known, refused, skipped }: ImportTally, seconds: number): string {
  const before = known > 0 ? ` (${count(known)} of them recorded before)` : '';
  const parts = [
    `${count(accepted)} accepted${before}`,
    `${count(refused)} refused`,
    ...(skipped > 0 ? [`${count(skipped)} acknowledged in an earlier run`] : []),
  ];
  const rate = seconds > 0 ? `, ${count((accepted + refused) / seconds)}/s` : '';
  return `${parts.join(', ')}, in ${seconds.toFixed(1)} s${rate}.`;
}

function withHint(error: unknown, given: Given): unknown {
  if (!(error instanceof CommandFault) || error.exitCode !== EXIT.unreachable) return error;
  const again =
    given.text('resume') === undefined ? '' : ' goes on from the last acknowledged event';
  const hint = `What was acknowledged is kept: the same command again${again || ' charges nothing twice'}.`;
  return new CommandFault(`${error.message} ${hint}`, error.exitCode);
}
