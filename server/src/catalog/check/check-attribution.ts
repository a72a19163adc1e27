import type { CatalogFault } from '../catalog-fault.ts';
import type { ItemOf, Placed, Reading } from './reading.ts';
import { reference, references } from './reference.ts';

/** Dimensions and categories hang in ones that exist, without a circle, and say what fits together. */
export function* checkAttribution(reading: Reading): Generator<CatalogFault> {
  const dimensions = reading.list('dimensions');
  const features = new Set(reading.list('plans').flatMap(({ value }) => value.features ?? []));
  for (const placed of dimensions) {
    yield* checkDimension(reading, placed);
    const { gate } = placed.value;
    if (gate !== undefined && !features.has(gate)) {
      yield {
        pointer: `${placed.pointer}/gate`,
        message: `No plan has the feature "${gate}": add it to the "features" of a plan, or remove the gate.`,
      };
    }
  }
  yield* circles(dimensions, 'dimension');
  const categories = reading.list('categories');
  for (const { pointer, value } of categories) {
    yield* reference(reading, 'categories', { pointer: `${pointer}/parent`, id: value.parent });
  }
  yield* circles(categories, 'category');
}

function* checkDimension(
  reading: Reading,
  { pointer, value }: Placed<ItemOf<'dimensions'>>,
): Generator<CatalogFault> {
  yield* reference(reading, 'dimensions', { pointer: `${pointer}/parent`, id: value.parent });
  yield* references(reading, 'dimensions', { pointer: `${pointer}/from`, ids: value.from });
  if (value.kind === 'flat' && value.parent !== undefined) {
    yield {
      pointer: `${pointer}/parent`,
      message: 'A flat dimension has no parents: set "kind" to "tree", or remove "parent".',
    };
  }
  if (value.scopeKind !== undefined && value.directory !== 'scopes') {
    yield {
      pointer: `${pointer}/scopeKind`,
      message: 'Only scopes have a kind: set "directory" to "scopes", or remove "scopeKind".',
    };
  }
}

function* circles(
  items: readonly Placed<{ readonly id: string; readonly parent?: string | undefined }>[],
  noun: string,
): Generator<CatalogFault> {
  const parents = new Map(items.map(({ value }) => [value.id, value.parent]));
  for (const { pointer, value } of items) {
    const above = new Set<string>();
    let next = value.parent;
    while (next !== undefined && next !== value.id && !above.has(next)) {
      above.add(next);
      next = parents.get(next);
    }
    if (next === value.id) {
      yield {
        pointer: `${pointer}/parent`,
        message: `The ${noun} "${value.id}" is above itself: name a parent that does not hang in it.`,
      };
    }
  }
}
