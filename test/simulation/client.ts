import type { SimulatedServer } from './simulated-server.ts';
import type { History } from './workload.ts';
import { nextDeed } from './workload.ts';
import { type Deed, fails, note, type Said, type World } from './world.ts';

/** How a client behaves: each seed draws other ones. */
export interface Habits {
  /** How long it waits for an answer before it asks again. */
  readonly timeout: number;
  /** How long it waits before it asks again; doubled each time when it is polite. */
  readonly backoff: number;
  readonly isPolite: boolean;
  /** How many things it does at a time. */
  readonly hands: number;
  /** Keeps to one server while that answers. */
  readonly isFaithful: boolean;
}

interface Client {
  readonly name: string;
  readonly habits: Habits;
  readonly servers: readonly [SimulatedServer, ...SimulatedServer[]];
  readonly history: History;
}

/** How many things of clients have been begun and not yet been answered for good. */
export interface Load {
  begun: number;
  done: number;
}

const MILLISECOND = 1000;
const SECOND = 1000 * MILLISECOND;

/** Does a number of things, each until it is answered for good. */
export async function runClient(
  world: World,
  client: Client,
  { deeds, load }: { deeds: number; load: Load },
): Promise<void> {
  let next = 0;
  const hand = async (): Promise<void> => {
    while (next < deeds) {
      next += 1;
      load.begun += 1;
      const name = `${client.name}-${next}`;
      await world.timeline.sleep(thinks(world));
      const deed = nextDeed(world, client.history, name);
      await untilAnswered(world, client, deed);
      load.done += 1;
    }
  };
  await Promise.all(Array.from({ length: client.habits.hands }, hand));
}

function thinks({ random }: World): number {
  return random.chance(0.7) ? random.between(0, 5) * MILLISECOND : random.between(0, SECOND);
}

async function untilAnswered(world: World, client: Client, deed: Deed): Promise<void> {
  const { habits, history } = client;
  const { customer } = history;
  let server = world.random.pick(client.servers);
  for (let attempt = 0; ; attempt += 1) {
    const said = await Promise.race([
      overNetwork(world, server, { customer, deed }),
      world.timeline.sleep(habits.timeout),
    ]);
    if (said) {
      if (attempt > 0) note(world, 'answered after another try');
      world.acknowledged.push({ customer, deed, said });
      return;
    }
    const wait = habits.isPolite ? habits.backoff * 2 ** Math.min(attempt, 6) : habits.backoff;
    await world.timeline.sleep(wait * (0.5 + world.random.next()));
    if (!habits.isFaithful || !server.isUp()) server = world.random.pick(client.servers);
  }
}

interface Request {
  readonly customer: string;
  readonly deed: Deed;
}

/** A request and its answer, each of which may be lost, late or there twice; undefined for nothing to rely on. */
function overNetwork(
  world: World,
  server: SimulatedServer,
  request: Request,
): Promise<readonly Said[] | undefined> {
  return new Promise((resolve) => {
    const answer = (said: readonly Said[] | undefined): void => {
      if (fails(world, world.weather.dropped)) note(world, 'an answer was lost on its way');
      else world.timeline.after(way(world), () => resolve(said));
    };
    const deliver = (): void => {
      // A server that is down refuses the connection at once.
      if (!server.isUp()) resolve(undefined);
      else void server.handle(request.customer, request.deed).then(answer);
    };
    if (fails(world, world.weather.dropped)) note(world, 'a request was lost on its way');
    else world.timeline.after(way(world), deliver);
    if (!fails(world, world.weather.duplicated)) return;
    note(world, 'a request came twice');
    world.timeline.after(world.random.between(0, 30) * SECOND, deliver);
  });
}

function way(world: World): number {
  if (fails(world, world.weather.slow)) return world.random.between(0, 20 * SECOND);
  return world.random.between(100, 3 * MILLISECOND);
}
