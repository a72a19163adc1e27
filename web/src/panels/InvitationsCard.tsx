import type { InviteMemberBody, MemberInvitation } from '@fuelgauge/sdk';
import { useState } from 'react';
import { useClient } from '../data/session.ts';
import { useShownCustomer, useShownZone } from '../data/shown-customer.ts';
import { useAdministration } from '../data/use-administration.ts';
import { useDeed } from '../data/use-deed.ts';
import type { List } from '../data/use-list.ts';
import { useMail } from '../data/use-mail.ts';
import { useRoleText } from '../data/use-role-text.ts';
import { useText } from '../data/use-text.ts';
import { locale } from '../figures/locale.ts';
import { momentText } from '../figures/time-text.ts';
import { HeadRow } from '../ui/HeadRow.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';
import { AccessForm } from './AccessForm.tsx';
import { ListCard } from './ListCard.tsx';
import { MadeInvitation } from './MadeInvitation.tsx';
import { Refused } from './Refused.tsx';
import { useBoundText } from './use-bound-text.ts';

export interface InvitationsCardProps {
  readonly list: List<MemberInvitation>;
  /** Something was done; the text says what. */
  readonly onDone: (said: string) => void;
}

/** Who was invited and has not come: until when, and for those who may: send again, withdraw. */
export function InvitationsCard({ list, onDone }: InvitationsCardProps) {
  const t = useText('access');
  const client = useClient();
  const { customer } = useShownCustomer();
  const { mayWrite } = useAdministration();
  // Another link takes the place of the one before, so what came of it stands above the rows.
  const again = useDeed(
    (body: InviteMemberBody) => client.memberships(customer.customer).invite(body),
    () => onDone(''),
  );
  const columns = [
    { text: t('person') },
    { text: t('roles') },
    { text: t('sees') },
    { text: t('state') },
    ...(mayWrite ? [{ text: t('actions'), isHidden: true }] : []),
  ];
  return (
    <ListCard
      what="theInvitations"
      list={list}
      nothing={t('noPending')}
      head={
        <>
          <div className="card-head">
            <h2>{t('pending')}</h2>
          </div>
          {again.failure && !again.busy && <Refused failure={again.failure} />}
          {again.done && !again.busy && <MadeInvitation made={again.done} />}
        </>
      }
    >
      <TableRegion label={t('pending')}>
        <HeadRow columns={columns} />
        <tbody>
          {list.rows?.map((row) => (
            <InvitationRow
              key={row.id}
              row={row}
              isBusy={again.busy}
              again={again.run}
              onDone={onDone}
            />
          ))}
        </tbody>
      </TableRegion>
    </ListCard>
  );
}

interface InvitationRowProps {
  readonly row: MemberInvitation;
  readonly isBusy: boolean;
  readonly again: (body: InviteMemberBody) => void;
  readonly onDone: InvitationsCardProps['onDone'];
}

function InvitationRow({ row, isBusy, again, onDone }: InvitationRowProps) {
  const t = useText('access');
  const zone = useShownZone();
  const boundText = useBoundText();
  const { customer } = useShownCustomer();
  const roleText = useRoleText(customer.customer);
  const mail = useMail();
  const { mayWrite, roles } = useAdministration();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const { member, name, email, scope, groups, status, expires_at } = row;
  const called = name ?? email ?? member;
  const isBeyond = roles.some(({ id, beyond }) => beyond !== null && row.roles.includes(id));
  return (
    <>
      <tr>
        <th scope="row">
          <span dir="auto">{called}</span>
          {called !== email && <span className="pair mute">{email ?? member}</span>}
        </th>
        <td>{roleText(row.roles) || t('noRoles')}</td>
        <td>{boundText(row)}</td>
        <td>{t('invitationIs', { state: status, at: momentText(new Date(expires_at), zone) })}</td>
        {mayWrite && (
          <td>
            {!isWithdrawing && (
              <div className="row-actions">
                {email !== null && !isBeyond && (
                  <button
                    type="button"
                    disabled={isBusy}
                    onClick={() =>
                      again({
                        ...{ email, member, roles: row.roles, scope, groups },
                        ...{ mail: mail === true, language: locale === 'de' ? 'de' : 'en' },
                      })
                    }
                  >
                    {t(mail ? 'sendAgain' : 'anotherLink')}
                    <span className="visually-hidden"> {t('of', { name: called })}</span>
                  </button>
                )}
                <button type="button" onClick={() => setWithdrawing(true)}>
                  {t('withdraw')}
                  <span className="visually-hidden"> {t('of', { name: called })}</span>
                </button>
              </div>
            )}
          </td>
        )}
      </tr>
      {isWithdrawing && (
        <tr>
          <td colSpan={5}>
            <Withdrawing {...{ row, called, onDone }} cancel={() => setWithdrawing(false)} />
          </td>
        </tr>
      )}
    </>
  );
}

interface WithdrawingProps extends Pick<InvitationRowProps, 'row' | 'onDone'> {
  readonly called: string;
  readonly cancel: () => void;
}

function Withdrawing({ row, called, onDone, cancel }: WithdrawingProps) {
  const t = useText('access');
  const client = useClient();
  const { customer } = useShownCustomer();
  const withdrawing = useDeed(
    (reason: string | undefined) =>
      client.memberships(customer.customer).withdraw(row.id, reason ? { reason } : {}),
    () => onDone(t('withdrawn', { name: called })),
  );
  return (
    <AccessForm
      submit={t('withdrawOf', { name: called })}
      deed={withdrawing}
      run={withdrawing.run}
      cancel={cancel}
    >
      <p>{t('withdrawText', { name: called })}</p>
    </AccessForm>
  );
}
