import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ResultJson } from '../../../server/src/operations/wire/event-json.ts';
import { seededRandom } from '../../faults/seeded-random.ts';
import { expectProof } from '../../scenarios/prove-customer.ts';
import { engines } from '../../support/databases.ts';
import {
  openRecordingServers,
  patiently,
  type RecordingServer,
  type RecordingServers,
  type SentEvent,
  sendTo,
} from '../../support/recording-servers.ts';

const EVENTS = 120;
const CLIENTS = 8;
const SEED = 11;

describe.each(engines)('eight clients on %s', (engine) => {
  let world: RecordingServers;

  beforeAll(async () => {
    world = await openRecordingServers(engine);
  });
  afterAll(() => world.close());

  test('E1: each event sent up to ten times by eight clients in any order is charged once, with one answer', {
    timeout: 120_000,
  }, async () => {
    const random = seededRandom(SEED);
    const customer = await world.putCustomer('many', '100');
    const occurredAt = new Date().toISOString();
    const sent = Array.from({ length: EVENTS }, (_, index): SentEvent => {
      const enforce = index % 5 === 0;
      return { id: `e${index}`, amount: `${1 + (index % 4)}.5`, enforce, occurredAt };
    });
    const copies = sent
      .flatMap((event) => Array.from({ length: random.between(1, 10) }, () => event))
      .map((event) => ({ event, rank: random.next() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ event }) => event);
    const answers: ResultJson[] = [];
    const client = async (_: unknown, index: number): Promise<void> => {
      const server = world.servers[index % world.servers.length] as RecordingServer;
      while (copies.length > 0) {
        const batch = copies.splice(0, random.between(1, 15));
        answers.push(...(await patiently(() => sendTo(server, customer, batch))));
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    const byId = Map.groupBy(answers, ({ id }) => id ?? '');
    expect(byId.size).toBe(EVENTS);
    for (const [id, same] of byId) {
      const first = same.filter(({ status }) => status !== 'duplicate');
      expect(first.length, id).toBe(1);
      const [{ status, ...answer }] = first as [ResultJson];
      for (const { status: _, original, ...again } of same.filter((each) => each !== first[0])) {
        expect({ original, ...again }).toEqual({ original: status, ...answer });
      }
    }
    const [stored] = await world.database.query<{ count: bigint; distinct: bigint }>(
      'select count(*), count(distinct id) as distinct from event where customer_id = $1',
      [customer.customerId],
    );
    expect(stored).toEqual({ count: BigInt(EVENTS), distinct: BigInt(EVENTS) });
    await expectProof((world.servers[0] as RecordingServer).context, customer.key);
  });
});
