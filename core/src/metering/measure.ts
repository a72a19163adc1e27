import { assert } from '../assert.ts';
import type { Catalog, Meter, Price, PriceModel } from '../catalog.ts';
import { ONE, parseQuantity, type Quantity } from '../quantity.ts';
import type { UsageEvent } from './event.ts';
import type { Lookup } from './property.ts';

/** What one meter reads from one event, before it is priced. */
export interface Measured {
  readonly meter: Meter;
  /** The value of the meter's `values` dimension this is for; null when it has none. */
  readonly split: { readonly dimension: string; readonly value: string } | null;
  /**
   * The quantity of `sum` and `count`, the sample of `max`, `latest` and `time_weighted`; null for
   * `unique`.
   */
  readonly amount: Quantity | null;
  /** What `unique` counts; null otherwise. */
  readonly value: string | null;
}

/** Why an event cannot be measured: a JSON pointer into it, and a sentence for its sender. */
export interface MeasureFault {
  readonly code: 'property_missing' | 'quantity_invalid';
  readonly pointer: string;
  readonly detail: string;
}

export type Measurement =
  | { readonly ok: true; readonly measures: Measured[] }
  | { readonly ok: false; readonly fault: MeasureFault };

/**
 * Reads an event by every meter of its type whose conditions match, possibly none. The first
 * property that is missing, or that is no quantity of 0 or more, refuses the whole event. A meter
 * that takes any of several properties takes none too, as long as another meter measures something.
 */
export function measure(catalog: Catalog, event: UsageEvent, lookup: Lookup): Measurement {
  const measures: Measured[] = [];
  let absent: MeasureFault | undefined;
  for (const meter of catalog.metersByType.get(event.type) ?? []) {
    if (!matches(meter, lookup)) continue;
    const read = readMeter(catalog, meter, lookup);
    if (Array.isArray(read)) measures.push(...read);
    else if (read.code !== 'property_missing' || !isSplit(meter)) return { ok: false, fault: read };
    else absent ??= read;
  }
  if (absent && measures.length === 0) return { ok: false, fault: absent };
  return { ok: true, measures };
}

/**
 * The names of `data` the catalog can read, by event type: what meters measure and filter by, what
 * their prices depend on, and the dimensions with their sources. Without those of `keep`.
 */
export function propertiesRead(catalog: Catalog): ReadonlyMap<string, ReadonlySet<string>> {
  const attributed = [...catalog.dimensions.values()].flatMap(({ id, from }) => [id, ...from]);
  const read = new Map<string, ReadonlySet<string>>();
  for (const [type, meters] of catalog.metersByType) {
    const names = new Set(attributed);
    for (const meter of meters) {
      for (const name of namesOfMeter(meter)) names.add(name);
      for (const { prices } of catalog.cards) {
        const price = prices.get(meter.id);
        for (const name of price ? namesOfPrice(price) : []) names.add(name);
      }
    }
    read.set(type, names);
  }
  return read;
}

function matches({ where }: Meter, lookup: Lookup): boolean {
  for (const [name, allowed] of where) {
    if (!allowed.includes(lookup(name) ?? '')) return false;
  }
  return true;
}

function readMeter(catalog: Catalog, meter: Meter, lookup: Lookup): Measured[] | MeasureFault {
  if (isSplit(meter)) return readSplit(catalog, meter, lookup);
  if (meter.aggregation === 'count') return [{ meter, split: null, amount: ONE, value: null }];
  assert(meter.value !== null, `the meter ${meter.id} names what it measures`);
  const text = lookup(meter.value);
  if (text === undefined) return missing(catalog, meter, meter.value);
  if (meter.aggregation === 'unique') return [{ meter, split: null, amount: null, value: text }];
  const amount = readAmount(catalog, { meter, name: meter.value, text });
  if (typeof amount !== 'bigint') return amount;
  return [{ meter, split: null, amount, value: null }];
}

type SplitMeter = Meter & { readonly values: NonNullable<Meter['values']> };

function isSplit(meter: Meter): meter is SplitMeter {
  return meter.values !== null;
}

/**
 * One measure for each property present. An event with none of them may carry a single quantity and
 * the dimension that splits it; a single quantity sent beside them measures nothing.
 */
function readSplit(catalog: Catalog, meter: SplitMeter, lookup: Lookup): Measured[] | MeasureFault {
  const { dimension, from } = meter.values;
  const measures: Measured[] = [];
  for (const [value, name] of from) {
    const text = lookup(name);
    if (text === undefined) continue;
    const amount = readAmount(catalog, { meter, name, text });
    if (typeof amount !== 'bigint') return amount;
    measures.push({ meter, split: { dimension, value }, amount, value: null });
  }
  if (measures.length > 0) return measures;

  const text = meter.value === null ? undefined : lookup(meter.value);
  if (meter.value === null || text === undefined) return noneOf(meter);
  const value = lookup(dimension);
  if (value === undefined) return missing(catalog, meter, dimension);
  const amount = readAmount(catalog, { meter, name: meter.value, text });
  if (typeof amount !== 'bigint') return amount;
  return [{ meter, split: { dimension, value }, amount, value: null }];
}

const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

function readAmount(
  catalog: Catalog,
  { meter, name, text }: { meter: Meter; name: string; text: string },
): Quantity | MeasureFault {
  const amount = parseQuantity(text);
  if (amount !== undefined && amount >= 0n) return amount;
  const subject = `The property ${name} of ${meter.eventType}`;
  const detail = !PLAIN_DECIMAL.test(text)
    ? `${subject} is not a quantity: send a plain decimal of 0 or more, such as "12.5".`
    : text.startsWith('-')
      ? `${subject} is negative: send 0 or more, and use void or amend to take usage back.`
      : `${subject} has too many digits: send at most 18 before and 12 after the point, as text.`;
  return { code: 'quantity_invalid', pointer: pointerTo(catalog, name), detail };
}

function missing(catalog: Catalog, meter: Meter, name: string): MeasureFault {
  const pointer = pointerTo(catalog, name);
  const what = catalog.dimensions.has(name) ? 'dimension' : 'property';
  const detail = `The meter ${meter.id} needs the ${what} ${name} of ${meter.eventType}: send it.`;
  return { code: 'property_missing', pointer, detail };
}

function noneOf({ id, eventType, value, values }: SplitMeter): MeasureFault {
  const names = [...values.from.values(), ...(value === null ? [] : [value])].join(', ');
  return {
    code: 'property_missing',
    pointer: '/data',
    detail: `The meter ${id} needs a quantity of ${eventType}: send at least one of ${names}.`,
  };
}

function pointerTo(catalog: Catalog, name: string): string {
  const place = catalog.dimensions.has(name) ? 'dimensions' : 'data';
  return `/${place}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function namesOfMeter({ value, values, where }: Meter): string[] {
  const split = values === null ? [] : [values.dimension, ...values.from.values()];
  return [...(value === null ? [] : [value]), ...split, ...where.keys()];
}

function namesOfPrice({ model, by, cap, onceBy, zeroWhen }: Price): string[] {
  return [...namesOfModel(model), ...by, ...(cap?.by ?? []), ...(onceBy ?? []), ...zeroWhen.keys()];
}

function namesOfModel(model: PriceModel): string[] {
  if (model.kind === 'tiers') return model.tiers.by === null ? [] : [model.tiers.by];
  if (model.kind !== 'matrix') return [];
  const tierNames = model.rows.flatMap(({ rate }) =>
    'steps' in rate && rate.by !== null ? [rate.by] : [],
  );
  return [...model.by, ...tierNames];
}
