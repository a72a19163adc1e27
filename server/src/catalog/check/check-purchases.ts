import { type CatalogFault, pointerOf } from '../catalog-fault.ts';
import { overageKinds } from './check-plans.ts';
import type { ItemOf, Placed, Reading } from './reading.ts';
import { reference, references } from './reference.ts';

/** What is bought, allowed and given refers to plans, quotas and grant kinds that exist. */
export function* checkPurchases(reading: Reading): Generator<CatalogFault> {
  for (const { pointer, value } of [...reading.list('packs'), ...reading.list('autoRecharge')]) {
    yield* reference(reading, 'plans', { pointer: `${pointer}/plan`, id: value.plan });
    yield* checkGiven(reading, { pointer: `${pointer}/grant`, value: value.grant });
  }
  for (const placed of reading.list('autoRecharge')) yield* checkTopUp(placed);
  for (const { pointer, value } of reading.list('addOns')) {
    yield* references(reading, 'plans', { pointer: `${pointer}/plans`, ids: value.plans });
    yield* reference(reading, 'quotas', { pointer: `${pointer}/quota`, id: value.quota });
  }
  for (const placed of reading.list('quotas')) yield* checkQuota(reading, placed);
  const referral = reading.one('referral');
  if (referral) yield* checkGiven(reading, { pointer: '/referral/grant', value: referral.grant });
}

function* checkGiven(
  reading: Reading,
  { pointer, value: kind }: Placed<string>,
): Generator<CatalogFault> {
  yield* reference(reading, 'grantTypes', { pointer, id: kind });
  if (overageKinds(reading).has(kind)) {
    yield { pointer, message: `"${kind}" is overage and has no grants: name a kind that has.` };
  }
}

function* checkTopUp({ pointer, value }: Placed<ItemOf<'autoRecharge'>>): Generator<CatalogFault> {
  const isFixed = value.credits !== undefined && value.price !== undefined;
  if (!isFixed && value.presets === undefined) {
    yield {
      pointer,
      message: 'The amount is open: add "credits" and "price", or "presets" to choose from.',
    };
  }
}

function* checkQuota(
  reading: Reading,
  { pointer, value: quota }: Placed<ItemOf<'quotas'>>,
): Generator<CatalogFault> {
  for (const plan of Object.keys(quota.limit)) {
    yield* reference(reading, 'plans', { pointer: pointer + pointerOf(['limit', plan]), id: plan });
  }
  for (const plan of reading.ids('plans') ?? []) {
    if (Object.hasOwn(quota.limit, plan)) continue;
    yield {
      pointer: `${pointer}/limit`,
      message: `The plan "${plan}" is not named: write how many it allows, or null for unlimited.`,
    };
  }
}
