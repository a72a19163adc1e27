import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectProof } from '../../scenarios/prove-customer.ts';
import { engines } from '../../support/databases.ts';
import { JSON_TYPE, openApp, setUp, type TestApp, work } from './open-app.ts';

const FULL_WIDTH = String.fromCodePoint(0xff11, 0xff12);
const ARABIC = String.fromCodePoint(0x661);

/** A quantity as it stands in JSON, and what it costs at a credit each, or the code of its refusal. */
const QUANTITIES: readonly (readonly [json: string, answer: string])[] = [
  ['0', '0'],
  ['-0', '0'],
  ['"-0"', '0'],
  ['1e0', '1'],
  ['5E-1', '0.5'],
  ['"00001"', '1'],
  ['"1.000000000000"', '1'],
  // Below half a nano-credit, and still a quantity.
  ['1e-12', '0'],
  ['"0.000000000001"', '0'],
  ['1e-13', 'quantity_invalid'],
  ['1e-30', 'quantity_invalid'],
  ['0.30000000000000004', 'quantity_invalid'],
  ['-1', 'quantity_invalid'],
  ['"-1"', 'quantity_invalid'],
  ['1e18', 'quantity_invalid'],
  ['"1000000000000000000"', 'quantity_invalid'],
  ['"9223372036854775807"', 'quantity_invalid'],
  ['9007199254740992', 'quantity_invalid'],
  // What a double cannot hold is never guessed.
  ['9007199254740993', 'number_inexact'],
  ['9223372036854775807', 'number_inexact'],
  ['123456789.123456789', 'number_inexact'],
  ['1e400', 'number_inexact'],
  ['"1e400"', 'quantity_invalid'],
  ['"NaN"', 'quantity_invalid'],
  ['"Infinity"', 'quantity_invalid'],
  ['"0x10"', 'quantity_invalid'],
  ['" 5 "', 'quantity_invalid'],
  ['"1_000"', 'quantity_invalid'],
  ['"1,5"', 'quantity_invalid'],
  ['"+1"', 'quantity_invalid'],
  ['".5"', 'quantity_invalid'],
  [`"${FULL_WIDTH}"`, 'quantity_invalid'],
  [`"${ARABIC}"`, 'quantity_invalid'],
  ['"1\\u0000"', 'text_malformed'],
  ['true', 'quantity_invalid'],
  ['""', 'property_missing'],
  ['null', 'property_missing'],
  // Exact to the largest total that a customer may have, and never beyond it.
  ['"999999999999999999.999999999999"', 'amount_invalid'],
  ['9223372036', 'amount_invalid'],
  ['"9199999996"', '9199999996'],
  ['"0.500000001"', 'amount_invalid'],
  ['"0.5"', '0.5'],
];

describe.each(engines)('quantities on %s', (engine) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp(engine);
    await setUp(app);
  });
  afterAll(() => app.close());

  test('E7: are charged exactly or refused by name, whatever they are, and leave a ledger that adds up', async () => {
    for (const [index, [quantity, answer]] of QUANTITIES.entries()) {
      const event = JSON.stringify(work(`q${index}`, { data: { amount: '?' } }));
      const body = event.replace('"?"', () => quantity);
      const ask = { method: 'POST', path: '/v1/events', headers: JSON_TYPE, body };
      const { status, json } = await app.ask(ask);
      expect(status, quantity).toBeLessThan(500);
      expect(json.results?.[0].credits ?? json.code, quantity).toBe(answer);
    }
    await expectProof(app.context, 'acme');
  });
});
