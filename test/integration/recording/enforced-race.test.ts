import { credits, formatCredits } from '@fuelgauge/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerRef } from '../../../server/src/operations/context.ts';
import { recordEvents } from '../../../server/src/operations/record-events.ts';
import { type ResultJson, resultJson } from '../../../server/src/operations/wire/event-json.ts';
import { expectProof } from '../../scenarios/prove-customer.ts';
import { engines } from '../../support/databases.ts';
import {
  formedEvent,
  openRecordingServers,
  patiently,
  type RecordingServer,
  type RecordingServers,
  type SentEvent,
  sendTo,
} from '../../support/recording-servers.ts';

const ROUNDS = Number(process.env['FUELGAUGE_RACES'] ?? 10);
/** For a thousand rounds on a busy machine. */
const PATIENT_MS = 3_600_000;
const WRITERS = 64;
const BALANCE = '40';
const DEAREST = 5;

describe.each(engines)('64 writers on one small balance on %s', (engine) => {
  let world: RecordingServers;

  beforeAll(async () => {
    world = await openRecordingServers(engine);
  });
  afterAll(() => world.close());

  /** In turn through the lanes, and each in a transaction of its own. */
  const ways = [
    {
      way: 'through the lanes of a server',
      send: async (server: RecordingServer, to: CustomerRef, sent: SentEvent) => {
        const [result] = await sendTo(server, to, [sent]);
        return answered(result);
      },
    },
    {
      way: 'in transactions that meet at the lock',
      send: async ({ context }: RecordingServer, to: CustomerRef, sent: SentEvent) => {
        const events = [formedEvent(to.key, sent)];
        const batch = await recordEvents(context, { ...to, events, isBackfill: false });
        const outcome = batch.ok ? batch.outcomes[0] : undefined;
        return answered(outcome && resultJson(outcome, { id: sent.id, source: 'api' }));
      },
    },
  ] as const;

  test.each(ways)(
    'E9: $way are admitted to the last credit and never beyond',
    {
      timeout: PATIENT_MS,
    },
    async ({ way, send }) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const customer = await world.putCustomer(`${way} ${round}`, BALANCE);
        const sent = Array.from({ length: WRITERS }, (_, index) => ({
          id: `request ${index}`,
          amount: String(1 + ((index * 7 + round) % DEAREST)),
          enforce: true,
        }));
        const results = await Promise.all(
          sent.map((each, index) => patiently(() => send(serverOf(index), customer, each))),
        );
        const admitted = creditsOf(results.filter(({ status }) => status === 'charged'));
        const left = credits(BALANCE) - admitted;
        expect(left).toBeGreaterThanOrEqual(0n);
        expect(left, formatCredits(admitted)).toBeLessThan(credits(String(DEAREST)));
        expect(results.filter(({ status }) => status === 'denied').length).toBeGreaterThan(0);
        expect(await balanceOf(customer)).toBe(left);
      }
    },
  );

  test.each(ways)(
    'E9: $way facts count exactly once, and requests see all of them',
    {
      timeout: PATIENT_MS,
    },
    async ({ way, send }) => {
      const customer = await world.putCustomer(`${way} with facts`, BALANCE);
      const sent = Array.from({ length: WRITERS }, (_, index) => ({
        id: `event ${index}`,
        amount: String(1 + (index % DEAREST)),
        enforce: index % 2 === 0,
        occurredAt: new Date().toISOString(),
      }));
      const twice = [...sent, ...sent];
      const results = await Promise.all(
        twice.map((each, index) => patiently(() => send(serverOf(index), customer, each))),
      );
      const facts = results.filter((_, index) => index % 2 === 1);
      const statuses = Map.groupBy(facts, ({ status }) => status);
      expect(statuses.get('charged')?.length).toBe(WRITERS / 2);
      expect(statuses.get('duplicate')?.length).toBe(WRITERS / 2);
      const charged = results.filter(({ status }) => status === 'charged');
      expect(await balanceOf(customer)).toBe(credits(BALANCE) - creditsOf(charged));
      expect(await overdrawingRequests(customer)).toBe(0n);
      await expectProof(serverOf(0).context, customer.key);
    },
  );

  function serverOf(index: number): RecordingServer {
    const { servers } = world;
    return servers[index % servers.length] as RecordingServer;
  }

  async function balanceOf({ customerId }: CustomerRef): Promise<bigint | undefined> {
    const sql = 'select posted from ledger where customer_id = $1';
    const [row] = await world.database.query<{ posted: bigint }>(sql, [customerId]);
    return row?.posted;
  }

  /** Charged requests that left less than nothing. */
  async function overdrawingRequests({ customerId }: CustomerRef): Promise<bigint | undefined> {
    const [row] = await world.database.query<{ count: bigint }>(
      `select count(*) from event where customer_id = $1 and status = 'charged' and balance_after < 0
          and split_part(id, ' ', 2)::int % 2 = 0`,
      [customerId],
    );
    return row?.count;
  }
});

function creditsOf(results: readonly ResultJson[]): bigint {
  return results.reduce((sum, result) => sum + credits(result.credits ?? '0'), 0n);
}

function answered(result: ResultJson | undefined): ResultJson {
  if (!result) throw new Error('an event without an outcome');
  return result;
}
