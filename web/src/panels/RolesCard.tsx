import { useAdministration } from '../data/use-administration.ts';
import { useText } from '../data/use-text.ts';
import { HeadRow } from '../ui/HeadRow.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';
import { usePermissionText } from './use-permission-text.ts';

/** The roles of the customer's catalog, with what each permits. */
export function RolesCard() {
  const t = useText('access');
  const permissionText = usePermissionText();
  const { roles } = useAdministration();
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('whatRoles')}</h2>
      </div>
      {roles.length === 0 ? (
        <p className="nothing">{t('noRolesHere')}</p>
      ) : (
        <TableRegion label={t('whatRoles')}>
          <HeadRow columns={[{ text: t('role') }, { text: t('may') }]} />
          <tbody>
            {roles.map(({ id, label, permissions }) => (
              <tr key={id}>
                <th scope="row">{label}</th>
                <td>{permissions.map(permissionText).join(' · ') || t('mayNothing')}</td>
              </tr>
            ))}
          </tbody>
        </TableRegion>
      )}
    </section>
  );
}
