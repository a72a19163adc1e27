import type { Breakdown, BreakdownRow, CustomerCatalog } from '@fuelgauge/sdk';
import { type AmountScale, amountIn, shownIn } from './amount-scale.ts';
import type { FilterNode } from './filter-choice.ts';
import { columnText } from './number-text.ts';
import { sum } from './rounding.ts';

export interface FilterNodesInput {
  /** Without a filter, by the attribute that is chosen from. */
  readonly breakdown: Breakdown;
  readonly scale: AmountScale;
}

export interface MeterNodesInput extends FilterNodesInput {
  readonly catalog: CustomerCatalog;
  /** Also meters and categories that nothing was used of. */
  readonly hasUnused: boolean;
}

/** Categories, the categories in them, and their meters. */
export function meterNodes(input: MeterNodesInput): readonly FilterNode[] {
  const { catalog, breakdown, scale, hasUnused } = input;
  const used = new Map(breakdown.rows.map((row) => [row.key, row]));
  const exactOf = (id: string) => {
    const row = used.get(id);
    return row ? amountIn(scale, row) : 0n;
  };
  const nodeOf = (category: CustomerCatalog['categories'][number]): FilterNode[] => {
    const meters = catalog.meters.filter(
      (meter) => meter.category === category.id && (hasUnused || used.has(meter.id)),
    );
    const children = [
      ...catalog.categories.filter(({ parent }) => parent === category.id).flatMap(nodeOf),
      ...meters.map(
        ({ id, label }): FilterNode => ({
          id: `v:${id}`,
          label,
          amount: used.has(id) ? amountText(exactOf(id), scale) : '',
          value: id,
          children: [],
        }),
      ),
    ];
    if (children.length === 0) return [];
    const within = children.flatMap(metersIn);
    const amount = amountText(sum(within.map(exactOf)), scale);
    return [{ id: `p:${category.id}`, label: category.label, amount, value: null, children }];
  };
  return catalog.categories.filter(({ parent }) => parent === null).flatMap(nodeOf);
}

export interface ValueNodesInput extends FilterNodesInput {
  /** What a branch itself has is called. */
  readonly directly: (name: string) => string;
  /** Values that nothing was used with. */
  readonly unused: readonly { readonly value: string; readonly label: string }[];
}

/** The values of a dimension; what lies in each other is a branch that begins with its own usage. */
export function valueNodes(input: ValueNodesInput): readonly FilterNode[] {
  const { breakdown, scale, directly, unused } = input;
  const { rows } = breakdown;
  const keys = new Set(rows.map(({ key }) => key));
  const isRoot = ({ direct, parent }: BreakdownRow) => !direct || !parent || !keys.has(parent);
  const below = Map.groupBy(
    rows.filter((row) => !isRoot(row)),
    ({ parent }) => `${parent}`,
  );
  const nodeOf = (row: BreakdownRow): FilterNode => {
    const value = row.key ?? '';
    const amount = amountText(amountIn(scale, row), scale);
    const children = row.key === null ? [] : (below.get(row.key) ?? []);
    const leaf = { id: `v:${value}`, label: row.label, amount, value, children: [] };
    if (children.length === 0) return leaf;
    const nodes = children.map(nodeOf);
    const own = amountIn(scale, row) - sum(children.map((child) => amountIn(scale, child)));
    const direct = {
      ...leaf,
      label: directly(row.label),
      amount: amountText(own, scale),
    };
    return {
      id: `p:${value}`,
      label: row.label,
      amount,
      value: null,
      children: [direct, ...nodes],
    };
  };
  return [
    ...rows.filter(isRoot).map(nodeOf),
    ...unused
      .filter(({ value }) => !keys.has(value))
      .map(({ value, label }) => ({ id: `v:${value}`, label, amount: '', value, children: [] })),
  ];
}

function metersIn(node: FilterNode): readonly string[] {
  return node.value === null ? node.children.flatMap(metersIn) : [node.value];
}

function amountText(exact: bigint, scale: AmountScale): string {
  return columnText(shownIn(scale, exact), scale.unit);
}
