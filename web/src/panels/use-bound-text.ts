import { useDirectory } from '../data/use-directory.ts';
import { useText } from '../data/use-text.ts';
import { locale } from '../figures/locale.ts';

/** Says which part of a customer somebody sees, with the names of the directory. */
export function useBoundText(): (bound: {
  readonly scope: string | null;
  readonly groups: readonly string[] | null;
}) => string {
  const t = useText('access');
  const directory = useDirectory();
  return ({ scope, groups }) => {
    const parts = [
      ...(scope === null ? [] : [directory.get('scopes')?.get(scope)?.name ?? scope]),
      ...(groups ?? []).map((id) => directory.get('groups')?.get(id)?.name ?? id),
    ];
    if (parts.length === 0) return t('ofRoles');
    return t('inGroups', { names: new Intl.ListFormat(locale).format(parts) });
  };
}
