import { useText } from '../data/use-text.ts';
import type { Difference } from '../figures/value-diff.ts';
import { HeadRow } from '../ui/HeadRow.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';

export interface DiffTableProps {
  readonly label: string;
  readonly differences: readonly Difference[];
}

/** What stood somewhere and what stands there, side by side. */
export function DiffTable({ label, differences }: DiffTableProps) {
  const t = useText('operator');
  if (differences.length === 0) return <p className="nothing">{t('noDifference')}</p>;
  return (
    <TableRegion label={label}>
      <HeadRow columns={[{ text: t('where') }, { text: t('before') }, { text: t('after') }]} />
      <tbody>
        {differences.map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row">
              <code>{path || '/'}</code>
            </th>
            <td>{before === undefined ? '' : <del>{before}</del>}</td>
            <td>{after === undefined ? '' : <ins>{after}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </TableRegion>
  );
}
