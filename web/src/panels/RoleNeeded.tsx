import { rolesWith } from '@fuelgauge/core';
import type { Gate, SessionCustomer } from '@fuelgauge/sdk';
import { Link } from '@tanstack/react-router';
import { useClient } from '../data/session.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import type { Messages } from '../messages/areas.ts';

export interface RoleNeededProps {
  readonly page: keyof Messages['shell'];
  /** What is lacking: who runs the server, one of some permissions, or what a gate says. */
  readonly needs: 'operator' | readonly string[] | Gate;
  /** What somebody is to the customer of the page. */
  readonly membership?: SessionCustomer;
}

/** A page that is not for whoever is there: which role or plan it needs, who has it, and what is for them. */
export function RoleNeeded({ page, needs, membership }: RoleNeededProps) {
  const t = useText('entrance');
  const tShell = useText('shell');
  return (
    <section className="card empty role-needed">
      <title>{`${tShell(page)} · Fuelgauge`}</title>
      <h1>{t('notForYou', { page: tShell(page) })}</h1>
      {needs === 'operator' || !membership ? (
        <p>{t('forOperators')}</p>
      ) : 'missing' in needs ? (
        <GateText gate={needs} membership={membership} />
      ) : (
        <RolesText needs={needs} membership={membership} />
      )}
      {membership && <OwnUsage membership={membership} />}
    </section>
  );
}

interface RolesTextProps {
  readonly needs: readonly string[];
  readonly membership: SessionCustomer;
}

function RolesText({ needs, membership }: RolesTextProps) {
  const t = useText('entrance');
  const client = useClient();
  const { customer, roles } = membership;
  const catalog = useResource({
    key: ['catalog', customer],
    load: (signal) => client.catalog.of(customer, { signal }),
  });
  if (!catalog.value) return <p aria-busy={!catalog.failure}>{t('otherRole')}</p>;
  const known = new Map(Object.entries(catalog.value.roles));
  const opening = rolesWith({ roles: known as never }, needs as never);
  const own = roles.join(', ') || t('noRole');
  if (opening.length === 0) return <p>{t('nobodyMay')}</p>;
  return (
    <>
      <p>{t('needsRole', { roles: opening.join(', '), own })}</p>
      <WhoHas roles={opening} membership={membership} />
    </>
  );
}

function GateText({
  gate,
  membership,
}: {
  readonly gate: Gate;
  readonly membership: SessionCustomer;
}) {
  const t = useText('entrance');
  const any = gate.any.join(', ');
  if (gate.missing === 'plan') return <p>{t('needsPlan', { plans: any })}</p>;
  return (
    <>
      <p>{t('needsRole', { roles: any, own: membership.roles.join(', ') || t('noRole') })}</p>
      <WhoHas roles={gate.any} membership={membership} />
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

function OwnUsage({ membership }: { readonly membership: SessionCustomer }) {
  const t = useText('entrance');
  const { customer, permissions, member } = membership;
  if (member === null || !permissions.includes('usage.read.self')) return null;
  return (
    <Link to="/c/$customer/me" params={{ customer } as never} className="button-link">
      {t('ownUsage')}
    </Link>
  );
}
