import type { CustomerCatalog } from '@fuelgauge/sdk';
import { OTHER_KEY } from './explore-view.ts';
import type { Clause } from './filter.ts';

/** Clauses for the usage that a row, a column or a colour stands for. */
export interface UsageWhere {
  /** Usage of a value, with what hangs below it where that is given. The empty text is usage without a value. */
  readonly of: (name: string, value: string, below?: readonly string[]) => readonly Clause[];
  /** Usage directly in a value: nothing of what hangs below it. */
  readonly directlyIn: (name: string, value: string) => readonly Clause[];
  /** All usage but that of some values. */
  readonly beside: (name: string, values: readonly string[]) => readonly Clause[];
}

/**
 * The clauses in which the server is asked: a value of a dimension stands for its own usage, a category for all below it.
 */
export function usageWhere({ categories }: Pick<CustomerCatalog, 'categories'>): UsageWhere {
  const within = (name: string, values: readonly string[]): Clause => ({
    name,
    isIn: true,
    values,
  });
  return {
    of: (name, value, below = []) => [
      within(name, name === 'category' ? [value] : [value, ...below]),
    ],
    directlyIn: (name, value) => {
      const below = categories.filter(({ parent }) => name === 'category' && parent === value);
      const others: Clause = { name, isIn: false, values: below.map(({ id }) => id) };
      return [within(name, [value]), ...(below.length > 0 ? [others] : [])];
    },
    beside: (name, values) => (values.length === 0 ? [] : [{ name, isIn: false, values }]),
  };
}

/** The usage of one colour of a chart, of which all keys are given. */
export function usageOfSeries(
  where: UsageWhere,
  name: string,
  { key, keys }: { readonly key: string; readonly keys: readonly string[] },
): readonly Clause[] {
  if (key !== OTHER_KEY) return where.directlyIn(name, key);
  return where.beside(
    name,
    keys.filter((each) => each !== OTHER_KEY),
  );
}
