import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useAdministration } from '../data/use-administration.ts';
import { useList } from '../data/use-list.ts';
import { useText } from '../data/use-text.ts';
import { InvitationsCard } from '../panels/InvitationsCard.tsx';
import { InviteForm } from '../panels/InviteForm.tsx';
import { MembershipsCard } from '../panels/MembershipsCard.tsx';
import { PageFrame } from '../panels/PageFrame.tsx';
import { RolesCard } from '../panels/RolesCard.tsx';
import { usePermissionText } from '../panels/use-permission-text.ts';
import { WithLateTexts } from '../panels/WithLateTexts.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

/** Who has access to the customer and what each may do; for those who may: invite, change, end. */
export function People() {
  return (
    <WithLateTexts fallback={<Skeleton />}>
      <Access />
    </WithLateTexts>
  );
}

function Access() {
  const t = useText('access');
  const tShell = useText('shell');
  const permissionText = usePermissionText();
  const { isBound, mayWrite } = useAdministration();
  if (isBound) {
    return (
      <PageFrame title={tShell('people')}>
        <p className="card nothing">{t('boundPart')}</p>
      </PageFrame>
    );
  }
  return (
    <PageFrame
      title={tShell('people')}
      banner={
        !mayWrite && (
          <p className="notice" data-tone="info">
            {t('readsOnly', { permission: permissionText('member.write') })}
          </p>
        )
      }
    >
      <Lists />
      <RolesCard />
    </PageFrame>
  );
}

function Lists() {
  const client = useClient();
  const queries = useQueryClient();
  const { customer } = useShownCustomer();
  const { mayWrite } = useAdministration();
  const id = customer.customer;
  // Said once something is done: the rows it was about may be gone.
  const [said, setSaid] = useState('');
  const members = useList({
    key: ['access', id, 'members'],
    load: (page, signal) => client.memberships(id).list(page, { signal }),
  });
  const invitations = useList({
    key: ['access', id, 'invitations'],
    load: (page, signal) =>
      client.memberships(id).invitations({ ...page, pending: true }, { signal }),
  });
  const reload = (text: string) => {
    setSaid(text);
    void queries.invalidateQueries({ queryKey: ['access', id] });
    void queries.invalidateQueries({ queryKey: ['directory', id] });
  };
  return (
    <>
      <p role="status" className="said">
        {said}
      </p>
      <MembershipsCard list={members} onDone={reload} />
      <InvitationsCard list={invitations} onDone={reload} />
      {mayWrite && <InviteForm onDone={() => reload('')} />}
    </>
  );
}
