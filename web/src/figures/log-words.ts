import { formatQuantity, quantity } from '@fuelgauge/core';
import type { CustomerCatalog, DirectoryEntry } from '@fuelgauge/sdk';
import type { ActivityRow } from './activity-row.ts';
import { exactText } from './exact-text.ts';
import { quantityText } from './number-text.ts';
import { decimalText } from './rate-text.ts';
import { rateOf } from './rating-steps.ts';
import { sum } from './rounding.ts';
import { valueName } from './value-name.ts';

/** What the log calls the things its rows name by id. */
export interface LogWords {
  readonly meter: (id: string) => string;
  readonly kind: (id: string) => string;
  readonly dimension: (id: string) => string;
  /** The name of a value of a dimension, its id where it has none. */
  readonly value: (dimension: string, id: string) => string;
  readonly catalog: CustomerCatalog;
}

/** Names from the catalog and the customer's directory. */
export function logWords(
  catalog: CustomerCatalog,
  directory: ReadonlyMap<string, ReadonlyMap<string, DirectoryEntry>>,
): LogWords {
  const meters = new Map(catalog.meters.map(({ id, label }) => [id, label]));
  const kinds = new Map(catalog.grant_kinds.map(({ id, label }) => [id, label]));
  const dimensions = new Map(catalog.dimensions.map((dimension) => [dimension.id, dimension]));
  return {
    catalog,
    meter: (id) => meters.get(id) ?? id,
    kind: (id) => kinds.get(id) ?? id,
    dimension: (id) => dimensions.get(id)?.label ?? id,
    value: (dimension, id) => valueName(dimensions.get(dimension), id, directory),
  };
}

/** Who did it, then to what, in the catalog's order of dimensions; people and agents first. */
export function whoText(row: ActivityRow, words: LogWords): string {
  const named = words.catalog.dimensions
    .filter(({ id }) => row.attribution[id])
    .toSorted((a, b) => rank(a.directory) - rank(b.directory));
  return named.map(({ id }) => words.value(id, `${row.attribution[id]}`)).join(' · ');
}

/**
 * `1,204 requests × 0.0002` for one priced quantity, `5 requests` without one rate; of several prices what was counted in
 * all, empty where it was not counted in one unit.
 */
export function measureText({ row }: ActivityRow, { catalog }: LogWords): string {
  const lines = row.event?.lines ?? [];
  const charged = lines.filter(({ credits }) => Number(credits) !== 0);
  const [line] = charged.length > 0 ? charged : lines;
  if (!line) return '';
  if (charged.length > 1) {
    if (charged.some(({ unit }) => unit !== line.unit)) return '';
    const whole = sum(charged.map((each) => quantity(each.quantity)));
    return quantityText(formatQuantity(whole), line.unit);
  }
  const counted = quantityText(line.quantity, line.unit);
  const rate = rateOf(line, catalog.cards);
  if (!rate) return counted;
  const each = decimalText(rate.credits);
  return `${counted} × ${each}${rate.per === '1' ? '' : `/${decimalText(rate.per)}`}`;
}

/** An amount with every digit, signed; money in its currency. */
export function changeText(amount: bigint, unit: string, catalog: CustomerCatalog): string {
  return exactText(amount, { signed: true, currency: currencyOf(unit, catalog) });
}

/** The ISO 4217 code of a money unit; null for credits. */
export function currencyOf(unit: string, catalog: CustomerCatalog): string | null {
  const known = catalog.units.find(({ id }) => id === unit);
  return known?.kind === 'money' ? unit.toUpperCase() : null;
}

const FIRST = ['members', 'agents', 'api-keys'];

function rank(directory: string | null): number {
  const at = FIRST.indexOf(directory ?? '');
  return at < 0 ? FIRST.length : at;
}
