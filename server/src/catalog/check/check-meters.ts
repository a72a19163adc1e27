import type { CatalogFault } from '../catalog-fault.ts';
import type { ItemOf, Placed, Reading } from './reading.ts';
import { reference, references } from './reference.ts';

/** Meters read what their aggregation needs, and name categories and dimensions that exist. */
export function* checkMeters(reading: Reading): Generator<CatalogFault> {
  for (const placed of reading.list('meters')) {
    const { pointer, value } = placed;
    yield* reference(reading, 'categories', { pointer: `${pointer}/category`, id: value.category });
    yield* references(reading, 'dimensions', { pointer: `${pointer}/dims`, ids: value.dims });
    yield* checkValue(placed);
    yield* checkValues(reading, placed);
  }
  yield* reference(reading, 'meters', {
    pointer: '/requestsMeter',
    id: reading.one('requestsMeter'),
  });
}

function* checkValue({ pointer, value: meter }: Placed<ItemOf<'meters'>>): Generator<CatalogFault> {
  if (meter.aggregation === 'count' && meter.value !== undefined) {
    yield {
      pointer: `${pointer}/value`,
      message: 'A count adds 1 for each event and reads no value: remove "value", or use "sum".',
    };
  }
  if (meter.aggregation !== 'count' && meter.value === undefined && meter.values === undefined) {
    yield {
      pointer: `${pointer}/value`,
      message: `"${meter.aggregation}" needs to know what it reads: add "value" with a name, or use "count".`,
    };
  }
}

function* checkValues(
  reading: Reading,
  { pointer, value: meter }: Placed<ItemOf<'meters'>>,
): Generator<CatalogFault> {
  const { values } = meter;
  if (values === undefined) return;
  const at = `${pointer}/values`;
  if (meter.aggregation !== 'sum') {
    yield {
      pointer: at,
      message: `Only a sum has several quantities: use "sum", or "value" with "${meter.aggregation}".`,
    };
  }
  yield* reference(reading, 'dimensions', { pointer: `${at}/dimension`, id: values.dimension });
  if (!meter.dims.includes(values.dimension)) {
    yield {
      pointer: `${at}/dimension`,
      message: `The quantities are told apart by "${values.dimension}": add it to "dims" too.`,
    };
  }
  if (Object.keys(values.from).length === 0) {
    yield {
      pointer: `${at}/from`,
      message: 'No property is named: say which property each quantity is read from.',
    };
  }
}
