import type { Key, KeyBody } from '@fuelgauge/sdk';
import { asking, CLIENT_OPTIONS, openClient } from './client.ts';
import { type Command, EXIT, usageFault } from './command.ts';
import { printTable } from './print-table.ts';

/** `fuelgauge keys create`. */
export const keysCreate: Command = {
  name: 'keys create',
  summary: 'Make an operator key and print its secret, once',
  words: '<name>',
  count: { least: 1, most: 1 },
  options: [
    {
      name: 'scope',
      value: 'scope',
      isRepeatable: true,
      meaning: 'what it may do; several apart by commas',
    },
    { name: 'customer', value: 'key', isRepeatable: true, meaning: 'a customer it may see (all)' },
    { name: 'test', meaning: 'for test customers alone' },
    {
      name: 'expires',
      value: 'time',
      meaning: 'when it ends, such as 2027-01-01T00:00:00Z (never)',
    },
    { name: 'reason', value: 'text', meaning: 'why, for the audit' },
    ...CLIENT_OPTIONS,
  ],
  notes: [
    'Scopes: events:write, events:backfill, events:correct, customers:write, usage:read, grants:write,\n' +
      'catalog:write, keys:write, portal:write, metrics:read, verify, backup. The first key of a server is\n' +
      'FUELGAUGE_OPERATOR_KEY.',
  ],
  examples: ['fuelgauge keys create ingest --scope events:write,usage:read'],
  async run(given) {
    const scopes = given
      .texts('scope')
      .flatMap((text) => text.split(',').map((each) => each.trim()));
    if (scopes.length === 0) throw usageFault(keysCreate, 'Say what it may do with --scope.');
    const [name = ''] = given.words;
    const customers = given.texts('customer');
    const [expires, reason] = [given.text('expires'), given.text('reason')];
    const body: KeyBody = {
      name,
      scopes: scopes as unknown as KeyBody['scopes'],
      ...(given.has('test') && { test: true }),
      ...(customers.length > 0 && { customers }),
      ...(expires !== undefined && { expires_at: expires }),
      ...(reason !== undefined && { reason }),
    };
    const made = await asking(given, openClient(given).keys.create(body));
    console.error(`${made.id} was made. Its secret is shown this once:`);
    console.log(made.key);
    return EXIT.done;
  },
};

/** `fuelgauge keys list`. */
export const keysList: Command = {
  name: 'keys list',
  summary: 'List operator keys, revoked ones included',
  options: [{ name: 'json', meaning: 'print JSON lines' }, ...CLIENT_OPTIONS],
  examples: ['fuelgauge keys list'],
  async run(given) {
    const { data } = await asking(given, openClient(given).keys.list());
    if (given.has('json')) for (const key of data) console.log(JSON.stringify(key));
    else console.log(printTable(['id', 'name', 'ends in', 'state', 'scopes'], data.map(rowOf)));
    return EXIT.done;
  },
};

function rowOf({ id, name, last_characters, test, scopes, revoked_at, expires_at }: Key): string[] {
  const ends = expires_at === null ? 'live' : `until ${expires_at}`;
  const state = revoked_at === null ? `${ends}${test ? ', test' : ''}` : `revoked ${revoked_at}`;
  return [id, name, last_characters, state, scopes.join(' ')];
}

/** `fuelgauge keys revoke`. */
export const keysRevoke: Command = {
  name: 'keys revoke',
  summary: 'End an operator key at once',
  words: '<id>',
  count: { least: 1, most: 1 },
  options: [{ name: 'reason', value: 'text', meaning: 'why, for the audit' }, ...CLIENT_OPTIONS],
  examples: ['fuelgauge keys revoke key_1a2b3c --reason "left the company"'],
  async run(given) {
    const [id = ''] = given.words;
    const reason = given.text('reason');
    const ask = openClient(given).keys.revoke(id, reason === undefined ? {} : { reason });
    const { revoked_at } = await asking(given, ask);
    console.log(`${id} ended at ${revoked_at}.`);
    return EXIT.done;
  },
};
