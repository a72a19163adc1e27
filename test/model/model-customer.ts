import {
  type Book,
  type Catalog,
  type Instant,
  newBook,
  type PrepareOptions,
  type Terms,
  type UsageEvent,
} from '@fuelgauge/core';

/** A customer without a store: nothing is known of it yet. */
export function customer(catalog: Catalog, terms: Partial<Terms> & { startedAt: Instant }): Book {
  return newBook({
    catalog,
    keyOf: (source, id) => `${source} ${id}`,
    terms: {
      anchorAt: terms.startedAt,
      contractEndsAt: null,
      plans: [{ from: terms.startedAt, value: 'basic' }],
      zones: [{ from: terms.startedAt, value: catalog.timeZone }],
      billingModes: [{ from: terms.startedAt, value: null }],
      pricesPerCredit: [{ from: terms.startedAt, value: null }],
      ...terms,
    },
  });
}

/** What a test says of an event; the rest is as plain as can be. */
export type EventSketch = Pick<UsageEvent, 'id' | 'type' | 'occurredAt'> &
  Partial<Pick<UsageEvent, 'data' | 'dimensions' | 'run' | 'enforce'>>;

export function usageEvent(sketch: EventSketch): UsageEvent {
  const { id, data = {}, dimensions = {}, run = null } = sketch;
  return {
    enforce: false,
    ...sketch,
    key: `test ${id}`,
    source: 'test',
    data,
    dimensions,
    run,
    sequence: null,
    fingerprint: JSON.stringify([sketch.type, sketch.occurredAt, data, dimensions, run]),
  };
}

/** Events as they come, with no directory behind them. */
export const PLAIN: PrepareOptions = {
  directory: { parentOf: () => undefined },
  isBackfill: false,
};

/** The largest other live value of each accumulator that an event of a `max` meter counts in. */
export function restOfMax(book: Book, eventKey: string): Map<string, bigint> {
  const rest = new Map<string, bigint>();
  const of = (key: string) =>
    [...book.events.values()]
      .filter((event) => event.key !== key && !event.isVoid)
      .flatMap((event) => event.lines)
      .flatMap((line) => line.moves);
  for (const line of book.events.get(eventKey)?.lines ?? []) {
    for (const { role, accumulator } of line.moves) {
      if (role !== 'measure') continue;
      const others = of(eventKey).filter((move) => move.accumulator === accumulator);
      rest.set(
        accumulator,
        others.reduce((most, { added }) => (added > most ? added : most), 0n),
      );
    }
  }
  return rest;
}
