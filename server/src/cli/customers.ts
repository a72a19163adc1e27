import type { Customer, CustomerBody } from '@fuelgauge/sdk';
import { asking, CLIENT_OPTIONS, explained, openClient } from './client.ts';
import { type Command, EXIT, type Given, type Option, usageFault } from './command.ts';
import { printTable } from './print-table.ts';

/** `fuelgauge customers list`. */
export const customersList: Command = {
  name: 'customers list',
  summary: 'List customers by key',
  options: [{ name: 'json', meaning: 'print JSON lines' }, ...CLIENT_OPTIONS],
  examples: ['fuelgauge customers list', 'fuelgauge customers list --json | jq .plan'],
  async run(given) {
    const customers: Customer[] = [];
    try {
      for await (const customer of openClient(given).customers.list({ limit: 1000 })) {
        if (given.has('json')) console.log(JSON.stringify(customer));
        else customers.push(customer);
      }
    } catch (error) {
      throw explained(given, error);
    }
    const headings = ['customer', 'name', 'catalog', 'plan', 'time zone'];
    const rows = customers.map((each) => [
      each.customer,
      each.name,
      each.catalog,
      each.plan,
      each.time_zone,
    ]);
    if (!given.has('json')) console.log(printTable(headings, rows));
    return EXIT.done;
  },
};

/** `fuelgauge customers show`. */
export const customersShow: Command = {
  name: 'customers show',
  summary: 'Show a customer with its balance',
  words: '<customer>',
  count: { least: 1, most: 1 },
  options: CLIENT_OPTIONS,
  examples: ['fuelgauge customers show acme'],
  async run(given) {
    const client = openClient(given);
    const [key = ''] = given.words;
    const customer = await asking(given, client.customers.get(key));
    const balance = await asking(given, client.balance.get(key));
    console.log(JSON.stringify({ ...customer, balance }, null, 2));
    return EXIT.done;
  },
};

/** Options whose text goes into the body as it is. */
const TEXTS: readonly (Option & { readonly field: keyof CustomerBody })[] = [
  { name: 'name', value: 'text', field: 'name', meaning: 'what people call it' },
  { name: 'catalog', value: 'key', field: 'catalog', meaning: 'settled at creation' },
  {
    name: 'plan',
    value: 'id',
    field: 'plan',
    meaning: "a plan of the catalog (the catalog's first)",
  },
  { name: 'time-zone', value: 'name', field: 'time_zone', meaning: 'such as Europe/Berlin' },
  { name: 'started-at', value: 'time', field: 'started_at', meaning: 'settled at creation (now)' },
  {
    name: 'anchor-at',
    value: 'time',
    field: 'anchor_at',
    meaning: 'settled at creation: cycles count from it',
  },
  {
    name: 'billing-mode',
    value: 'id',
    field: 'billing_mode',
    meaning: 'a billing mode of the catalog',
  },
  {
    name: 'contract-ends-at',
    value: 'time',
    field: 'contract_ends_at',
    meaning: 'when the contract ends',
  },
  {
    name: 'effective-at',
    value: 'time',
    field: 'effective_at',
    meaning: 'when the change takes effect (now)',
  },
  { name: 'reason', value: 'text', field: 'reason', meaning: 'why, for the audit' },
];

/** `fuelgauge customers put`. */
export const customersPut: Command = {
  name: 'customers put',
  summary: 'Create a customer, or change its terms',
  words: '<customer>',
  count: { least: 1, most: 1 },
  options: [
    ...TEXTS,
    { name: 'price-per-credit', value: 'amount:currency', meaning: 'such as 0.01:USD' },
    { name: 'test', meaning: 'a test customer; settled at creation' },
    ...CLIENT_OPTIONS,
  ],
  notes: ['What is left out stays as it is, or has its default at creation.'],
  examples: [
    'fuelgauge customers put acme --catalog hosting --plan pro --time-zone Europe/Berlin',
    'fuelgauge customers put acme --plan enterprise --effective-at 2027-01-01',
  ],
  async run(given) {
    const [key = ''] = given.words;
    const put = openClient(given).customers.put(key, bodyOf(given));
    console.log(JSON.stringify(await asking(given, put), null, 2));
    return EXIT.done;
  },
};

/** `fuelgauge customers release`. */
export const customersRelease: Command = {
  name: 'customers release',
  summary: 'Let a read-only customer be written again, once its ledger is proved',
  words: '<customer>',
  count: { least: 1, most: 1 },
  options: [
    { name: 'reason', value: 'text', meaning: 'why, for the audit; required' },
    { name: 'accept', meaning: 'go on although history is not proved; checks what follows alone' },
    ...CLIENT_OPTIONS,
  ],
  notes: ['It proves the whole ledger first, which takes as long as "fuelgauge verify".'],
  examples: ['fuelgauge customers release acme --reason "restored the lost entry, incident 7"'],
  async run(given) {
    const [key = ''] = given.words;
    const reason = given.text('reason');
    if (reason === undefined)
      throw usageFault(customersRelease, '--reason says why, for the audit.');
    const body = { reason, ...(given.has('accept') && { accept: true }) };
    const release = openClient(given, { timeoutMs: PROOF_MS, retries: 0 });
    console.log(JSON.stringify(await asking(given, release.customers.release(key, body)), null, 2));
    return EXIT.done;
  },
};

/** Longer than the proof of a large ledger takes. */
const PROOF_MS = 6 * 60 * 60_000;

function bodyOf(given: Given): CustomerBody {
  const texts = TEXTS.flatMap(({ name, field }) => {
    const text = given.text(name);
    return text === undefined ? [] : [[field, text] as const];
  });
  const price = given.text('price-per-credit');
  const [, amount, currency] = /^([\d.]+):([A-Z]{3})$/.exec(price ?? '') ?? [];
  if (price !== undefined && (amount === undefined || currency === undefined)) {
    throw usageFault(customersPut, '--price-per-credit takes an amount and a currency: 0.01:USD.');
  }
  return {
    ...(Object.fromEntries(texts) as CustomerBody),
    ...(amount !== undefined &&
      currency !== undefined && { price_per_credit: { amount, currency } }),
    ...(given.has('test') && { test: true }),
  };
}
