import { formatInstant, type Instant } from '@fuelgauge/core';
import type { Random } from './random.ts';
import { type Deed, trueTime, type WireEvent, type World } from './world.ts';

/** What the clients of one customer have sent so far: to be sent again, changed, taken back. */
export interface History {
  readonly customer: string;
  readonly events: WireEvent[];
  readonly acts: Exclude<Deed, { kind: 'record' | 'advance' }>[];
  readonly deeds: Deed[];
}

const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

/** Decides what a client does next: mostly something that is its own, often something done before, as it was or changed. */
export function nextDeed(world: World, history: History, name: string): Deed {
  const { random } = world;
  const deed = chooseDeed(world, history, name);
  history.deeds.push(deed);
  if (deed.kind === 'record') history.events.push(...deed.events);
  else if (deed.kind !== 'advance') history.acts.push(deed);
  return deed.kind === 'record' ? { ...deed, events: random.shuffled(deed.events) } : deed;
}

function chooseDeed(world: World, history: History, name: string): Deed {
  const { random } = world;
  const kind = random.next();
  const some = randomOf(random, history.events);
  if (kind < 0.04) return { kind: 'advance' };
  if (kind < 0.1) return grant(world, name);
  if (kind < 0.16 && some)
    return { kind: 'void', key: `k${name}`, event: some.id, compensate: random.chance(0.5) };
  if (kind < 0.2 && some)
    return { kind: 'amend', key: `k${name}`, event: some.id, amount: random.between(0, 60) };
  if (kind < 0.27) return randomOf(random, history.deeds) ?? grant(world, name);
  if (kind < 0.29) return changedAct(random, history) ?? grant(world, name);
  return { kind: 'record', events: eventsOf(world, history, name) };
}

function grant(world: World, name: string): Deed {
  const { random } = world;
  const lasts = random.pick([null, HOUR / 30, 6 * HOUR, 3 * DAY, 9 * DAY]);
  return {
    kind: 'grant',
    key: `k${name}`,
    grant: random.pick(['promo', 'addon', 'addon', 'goodwill']),
    amount: `${random.between(1, 40)}`,
    ends: lasts === null ? null : instantText(trueTime(world) + lasts),
  };
}

/** The same key with another content. */
function changedAct(random: Random, { acts }: History): Deed | undefined {
  const act = randomOf(random, acts);
  if (act?.kind === 'grant') return { ...act, amount: `${Number(act.amount) + 1}` };
  if (act?.kind === 'amend') return { ...act, amount: act.amount + 1 };
  return act && { ...act, compensate: !act.compensate };
}

function eventsOf(world: World, history: History, name: string): WireEvent[] {
  const { random } = world;
  const size = random.pick([1, 1, 1, 2, 3, 6]);
  const events: WireEvent[] = [];
  for (let index = 0; index < size; index += 1) {
    const known = randomOf(random, random.chance(0.1) ? events : history.events);
    if (known && random.chance(0.12)) events.push(known);
    else if (known && random.chance(0.05)) events.push(changed(random, known));
    else events.push(event(world, history, `${name}.${index}`));
  }
  return events;
}

function event(world: World, { customer }: History, id: string): WireEvent {
  const { random } = world;
  const type = random.pick(['work', 'work', 'work', 'image', 'mystery', 'unheard-of']);
  const amount = random.chance(0.1) ? random.between(100, 400) : random.between(0, 30);
  const isPoison = random.chance(0.004);
  return {
    id,
    customer,
    type: type === 'unheard-of' && random.chance(0.8) ? 'image' : type,
    occurred_at: instantText(trueTime(world) - age(random)),
    data: { amount, model: 'new', ...(isPoison && { poison: true }) },
    enforce: random.chance(0.4),
  };
}

/** How long ago it happened by the client's clock, which may be ahead. */
function age(random: Random): number {
  const kind = random.next();
  if (kind < 0.6) return random.between(0, SECOND);
  if (kind < 0.66) return -random.between(0, 8 * 60 * SECOND);
  if (kind < 0.8) return random.between(0, 2 * DAY);
  if (kind < 0.97) return random.between(0, 20 * DAY);
  return random.between(30 * DAY, 40 * DAY);
}

function changed(random: Random, known: WireEvent): WireEvent {
  if (random.chance(0.5))
    return { ...known, data: { ...known.data, amount: known.data.amount + 1 } };
  return { ...known, type: known.type === 'work' ? 'image' : 'work' };
}

function instantText(at: number): string {
  return formatInstant(at as Instant);
}

function randomOf<T>(random: Random, items: readonly T[]): T | undefined {
  // What was done lately is still under way: that is where doing it again is dangerous.
  const recent = Math.min(items.length, random.chance(0.7) ? 8 : items.length);
  return items[items.length - 1 - random.between(0, Math.max(0, recent - 1))];
}
