import { rolesWith } from '@fuelgauge/core';
import type { Gate, SessionCustomer } from '@fuelgauge/sdk';
import { useClient } from '../data/session.ts';
import { useCatalogOf } from '../data/use-catalog-of.ts';
import { useResource } from '../data/use-resource.ts';
import { useRoleText } from '../data/use-role-text.ts';
import { useText } from '../data/use-text.ts';

export interface GateTextProps {
  /** What is lacking: one of some permissions, or what a gate says. */
  readonly needs: readonly string[] | Gate;
  readonly membership: SessionCustomer;
}

/** The condition somebody does not meet: which roles or plans it takes, and who has them. */
export function GateText({ needs, membership }: GateTextProps) {
  return 'missing' in needs ? (
    <LackText gate={needs} membership={membership} />
  ) : (
    <RolesText needs={needs} membership={membership} />
  );
}

interface RolesTextProps {
  readonly needs: readonly string[];
  readonly membership: SessionCustomer;
}

function RolesText({ needs, membership }: RolesTextProps) {
  const t = useText('entrance');
  const { customer, roles } = membership;
  const catalog = useCatalogOf(customer);
  const roleText = useRoleText(customer);
  if (!catalog.value) return <p aria-busy={!catalog.failure}>{t('otherRole')}</p>;
  const known = new Map(Object.entries(catalog.value.roles));
  const opening = rolesWith({ roles: known as never }, needs as never);
  const own = roleText(roles) || t('noRole');
  if (opening.length === 0) return <p>{t('nobodyMay')}</p>;
  return (
    <>
      <p>{t('needsRole', { roles: roleText(opening), own })}</p>
      <WhoHas roles={opening} membership={membership} />
    </>
  );
}

interface LackTextProps {
  readonly gate: Gate;
  readonly membership: SessionCustomer;
}

function LackText({ gate: { missing, any }, membership }: LackTextProps) {
  const t = useText('entrance');
  const { customer, roles } = membership;
  const roleText = useRoleText(customer);
  const plans = useCatalogOf(customer).value?.plans ?? [];
  if (missing === 'plan') {
    const labels = any.map((id) => plans.find((plan) => plan.id === id)?.label ?? id);
    return <p>{t('needsPlan', { plans: labels.join(', ') })}</p>;
  }
  return (
    <>
      <p>{t('needsRole', { roles: roleText(any), own: roleText(roles) || t('noRole') })}</p>
      <WhoHas roles={any} membership={membership} />
    </>
  );
}

interface WhoHasProps {
  readonly roles: readonly string[];
  readonly membership: SessionCustomer;
}

/** The people who have one of some roles, for those who may know. */
function WhoHas({ roles, membership: { customer, permissions } }: WhoHasProps) {
  const t = useText('entrance');
  const client = useClient();
  const mayKnow = permissions.includes('member.read');
  const people = useResource({
    key: ['memberships', customer],
    load: mayKnow ? (signal) => client.memberships(customer).list({}, { signal }) : undefined,
  });
  const names = (people.value?.data ?? [])
    .filter((each) => each.roles.some((role) => roles.includes(role)))
    .map(({ name, email, member }) => name ?? email ?? member);
  return <p>{names.length > 0 ? t('whoHas', { names: names.join(', ') }) : t('askThem')}</p>;
}
