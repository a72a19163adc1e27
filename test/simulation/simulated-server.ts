import { assert, type UsageEvent } from '@fuelgauge/core';
import { formEvent } from '../../server/src/operations/event-form.ts';
import { isTransientFault } from '../../server/src/operations/is-transient-fault.ts';
import { LaneFull } from '../../server/src/recording/lanes.ts';
import { sqlState } from '../../server/src/store/database.ts';
import type { Engine, Program } from './engine.ts';
import { saidOf } from './words.ts';
import { type Deed, type Life, never, note, type Said, type World } from './world.ts';

/** A server that clients reach over the network; it may crash and come back. */
export interface SimulatedServer {
  /** What it answers; undefined when it can do nothing just now and the client should come again. */
  handle(customer: string, deed: Deed): Promise<readonly Said[] | undefined>;
  readonly isUp: () => boolean;
  crash(): void;
  restart(): void;
}

/** Starts a server over an engine. */
export function startServer(world: World, engine: Engine, server: number): SimulatedServer {
  const begin = () => {
    const life: Life = { server, isAlive: true };
    return { life, program: engine.start(life), underWay: 0 };
  };
  let current = begin();
  return {
    async handle(customer, deed) {
      const mine = current;
      mine.underWay += 1;
      const said = await attempt(world, mine.program, { customer, deed });
      mine.underWay -= 1;
      return mine.life.isAlive ? said : never();
    },
    isUp: () => current.life.isAlive,
    crash() {
      if (current.underWay > 0) note(world, 'crash with work in flight');
      current.life.isAlive = false;
    },
    restart() {
      current = begin();
    },
  };
}

interface Asked {
  readonly customer: string;
  readonly deed: Deed;
}

async function attempt(
  world: World,
  program: Program,
  { customer, deed }: Asked,
): Promise<readonly Said[] | undefined> {
  try {
    return await run(program, customer, deed);
  } catch (error) {
    if (!isExpected(error)) world.faults.push(error);
    note(world, 'answered that it cannot just now');
    return undefined;
  }
}

/** What the http door answers with 503 and 507, and everything else with 500. */
function isExpected(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isExpected);
  return isTransientFault(error) || sqlState(error) === '53100' || error instanceof LaneFull;
}

async function run(program: Program, customer: string, deed: Deed): Promise<readonly Said[]> {
  if (deed.kind === 'advance') {
    await program.advance(customer);
    return [];
  }
  if (deed.kind !== 'record') return [await program.act(customer, deed)];
  const events = deed.events.map(formed);
  const { outcomes } = await program.record(customer, events);
  assert(outcomes.length === events.length, 'every event has its answer');
  return outcomes.map((outcome, index) => saidOf(outcome, events[index] as UsageEvent));
}

function formed(sent: unknown): UsageEvent {
  const event = formEvent(sent);
  assert(event.ok, 'clients send events of good form');
  return event.event;
}
