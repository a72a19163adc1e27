import type { Dice } from './dice.ts';

/** What earlier answers told of: later requests use it, and so get further than the first check. */
export interface Memory {
  /** Takes in what a successful answer holds. */
  readonly learn: (answered: Answered) => void;
  /** Something of this kind that was met; undefined when there was none yet. */
  readonly recall: <Kind extends keyof Met>(kind: Kind, dice: Dice) => Met[Kind] | undefined;
}

/** An answer of an operation to somebody. */
export interface Answered {
  readonly operationId: string;
  readonly pathname: string;
  readonly answer: unknown;
  /** Whether who asked may see every customer. */
  readonly seesAll: boolean;
}

/** What is remembered, by kind. */
export interface Met {
  readonly event: { readonly customer: string; readonly id: string; readonly source: string };
  readonly grant: { readonly customer: string; readonly id: string };
  readonly invitation: { readonly customer: string; readonly id: string };
  readonly entry: { readonly customer: string; readonly id: string };
  readonly key: { readonly id: string };
  readonly secret: { readonly secret: string; readonly seesAll: boolean };
  readonly catalog: { readonly key: string; readonly version: number };
  /** Where a list goes on. */
  readonly cursor: { readonly operationId: string; readonly cursor: string };
}

/** Of each kind only so many are kept: the old give way at random, so that both old and fresh ones are used. */
const KEPT = 60;

/** A memory of nothing yet. */
export function openMemory(dice: Dice): Memory {
  const met = new Map<string, unknown[]>();

  function keep<Kind extends keyof Met>(kind: Kind, what: Met[Kind]): void {
    const known = met.get(kind) ?? [];
    met.set(kind, known);
    if (known.length < KEPT) known.push(what);
    else known[dice.below(KEPT)] = what;
  }

  return {
    learn({ operationId, pathname, answer, seesAll }) {
      const customer = decodeURIComponent(/^\/v1\/customers\/([^/]+)/.exec(pathname)?.[1] ?? '');
      const { next_cursor: cursor, results } = asObject(answer);
      if (typeof cursor === 'string') keep('cursor', { operationId, cursor });
      for (const row of rowsOf(answer, results))
        learnRow({ operationId, customer, row, seesAll }, keep);
    },
    recall(kind, dice) {
      const known = met.get(kind) ?? [];
      return known.length === 0 ? undefined : (dice.pick(known) as Met[typeof kind]);
    },
  };
}

type Keep = <Kind extends keyof Met>(kind: Kind, what: Met[Kind]) => void;

interface Row {
  readonly operationId: string;
  readonly customer: string;
  readonly row: Readonly<Record<string, unknown>>;
  readonly seesAll: boolean;
}

function learnRow({ operationId, customer, row, seesAll }: Row, keep: Keep): void {
  const { id, source, key, version } = row;
  if (typeof key === 'string' && typeof version === 'number') keep('catalog', { key, version });
  if (typeof id !== 'string') return;
  // Of keys that requests made alone: the others are those that send them, and are not to be ended.
  if (operationId === 'createKey' && typeof key === 'string') {
    keep('key', { id });
    const isWide = row['customers'] === null && row['test'] === false;
    keep('secret', { secret: key, seesAll: seesAll && isWide });
  }
  if (/Grant/.test(operationId)) keep('grant', { customer, id });
  if (/^(?:invite|list)(?:Member|Invitations)$/.test(operationId))
    keep('invitation', { customer, id });
  if (/Directory/.test(operationId)) keep('entry', { customer, id });
  const isEvent =
    /Event/.test(operationId) && typeof source === 'string' && row['status'] !== 'invalid';
  const owner = typeof row['customer'] === 'string' ? row['customer'] : customer;
  if (isEvent && owner !== '') keep('event', { customer: owner, id, source });
}

/** The answer itself and the rows of the list it holds. */
function rowsOf(answer: unknown, results: unknown): Readonly<Record<string, unknown>>[] {
  const { data } = asObject(answer);
  const balances = Object.keys(asObject(asObject(answer)['balances']));
  const [only] = balances.length === 1 ? balances : [];
  const events = listOf(results).map((each) => ({ customer: only, ...asObject(each) }));
  return [asObject(answer), ...listOf(data).map(asObject), ...events];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
