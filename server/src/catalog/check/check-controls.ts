import type { CatalogFault } from '../catalog-fault.ts';
import { overageKinds } from './check-plans.ts';
import type { ItemOf, Placed, Reading } from './reading.ts';
import { reference, references } from './reference.ts';

/** Limits, alerts and exhaustion are complete and refer to what exists. */
export function* checkControls(reading: Reading): Generator<CatalogFault> {
  yield* checkExhaustion(reading);
  for (const placed of reading.list('limits')) yield* checkLimit(reading, placed);
  for (const placed of reading.list('alerts')) yield* checkAlert(reading, placed);
}

function* checkExhaustion(reading: Reading): Generator<CatalogFault> {
  const overage = overageKinds(reading);
  for (const [index, action] of (reading.one('exhaustion')?.order ?? []).entries()) {
    const [, kind] = action.split(':');
    if (kind === undefined || overage.has(kind)) continue;
    yield {
      pointer: `/exhaustion/order/${index}`,
      message: `There is no grant kind "${kind}" of category "overage": declare it under "grantTypes", or leave this out.`,
    };
  }
}

function* checkLimit(
  reading: Reading,
  { pointer, value: limit }: Placed<ItemOf<'limits'>>,
): Generator<CatalogFault> {
  yield* reference(reading, 'meters', { pointer: `${pointer}/meter`, id: limit.meter });
  yield* reference(reading, 'units', { pointer: `${pointer}/unit`, id: limit.unit });
  yield* reference(reading, 'cycles', { pointer: `${pointer}/cycle`, id: limit.cycle });
  yield* reference(reading, 'billingModes', {
    pointer: `${pointer}/billingMode`,
    id: limit.billingMode,
  });
  yield* references(reading, 'plans', { pointer: `${pointer}/plans`, ids: limit.plans });
  yield* references(reading, 'roles', { pointer: `${pointer}/setBy`, ids: limit.setBy });
  if (limit.scope === 'meter' && limit.meter === undefined) {
    yield { pointer: `${pointer}/meter`, message: 'The limit is on a meter: say which.' };
  }
  for (const key of ['unit', 'cycle'] as const) {
    if (limit.kind !== 'anomaly' && limit[key] === undefined) {
      yield {
        pointer: `${pointer}/${key}`,
        message: `A limit on spending needs "${key}": add it, or set "kind" to "anomaly".`,
      };
    }
  }
  if (limit.min !== undefined && limit.max !== undefined && limit.min > limit.max) {
    yield {
      pointer: `${pointer}/max`,
      message: `Nothing can be set: "max" is below "min", ${limit.min}.`,
    };
  }
}

function* checkAlert(
  reading: Reading,
  { pointer, value: alert }: Placed<ItemOf<'alerts'>>,
): Generator<CatalogFault> {
  yield* reference(reading, 'billingModes', {
    pointer: `${pointer}/billingMode`,
    id: alert.billingMode,
  });
  yield* references(reading, 'roles', { pointer: `${pointer}/audience`, ids: alert.audience });
  yield* references(reading, 'plans', {
    pointer: `${pointer}/alwaysForPlans`,
    ids: alert.alwaysForPlans,
  });
  const needed =
    alert.kind === 'projection' ? (['when'] as const) : (['basis', 'thresholds'] as const);
  for (const key of needed) {
    if (alert[key] === undefined) {
      yield {
        pointer: `${pointer}/${key}`,
        message: `An alert of kind "${alert.kind ?? 'threshold'}" needs "${key}": add it.`,
      };
    }
  }
  const levels = alert.thresholds ?? [];
  for (const [index, level] of levels.entries()) {
    const before = levels[index - 1];
    if (before === undefined || before < level) continue;
    yield {
      pointer: `${pointer}/thresholds/${index}`,
      message: `Thresholds rise: write more than ${before}, or put them in order.`,
    };
  }
}
