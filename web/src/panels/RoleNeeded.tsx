import type { Gate, SessionCustomer } from '@fuelgauge/sdk';
import { Link } from '@tanstack/react-router';
import { useText } from '../data/use-text.ts';
import type { Messages } from '../messages/areas.ts';
import { GateText } from './GateText.tsx';

export interface RoleNeededProps {
  readonly page: keyof Messages['shell'];
  /** What is lacking: who runs the server, sight of all usage, one of some permissions, or what a gate says. */
  readonly needs: 'operator' | 'whole' | readonly string[] | Gate;
  /** What somebody is to the customer of the page. */
  readonly membership?: SessionCustomer | undefined;
}

/** A page that is not for whoever is there: which role or plan it needs, who has it, and what is for them. */
export function RoleNeeded({ page, needs, membership }: RoleNeededProps) {
  const t = useText('entrance');
  const tShell = useText('shell');
  return (
    <section className="card empty role-needed">
      <title>{`${tShell(page)} · Fuelgauge`}</title>
      <h1>{t('notForYou', { page: tShell(page) })}</h1>
      <Lacking needs={needs} membership={membership} />
      {membership && <OwnUsage membership={membership} />}
    </section>
  );
}

function Lacking({ needs, membership }: Omit<RoleNeededProps, 'page'>) {
  const t = useText('entrance');
  if (needs === 'operator' || !membership) return <p>{t('forOperators')}</p>;
  if (needs === 'whole') return <p>{t('forWhole')}</p>;
  return <GateText needs={needs} membership={membership} />;
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
