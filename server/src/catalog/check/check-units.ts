import type { CatalogFault } from '../catalog-fault.ts';
import type { Reading } from './reading.ts';
import { reference } from './reference.ts';

/** One unit is credits; display modes, billing modes and cost items have units that exist and fit. */
export function* checkUnits(reading: Reading): Generator<CatalogFault> {
  const units = reading.list('units');
  const credit = units.filter(({ value }) => value.kind === 'credit');
  if (units.length > 0 && credit.length !== 1) {
    const pointer = credit[1] ? `${credit[1].pointer}/kind` : '/units';
    yield {
      pointer,
      message: `${credit.length} units are of kind "credit": give exactly one unit that kind and the others "money".`,
    };
  }
  yield* checkDisplayModes(reading);
  for (const { pointer, value } of reading.list('billingModes')) {
    yield* reference(reading, 'units', { pointer: `${pointer}/unit`, id: value.unit });
  }
  for (const { pointer, value } of reading.list('costItems')) {
    yield* reference(reading, 'units', { pointer: `${pointer}/unit`, id: value.unit });
    if (value.unit === credit[0]?.value.id) {
      yield {
        pointer: `${pointer}/unit`,
        message: 'What costs money by the item is never in credits: name a unit of kind "money".',
      };
    }
  }
}

function* checkDisplayModes(reading: Reading): Generator<CatalogFault> {
  const modes = reading.list('displayModes');
  const credit = new Set(
    reading
      .list('units')
      .filter(({ value }) => value.kind === 'credit')
      .map(({ value }) => value.id),
  );
  for (const { pointer, value } of modes) {
    yield* reference(reading, 'units', { pointer: `${pointer}/unit`, id: value.unit });
    if (value.price && credit.has(value.unit)) {
      yield {
        pointer: `${pointer}/price`,
        message:
          'Credits shown as credits are not converted: remove "price", or name a unit of kind "money".',
      };
    }
  }
  const defaults = modes.filter(({ value }) => value.default);
  if (modes.length > 0 && defaults.length !== 1) {
    yield {
      pointer: '/displayModes',
      message: `${defaults.length} display modes are the default: set "default": true on exactly one.`,
    };
  }
}
