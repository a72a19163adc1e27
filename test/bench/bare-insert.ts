import { randomUUID } from 'node:crypto';
import { formatInstant } from '@fuelgauge/core';
import { openDatabase } from '../../server/src/open-store.ts';
import type { Value } from '../../server/src/store/database.ts';
import type { Place } from '../support/server-process.ts';
import type { EventBatch } from './event-batch.ts';
import type { Sender } from './sender.ts';

/**
 * The floor: the columns of an event, filled as ours are, by one multi-row insert into a table with the same key and nothing
 * else. No lock, no price, no draw, no second index.
 */
export async function openBareInsert(place: Place): Promise<Sender> {
  const database = await openDatabase(place);
  await database.script(TABLE);
  const columns = new WeakMap<EventBatch, Value[]>();
  return {
    name: 'bare_insert',
    async send(batch, customer) {
      const known = columns.get(batch) ?? columnsOf(batch);
      columns.set(batch, known);
      // Random, as hashes are: they land all over the index.
      const keys = Array.from({ length: batch.size }, () => randomUUID());
      await database.query(INSERT, [BigInt(customer.slice(-4)), keys, ...known]);
      return batch.size;
    },
    async finish(acknowledged) {
      const [row] = await database.query<{ rows: bigint }>('select count(*) as rows from bare');
      await database.close();
      if (row?.rows !== BigInt(acknowledged))
        throw new Error(`bare_insert is void: ${row?.rows} rows instead of ${acknowledged}.`);
    },
  };
}

const COLUMNS: readonly (readonly [name: string, type: string])[] = [
  ['event_key', 'uuid'],
  ['seq', 'bigint'],
  ['source', 'text'],
  ['id', 'text'],
  ['type', 'text'],
  ['occurred_at', 'timestamptz'],
  ['booked_at', 'timestamptz'],
  ['recorded_at', 'timestamptz'],
  ['fingerprint', 'uuid'],
  ['status', 'text'],
  ['dimensions', 'jsonb'],
  ['attribution', 'jsonb'],
  ['data', 'jsonb'],
  ['run', 'text'],
  ['sequence', 'bigint'],
  ['catalog_version', 'integer'],
  ['unit', 'text'],
  ['credits', 'bigint'],
  ['list_credits', 'bigint'],
  ['zero_reason', 'text'],
  ['lines', 'jsonb'],
  ['denial', 'jsonb'],
  ['draw_account', 'text'],
  ['balance_after', 'bigint'],
];

const TABLE = `create table bare (customer_id bigint not null, ${COLUMNS.map((each) => each.join(' ')).join(', ')},
  primary key (customer_id, event_key))`;

const INSERT = `insert into bare select $1, * from unnest(${COLUMNS.map(
  ([, type], index) => `$${index + 2}::${type}[]`,
).join(', ')})`;

/** All columns but the key. */
function columnsOf(batch: EventBatch): Value[] {
  const events = batch.form();
  const amount = 1_234_567_890n;
  const line = JSON.stringify([{ m: 'tokens', q: '1234', b: '1234', p: 'one', c: String(amount) }]);
  const now = formatInstant(events[0]?.occurredAt ?? (0 as never));
  const each = (value: string | bigint | number | null) => events.map(() => value);
  return [
    events.map((_, index) => BigInt(index)),
    events.map((event) => event.source),
    events.map((event) => event.id),
    events.map((event) => event.type),
    events.map((event) => formatInstant(event.occurredAt)),
    events.map((event) => formatInstant(event.occurredAt)),
    each(now),
    events.map((event) => event.fingerprint),
    each('charged'),
    events.map((event) => JSON.stringify(event.dimensions)),
    events.map((event) => JSON.stringify(event.dimensions)),
    events.map((event) => JSON.stringify(event.data)),
    each(null),
    each(null),
    each(1),
    each('credit'),
    each(amount),
    each(amount),
    each(null),
    each(line),
    each(null),
    each('grant/1'),
    each(999_999_876_543_210n),
  ];
}
