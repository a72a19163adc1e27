import type { VerifyLine } from '@fuelgauge/sdk';
import { readConfig } from '../config.ts';
import type { CustomerProof, LedgerProof } from '../operations/verify-ledger.ts';
import { CLIENT_OPTIONS, explained, openClient } from './client.ts';
import { type Command, CommandFault, EXIT, type Given } from './command.ts';

/** `fuelgauge verify`. */
export const verify: Command = {
  name: 'verify',
  summary: 'Prove the ledger: compute everything again from the events up and compare',
  options: [
    { name: 'customer', value: 'key', isRepeatable: true, meaning: 'this customer alone' },
    { name: 'json', meaning: 'print the proof as JSON lines' },
    ...CLIENT_OPTIONS,
  ],
  notes: [
    'It opens the database of FUELGAUGE_DATA_DIR or DATABASE_URL. When a server holds the data directory, or --url\n' +
      'is given, it asks that server, which needs a key with the scope "verify".',
    'Exit codes: 0 proved, 1 a difference was found, 3 the data cannot be reached.',
  ],
  examples: ['fuelgauge verify', 'fuelgauge verify --customer acme --json'],
  async run(given) {
    if (given.text('url') !== undefined) return print(given, askServer(given));
    const config = readConfig(process.env);
    const { openExistingStore } = await import('../index.ts');
    const opened = await openExistingStore(config);
    if (opened.isHeld) {
      console.error(`${opened.reason} Asking that server.`);
      return print(given, askServer(given));
    }
    try {
      return await print(given, proveHere(opened.context, given));
    } finally {
      await opened.context.database.close();
    }
  },
};

type Context = Parameters<typeof import('../operations/verify-ledger.ts').verifyLedger>[0];

type ProofLine = Extract<VerifyLine, { kind: 'customer' | 'ledger' }>;

/** Answers whether all was proved, by the exit code. JSON is that of the API, whoever made the proof. */
async function print(given: Given, lines: AsyncIterable<ProofLine>): Promise<number> {
  const { formatProof } = await import('../operations/verify/format-proof.ts');
  let isProved = false;
  for await (const line of lines) {
    console.log(given.has('json') ? JSON.stringify(line) : formatProof(proofOf(line)));
    if (line.kind === 'ledger') isProved = line.proved;
  }
  return isProved ? EXIT.done : EXIT.refused;
}

async function* proveHere(context: Context, given: Given): AsyncGenerator<ProofLine> {
  const { verifyLedger } = await import('../operations/verify-ledger.ts');
  const named = given.texts('customer');
  const customers = named.length > 0 ? named : 'all';
  for await (const proof of verifyLedger(context, { customers, onProgress: openReport() })) {
    yield lineOf(proof);
  }
}

/** The same from a server that holds the data. */
async function* askServer(given: Given): AsyncGenerator<ProofLine> {
  const named = given.texts('customer');
  const report = openReport();
  const asked = named.length > 0 ? { customers: named } : {};
  try {
    for await (const line of openClient(given).verify(asked)) {
      if (line.kind === 'progress') report(line);
      else if (line.kind === 'fault') throw new CommandFault(line.detail, EXIT.unreachable);
      else yield line;
    }
  } catch (error) {
    throw explained(given, error);
  }
}

function lineOf(proof: CustomerProof | LedgerProof): ProofLine {
  if (proof.kind === 'ledger') {
    const { isProved, ...rest } = proof;
    return { ...rest, proved: isProved };
  }
  const { rules, differenceCount, recordedFrom, recordedTo, ...rest } = proof;
  return {
    ...rest,
    recorded_from: recordedFrom,
    recorded_to: recordedTo,
    difference_count: differenceCount,
    rules: rules.map(({ looksAt, isReplayed, ...rule }) => ({
      ...rule,
      looks_at: looksAt,
      replayed: isReplayed,
    })),
  };
}

function proofOf(line: ProofLine): CustomerProof | LedgerProof {
  if (line.kind === 'ledger') {
    const { proved, ...rest } = line;
    return { ...rest, isProved: proved };
  }
  const { rules, difference_count, recorded_from, recorded_to, ...rest } = line;
  return {
    ...rest,
    recordedFrom: recorded_from,
    recordedTo: recorded_to,
    differenceCount: difference_count,
    rules: rules.map(({ looks_at, replayed, ...rule }) => ({
      ...rule,
      looksAt: looks_at as CustomerProof['rules'][number]['looksAt'],
      isReplayed: replayed,
    })),
  };
}

/** A line on a terminal that says how far the proof is. */
function openReport(): (progress: { customer: string; seq: number; seqs: number }) => void {
  const { stderr } = process;
  return ({ customer, seq, seqs }) => {
    if (!stderr.isTTY) return;
    const share = seqs > 0 ? Math.floor((seq / seqs) * 100) : 100;
    stderr.write(share === 100 ? '\r\x1b[2K' : `\r\x1b[2K${customer}: ${share} %`);
  };
}
