import type { Catalog, View } from './catalog.ts';
import type { Permission } from './permission.ts';

/** Who may write something may read it, and who sees all usage sees their own. */
const IMPLIED: Readonly<Partial<Record<Permission, Permission>>> = {
  'usage.read': 'usage.read.self',
  'limit.write': 'limit.read',
  'billing.write': 'billing.read',
  'member.write': 'member.read',
};

/** What roles permit together, with what each permission implies. Roles the catalog has not permit nothing. */
export function permissionsOf(
  catalog: Pick<Catalog, 'roles'>,
  roles: readonly string[],
): ReadonlySet<Permission> {
  const permitted = new Set<Permission>();
  for (const role of roles) {
    for (const permission of catalog.roles.get(role) ?? []) {
      permitted.add(permission);
      const implied = IMPLIED[permission];
      if (implied) permitted.add(implied);
    }
  }
  return permitted;
}

/** The roles that have any of some permissions, in the order of the catalog. */
export function rolesWith(
  catalog: Pick<Catalog, 'roles'>,
  permissions: readonly Permission[],
): string[] {
  return [...catalog.roles.keys()].filter((role) => {
    const permitted = permissionsOf(catalog, [role]);
    return permissions.some((permission) => permitted.has(permission));
  });
}

/** What somebody lacks to see the usage of a customer: another plan, or another role. */
export interface Gate {
  readonly missing: 'plan' | 'role';
  /** The plans (or roles) that would open it, in the order of the catalog. */
  readonly any: readonly string[];
}

/**
 * The gate that stands between a person and the usage of the customer as a whole. It is open as soon as one view that shows
 * usage is open to one of the roles under the plan, and where the catalog lays out no such view.
 */
export function gateOf(
  { roles: known, plans, views }: Pick<Catalog, 'roles' | 'plans' | 'views'>,
  { roles, plan }: { readonly roles: readonly string[]; readonly plan: string },
): Gate | null {
  const shown = views.filter((view) => view.showsUsage);
  const ofRole = shown.filter((view) => isForRole(view, roles));
  if (shown.length === 0 || ofRole.some((view) => isForPlan(view, plan))) return null;
  if (ofRole.length > 0) {
    const any = [...plans.keys()].filter((id) => ofRole.some((view) => isForPlan(view, id)));
    return { missing: 'plan', any };
  }
  const any = [...known.keys()].filter((id) => shown.some((view) => isForRole(view, [id])));
  return { missing: 'role', any };
}

function isForRole({ roles }: View, own: readonly string[]): boolean {
  return roles === null || own.some((role) => roles.includes(role));
}

function isForPlan({ plans }: View, plan: string): boolean {
  return plans === null || plans.includes(plan);
}
