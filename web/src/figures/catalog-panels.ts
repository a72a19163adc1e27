import type { CustomerCatalog, Panel, View } from '@fuelgauge/sdk';

type Table = Extract<Panel, { readonly type: 'table' }>;

/** The dimension whose values are entries of a part of the directory; undefined where there is none. */
export function dimensionOf(
  { dimensions }: CustomerCatalog,
  directory: string,
): CustomerCatalog['dimensions'][number] | undefined {
  return dimensions.find((each) => each.directory === directory);
}

/** The table of a dimension, and the view it is on. */
export function tableOf(
  { views }: CustomerCatalog,
  by: string,
): { readonly view: View; readonly table: Table } | undefined {
  const shown = views.filter(({ embed }) => !embed);
  const found = shown.flatMap((view) =>
    view.panels.flatMap((panel) =>
      panel.type === 'table' && panel.by === by ? [{ view, table: panel }] : [],
    ),
  );
  return found[0];
}

/** The attributes whose values are columns of a table: `feature:*`. */
export function spreadColumns(table: Table | undefined): readonly string[] {
  return (table?.columns ?? []).flatMap((column) =>
    column.endsWith(':*') ? [column.slice(0, -2)] : [],
  );
}
