import fs from 'node:fs';
import { formatCredits } from '../../core/src/index.ts';
import { openContext, openDatabase } from '../../server/src/open-store.ts';
import { verifyLedger } from '../../server/src/operations/verify-ledger.ts';
import { grantIdJson } from '../../server/src/operations/wire/balance-json.ts';
import type { Database } from '../../server/src/store/database.ts';
import type { Place } from '../support/server-process.ts';
import type { JournalLine, Key, KeyAnswer } from './load-protocol.ts';

/** What the journals of a load say and the database does not, or the other way round. */
export interface JournalProof {
  /** Events that were answered. */
  readonly acknowledged: number;
  /** Acknowledged and gone, or stored other than as acknowledged. */
  readonly lost: number;
  /** Stored more than once, recorded anew when sent again, answered two ways, or stored without having been sent. */
  readonly doubled: number;
  /** Differences that the proof of the ledger found, and customers whose balance is not what the answers add up to. */
  readonly drift: number;
  /** The first of each, in words. */
  readonly findings: readonly string[];
}

/**
 * Compares everything that was sent and answered with the rows of the database, and proves the ledger of all customers. For
 * databases that hold nothing but the work of these journals, once nobody uses them.
 */
export async function proveJournals(
  place: Place,
  journals: readonly string[],
): Promise<JournalProof> {
  const journal = readJournals(journals);
  const database = await openDatabase(place);
  try {
    const stored = await readStored(database);
    const rows = compareRows(journal, stored);
    const balances = await compareBalances(database, journal);
    const ledger = await findDrift(database);
    return {
      acknowledged: [...journal.answers.keys()].filter((name) => name.startsWith('event ')).length,
      lost: rows.lost.length,
      doubled: rows.doubled.length,
      drift: balances.length + ledger.length,
      findings: [rows.lost, rows.doubled, balances, ledger].flatMap((each) => each.slice(0, 5)),
    };
  } finally {
    await database.close();
  }
}

interface Journal {
  readonly sent: ReadonlySet<string>;
  readonly answers: ReadonlyMap<string, readonly KeyAnswer[]>;
  /** Nano-credits by customer, of all that was answered. */
  readonly took: ReadonlyMap<string, bigint>;
}

function readJournals(files: readonly string[]): Journal {
  const sent = new Set<string>();
  const answers = new Map<string, KeyAnswer[]>();
  const took = new Map<string, bigint>();
  for (const file of files) {
    for (const text of fs.readFileSync(file, 'utf8').split('\n')) {
      if (text === '') continue;
      const line = JSON.parse(text) as JournalLine;
      if (line.did === 'sent') {
        for (const key of line.keys) sent.add(nameOf(key));
        continue;
      }
      const { key, answer } = line;
      const before = answers.get(nameOf(key));
      if (before) {
        before.push(answer);
        continue;
      }
      answers.set(nameOf(key), [answer]);
      took.set(key.customer, (took.get(key.customer) ?? 0n) + BigInt(answer.took));
    }
  }
  return { sent, answers, took };
}

function nameOf({ kind, customer, id }: Key): string {
  return `${kind} ${id} of ${customer}`;
}

/** The texts that stand in the database for each name. */
type Stored = ReadonlyMap<string, readonly string[]>;

interface StoredRow {
  readonly kind: Key['kind'];
  readonly customer: string;
  readonly customer_id: bigint;
  readonly id: string;
  readonly status: string;
  readonly credits: bigint;
  readonly number: bigint;
}

const STORED = `
  select k.key as customer, k.customer_id, found.* from customer_key k, lateral (
    select 'event' as kind, id, status, credits, seq as number
      from event where customer_id = k.customer_id
    union all
    select 'correction', reason, case kind when 'void' then 'voided' else 'amended' end, credits, seq
      from correction where customer_id = k.customer_id
    union all
    select 'grant', reference, '', amount, grant_id
      from credit_grant where customer_id = k.customer_id and reference is not null) as found`;

async function readStored(database: Database): Promise<Stored> {
  const rows = await database.transaction({ owner: true }, (tx) => tx.query<StoredRow>(STORED));
  const stored = new Map<string, string[]>();
  for (const row of rows) {
    const texts = stored.get(nameOf(row)) ?? [];
    stored.set(nameOf(row), texts);
    texts.push(textOf(row));
  }
  return stored;
}

/** The text of the answer that this row must have been given. */
function textOf({ kind, status, credits: amount, number, customer_id }: StoredRow): string {
  const decimal = formatCredits(amount);
  if (kind === 'grant') return `${decimal} as ${grantIdJson(customer_id, Number(number))}`;
  return `${status} ${decimal} at ${number}`;
}

function compareRows(
  { sent, answers }: Journal,
  stored: Stored,
): { lost: string[]; doubled: string[] } {
  const lost: string[] = [];
  const doubled: string[] = [];
  for (const name of sent) if (!answers.has(name)) lost.push(`${name} was never answered`);
  for (const [name, [first, ...more]] of answers) {
    const [row, ...others] = stored.get(name) ?? [];
    if (row !== first?.text) lost.push(`${name} was answered ${first?.text} and is ${row}`);
    const isOne = others.length === 0 && more.every(({ text }) => text === first?.text);
    const firsts = [first, ...more].filter((answer) => answer?.isFirst).length;
    if (!isOne || firsts > 1)
      doubled.push(`${name} has ${others.length} rows more, ${firsts} firsts`);
  }
  for (const name of stored.keys()) if (!sent.has(name)) doubled.push(`${name} was never sent`);
  return { lost, doubled };
}

interface BalanceRow {
  readonly customer: string;
  readonly posted: bigint;
  readonly allotted: string;
  readonly expired: string;
}

// Sums are numeric, which comes as text.
const BALANCES = `
  select k.key as customer, l.posted, given.*
    from customer_key k join ledger l on l.customer_id = k.customer_id,
         lateral (select coalesce(sum(amount) filter (where reference is null and is_issued), 0)::text as allotted,
                         coalesce(sum(expired), 0)::text as expired
                    from credit_grant where customer_id = k.customer_id) as given`;

/** A customer's balance must be what its plan gave it, less what the answers said it was charged, plus what they said it was given. */
async function compareBalances(database: Database, { took }: Journal): Promise<string[]> {
  const rows = await database.transaction({ owner: true }, (tx) => tx.query<BalanceRow>(BALANCES));
  return rows.flatMap(({ customer, posted, allotted, expired }) => {
    const expected = BigInt(allotted) - BigInt(expired) - (took.get(customer) ?? 0n);
    if (posted === expected) return [];
    const words = `${formatCredits(posted)} instead of ${formatCredits(expected)}`;
    return [`the balance of ${customer} is ${words}`];
  });
}

async function findDrift(database: Database): Promise<string[]> {
  const found: string[] = [];
  for await (const proof of verifyLedger(openContext(database), { customers: 'all' })) {
    if (proof.kind === 'ledger') continue;
    for (const { invariant, subject, expected, found: is } of proof.differences)
      found.push(`${invariant} of ${proof.customer}: ${subject} is ${is} instead of ${expected}`);
    const hidden = proof.differenceCount - proof.differences.length;
    found.push(...Array.from({ length: hidden }, () => `another of ${proof.customer}`));
  }
  return found;
}
