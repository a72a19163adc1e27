import { parseQuantity } from '@fuelgauge/core';
import type { z } from 'zod';
import type { CatalogFault } from '../catalog-fault.ts';
import type { tierSchema } from '../format/prices.ts';
import { decimal } from '../format/scalar.ts';
import type { Placed, Rate } from './reading.ts';

type Tier = z.infer<typeof tierSchema>;
type Matrix = Extract<Rate, { model: 'matrix' }>;
type Tiered = Extract<Rate, { model: 'tiers' }>;

/** Tiers rise and the last one is open; how they apply is said. */
export function* checkTiers({ pointer, value: rate }: Placed<Tiered>): Generator<CatalogFault> {
  yield* checkSteps({ pointer: `${pointer}/tiers`, value: rate.tiers });
  yield* checkMode({ pointer, value: rate });
}

/** Rows have a pattern for each name and a rate; none is there twice. */
export function* checkMatrix({ pointer, value: rate }: Placed<Matrix>): Generator<CatalogFault> {
  const seen = new Set<string>();
  for (const [index, row] of rate.rows.entries()) {
    const at = `${pointer}/rows/${index}`;
    if (row.length !== rate.by.length + 1) {
      yield {
        pointer: at,
        message: `This row has ${row.length} entries: write ${rate.by.length} texts, for ${rate.by.join(', ')}, and then the rate.`,
      };
      continue;
    }
    yield* checkPatterns({ pointer: at, value: row.slice(0, -1) });
    yield* checkRate({ pointer: `${at}/${rate.by.length}`, value: row.at(-1) });
    const key = JSON.stringify(row.slice(0, -1));
    if (seen.has(key))
      yield { pointer: at, message: 'Another row has the same texts: keep one of the two.' };
    seen.add(key);
  }
  const isTiered = rate.rows.some((row) => Array.isArray(row.at(-1)));
  if (isTiered) yield* checkMode({ pointer, value: rate });
  else yield* superfluousMode({ pointer, value: rate });
}

function* checkPatterns({
  pointer,
  value: patterns,
}: Placed<Matrix['rows'][number]>): Generator<CatalogFault> {
  for (const [index, pattern] of patterns.entries()) {
    if (typeof pattern !== 'string') {
      yield {
        pointer: `${pointer}/${index}`,
        message: 'Tiers stand at the end of a row: write a text here.',
      };
    } else if (pattern.slice(0, -1).includes('*')) {
      yield {
        pointer: `${pointer}/${index}`,
        message: `"*" stands for any ending only: write it at the end of "${pattern}", or not at all.`,
      };
    } else if (pattern === '') {
      yield {
        pointer: `${pointer}/${index}`,
        message: 'A name a price needs is never absent: write a text, or "*" for any.',
      };
    }
  }
}

function* checkRate({
  pointer,
  value: rate,
}: Placed<string | readonly Tier[] | undefined>): Generator<CatalogFault> {
  if (typeof rate === 'object') yield* checkSteps({ pointer, value: rate });
  const parsed = typeof rate === 'string' ? decimal.safeParse(rate) : undefined;
  for (const { message } of parsed?.error?.issues ?? []) yield { pointer, message };
}

function* checkSteps({ pointer, value: tiers }: Placed<readonly Tier[]>): Generator<CatalogFault> {
  let below = -1n;
  for (const [index, { up_to }] of tiers.entries()) {
    const at = `${pointer}/${index}/up_to`;
    const isLast = index === tiers.length - 1;
    if (typeof up_to !== 'string') {
      if (!isLast)
        yield { pointer: at, message: 'Only the last tier is open: write where this one ends.' };
      continue;
    }
    if (isLast) {
      yield {
        pointer: at,
        message: `Nothing would cover more than ${up_to}: make the last tier open with null.`,
      };
    }
    const end = parseQuantity(up_to) ?? 0n;
    if (end <= below) {
      yield {
        pointer: at,
        message: `Tiers rise: write more than the end of the tier before, or put the tiers in order.`,
      };
    }
    below = end;
  }
}

function* checkMode({ pointer, value: rate }: Placed<Tiered | Matrix>): Generator<CatalogFault> {
  if (rate.tier_mode === undefined) {
    yield {
      pointer: `${pointer}/tier_mode`,
      message:
        'Say how the tiers apply: "whole" prices everything by the tier reached, "graduated" each part by its own.',
    };
  }
  if (rate.tier_mode === 'graduated' && rate.tier_by !== undefined) {
    yield {
      pointer: `${pointer}/tier_by`,
      message: `A tier that "${rate.tier_by}" picks prices everything: use "whole", or remove "tier_by".`,
    };
  }
}

function* superfluousMode({ pointer, value: rate }: Placed<Matrix>): Generator<CatalogFault> {
  for (const key of ['tier_by', 'tier_mode', 'tier_scope'] as const) {
    if (rate[key] !== undefined) {
      yield {
        pointer: `${pointer}/${key}`,
        message: `No row has tiers: remove "${key}", or end a row with a list of tiers.`,
      };
    }
  }
}
