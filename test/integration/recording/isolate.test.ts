import type { UsageEvent } from '@fuelgauge/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordEvents } from '../../../server/src/operations/record-events.ts';
import { recordIsolating } from '../../../server/src/recording/isolate.ts';
import { expectProof } from '../../scenarios/prove-customer.ts';
import { engines } from '../../support/databases.ts';
import {
  formedEvent,
  openRecordingServers,
  type RecordingServer,
  type RecordingServers,
} from '../../support/recording-servers.ts';

const BATCH = 500;

describe.each(engines)('a batch of 500 on %s', (engine) => {
  let world: RecordingServers;

  beforeAll(async () => {
    world = await openRecordingServers(engine);
    // Stands for whatever the database may refuse that nobody thought of before.
    await world.database.script(
      "alter table event add constraint poison check (id not like 'poison%')",
    );
  });
  afterAll(() => world.close());

  test.each([0, 137, 250, 499])(
    'E6: the poison at place %i is found in 2 × log2(500) transactions and the rest is recorded',
    {
      timeout: 120_000,
    },
    async (place) => {
      const { context } = world.servers[0] as RecordingServer;
      const customer = await world.putCustomer(`poisoned at ${place}`, '1000');
      const events = Array.from({ length: BATCH }, (_, index) =>
        formedEvent(customer.key, { id: index === place ? 'poison' : `e${index}`, amount: '1' }),
      );
      let transactions = 0;
      const record = (batch: readonly UsageEvent[]) => {
        transactions += 1;
        return recordEvents(context, { ...customer, events: batch, isBackfill: false });
      };
      const tallies = { isolated: 0 };
      const recorded = await recordIsolating(events, record, tallies);
      const answers = recorded.flatMap((each) =>
        each.ok ? each.outcomes.map(({ status }) => status) : [each.refusal.code],
      );
      expect(answers).toEqual(
        events.map((_, index) => (index === place ? 'event_malformed' : 'recorded')),
      );
      expect(tallies.isolated).toBe(1);
      // Beside the one that failed as a whole.
      expect(transactions - 1).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(BATCH)));
      await expectProof(context, customer.key);
    },
  );
});
