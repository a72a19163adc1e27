import { useClient } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useDeed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';
import { AccessForm } from './AccessForm.tsx';
import type { MembershipChangeProps } from './MembershipChange.tsx';

/** Ends somebody's access, once it is said what that means. */
export function MembershipEnd({ row, called, isOwn, close }: MembershipChangeProps) {
  const t = useText('access');
  const client = useClient();
  const { customer } = useShownCustomer();
  const ending = useDeed(
    (reason: string | undefined) =>
      client.memberships(customer.customer).remove(row.member, reason ? { reason } : {}),
    () => {
      if (isOwn) window.location.assign('/');
      else close(t('ended', { name: called }));
    },
  );
  return (
    <AccessForm
      submit={t('endOf', { name: called })}
      deed={ending}
      cancel={() => close()}
      run={ending.run}
    >
      <p>{t('endText', { name: called })}</p>
      {isOwn && <p>{t('endOwnText')}</p>}
    </AccessForm>
  );
}
