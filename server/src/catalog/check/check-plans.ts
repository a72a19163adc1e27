import type { CatalogFault } from '../catalog-fault.ts';
import { pointerOf } from '../catalog-fault.ts';
import type { ItemOf, Placed, Reading } from './reading.ts';
import { reference } from './reference.ts';

/** Grant kinds, plans and cycles agree with each other. */
export function* checkPlans(reading: Reading): Generator<CatalogFault> {
  yield* checkGrantTypes(reading);
  for (const placed of reading.list('plans')) yield* checkPlan(reading, placed);
  yield* checkCycles(reading);
}

/** The ids of the kinds under which overdraft is billed: they have no grants. */
export function overageKinds(reading: Reading): ReadonlySet<string> {
  const kinds = reading.list('grantTypes').filter(({ value }) => value.category === 'overage');
  return new Set(kinds.map(({ value }) => value.id));
}

function* checkGrantTypes(reading: Reading): Generator<CatalogFault> {
  const kinds = reading.list('grantTypes');
  const drawn = kinds.filter(({ value }) => value.category !== 'overage');
  const highest = Math.max(-1, ...drawn.map(({ value }) => value.priority));
  for (const { pointer, value: kind } of kinds) {
    if (kind.category === 'overage' && kind.priority <= highest) {
      yield {
        pointer: `${pointer}/priority`,
        message: `Overage comes after every grant: give it a priority above ${highest}.`,
      };
    }
    if (!kind.cycleBound && kind.rollover !== undefined && kind.rollover !== true) {
      yield {
        pointer: `${pointer}/rollover`,
        message:
          'A kind that is not cycle-bound keeps what is left: set "rollover" to true, or "cycleBound" to true.',
      };
    }
    if (kind.cycleBound && kind.expiry !== undefined) {
      yield {
        pointer: `${pointer}/expiry`,
        message:
          'A cycle-bound kind expires with its cycle: remove "expiry", or set "cycleBound" to false.',
      };
    }
  }
}

function* checkPlan(
  reading: Reading,
  { pointer, value: plan }: Placed<ItemOf<'plans'>>,
): Generator<CatalogFault> {
  const overage = overageKinds(reading);
  for (const kind of Object.keys(plan.grants)) {
    const at = pointer + pointerOf(['grants', kind]);
    yield* reference(reading, 'grantTypes', { pointer: at, id: kind });
    if (overage.has(kind)) {
      yield {
        pointer: at,
        message: `"${kind}" is overage and has no grants: name it under "overage" instead.`,
      };
    }
  }
  yield* reference(reading, 'billingModes', {
    pointer: `${pointer}/billingMode`,
    id: plan.billingMode,
  });
  yield* reference(reading, 'grantTypes', { pointer: `${pointer}/overage`, id: plan.overage });
  if (
    typeof plan.overage === 'string' &&
    reading.ids('grantTypes')?.has(plan.overage) &&
    !overage.has(plan.overage)
  ) {
    yield {
      pointer: `${pointer}/overage`,
      message: `"${plan.overage}" has grants: name a kind of category "overage".`,
    };
  }
  if (plan.flex && plan.overage === undefined && overage.size !== 1) {
    yield {
      pointer: `${pointer}/flex`,
      message: `There are ${overage.size} grant kinds of category "overage": name the one meant under "overage".`,
    };
  }
  if (
    plan.flex !== undefined &&
    plan.overage !== undefined &&
    plan.flex !== (plan.overage !== null)
  ) {
    yield { pointer: `${pointer}/flex`, message: '"flex" and "overage" disagree: remove "flex".' };
  }
  if (plan.hardLimit && (plan.flex || typeof plan.overage === 'string')) {
    yield {
      pointer: `${pointer}/hardLimit`,
      message: 'A hard limit never bills overdraft: remove "hardLimit", or the overage.',
    };
  }
}

function* checkCycles(reading: Reading): Generator<CatalogFault> {
  const series = reading.ids('cycles');
  if (series && !series.has('plan')) {
    yield {
      pointer: '/cycles',
      message: 'No series is called "plan": add the one allotments renew in.',
    };
  }
  for (const { pointer, value } of reading.list('cycles')) {
    if (value.choices && !value.choices.includes(value.every)) {
      yield {
        pointer: `${pointer}/choices`,
        message: `"${value.every}" is the length until a customer chooses: add it to the choices.`,
      };
    }
  }
}
