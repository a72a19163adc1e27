import { useAdministration } from '../data/use-administration.ts';
import { useText } from '../data/use-text.ts';
import { usePermissionText } from './use-permission-text.ts';

export interface RoleBoxesProps {
  readonly chosen: readonly string[];
  readonly choose: (roles: readonly string[]) => void;
}

/** A box for each role; one that permits more than whoever is there may is shown and cannot be changed. */
export function RoleBoxes({ chosen, choose }: RoleBoxesProps) {
  const t = useText('access');
  const permissionText = usePermissionText();
  const { roles } = useAdministration();
  const toggled = (role: string) =>
    roles
      .map(({ id }) => id)
      .filter((id) => (id === role ? !chosen.includes(id) : chosen.includes(id)));
  return (
    <fieldset className="form-field role-boxes">
      <legend>{t('roles')}</legend>
      <div className="checks">
        {roles.map(({ id, label, beyond }) => (
          <label key={id}>
            <input
              type="checkbox"
              name="roles"
              value={id}
              checked={chosen.includes(id)}
              disabled={beyond !== null}
              onChange={() => choose(toggled(id))}
            />
            <span>
              {label}
              {beyond !== null && (
                <span className="hint">
                  {' '}
                  {t('beyondYou', { permission: permissionText(beyond) })}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
      {chosen.length === 0 && <p className="hint">{t('chooseRole')}</p>}
    </fieldset>
  );
}
