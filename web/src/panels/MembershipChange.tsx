import type { Membership, MembershipBody } from '@fuelgauge/sdk';
import { useState } from 'react';
import { useClient } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useDeed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';
import { AccessForm } from './AccessForm.tsx';
import { BoundSelect } from './BoundSelect.tsx';
import { RoleBoxes } from './RoleBoxes.tsx';

export interface MembershipChangeProps {
  readonly row: Membership;
  readonly called: string;
  readonly isOwn: boolean;
  /** `said` tells what was done; undefined when nothing was. */
  readonly close: (said?: string) => void;
}

/** Changes what somebody may: roles, the part they are bound to, and whether they get in at all. */
export function MembershipChange({ row, called, isOwn, close }: MembershipChangeProps) {
  const t = useText('access');
  const client = useClient();
  const { customer } = useShownCustomer();
  const [roles, setRoles] = useState(row.roles);
  const [bound, setBound] = useState({ scope: row.scope, groups: row.groups });
  const [status, setStatus] = useState(row.status);
  const changing = useDeed(
    (body: MembershipBody) => client.memberships(customer.customer).put(row.member, body),
    () => {
      // What one may oneself is read when the page is.
      if (isOwn) window.location.reload();
      else close(t('changed', { name: called }));
    },
  );
  return (
    <AccessForm
      submit={t('save')}
      deed={changing}
      cancel={() => close()}
      run={(reason) =>
        changing.run({ roles, ...bound, status, ...(reason !== undefined && { reason }) })
      }
    >
      <RoleBoxes chosen={roles} choose={setRoles} />
      <BoundSelect value={bound} choose={setBound} />
      <div className="checks">
        <label>
          <input
            type="checkbox"
            checked={status === 'suspended'}
            onChange={({ target }) => setStatus(target.checked ? 'suspended' : 'active')}
          />
          {t('suspend')}
        </label>
      </div>
    </AccessForm>
  );
}
