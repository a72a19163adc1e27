// The rules of entries, asked of what is new alone: of the rows of a stretch of the sequence, and of sums kept at a checkpoint.

import {
  balancesInOrder,
  conserved,
  openOverdraft,
  operationsInOrder,
  POSTED_IS_LEFT,
  partsOfGrants,
  postedIsTheSum,
  type Stretch,
  takenOnce,
} from './of-entries.ts';

/**
 * The rows after `$2` up to `$3`. The order is the one of the index that finds them: without sorting, which the check turns
 * off, there is no other plan, whatever is believed of the table's size.
 */
export const NEW_ROWS = {
  event: newRows('event'),
  correction: newRows('correction'),
  entry: newRows('entry'),
  ledger_entry: newRows('ledger_entry'),
  operation:
    '(select * from operation where customer_id = $1 and number > $4::bigint and number <= $5::bigint order by number)',
};

function newRows(table: string): string {
  return `(select * from ${table} where customer_id = $1 and seq > $2::bigint and seq <= $3::bigint order by seq)`;
}

/** The rows after `$2` up to `$3`; `$4` and `$5` say what lies before it and where it ends. */
const NEW: Stretch = {
  from: NEW_ROWS,
  after: '$2::bigint',
  to: '$3::bigint',
  balance: '$4::bigint',
  operationsBefore: '$4::bigint',
  operations: '$5::bigint',
};

/** `$1` the customer, `$2` the sequence number before the stretch, `$3` its last. */
export const NEW_TAKEN_ONCE = takenOnce(NEW);

/** As before, `$4` the number of the operation before the stretch, `$5` of its last. */
export const NEW_OPERATIONS_IN_ORDER = operationsInOrder(NEW);

/** As before, `$4` the balance before the stretch. */
export const NEW_BALANCES_IN_ORDER = balancesInOrder(NEW);

/** Entries up to the checkpoint, added up: to the rules of sums they are entries like others. */
const FLOWS =
  'select kind, debit_account, credit_account, amount, unit from checkpoint_flow where customer_id = $1';

const USED =
  'select key as unit, value::numeric as credits from checkpoint p, jsonb_each_text(p.used) where p.customer_id = $1';

/** What the customer's state must be when the checkpoint lies at the end of its ledger; `$1` is the customer. */
export const STATE_RULES: readonly { readonly id: string; readonly text: string }[] = [
  { id: 'I1', text: postedIsTheSum(FLOWS) },
  { id: 'I3', text: partsOfGrants(FLOWS) },
  { id: 'I4', text: POSTED_IS_LEFT },
  { id: 'I4', text: openOverdraft(FLOWS) },
  { id: 'I18', text: conserved({ entries: FLOWS, usage: USED }) },
];
