import type { Membership } from '@fuelgauge/sdk';
import { useState } from 'react';
import { useShownCustomer, useShownZone } from '../data/shown-customer.ts';
import { useAdministration } from '../data/use-administration.ts';
import type { List } from '../data/use-list.ts';
import { useRoleText } from '../data/use-role-text.ts';
import { useText } from '../data/use-text.ts';
import { dayText } from '../figures/time-text.ts';
import { HeadRow } from '../ui/HeadRow.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';
import { ListCard } from './ListCard.tsx';
import { MembershipChange } from './MembershipChange.tsx';
import { MembershipEnd } from './MembershipEnd.tsx';
import { useBoundText } from './use-bound-text.ts';

export interface MembershipsCardProps {
  readonly list: List<Membership>;
  /** Something was done; the text says what. */
  readonly onDone: (said: string) => void;
}

/** Who has access: their roles, what they see, and for those who may: change and end. */
export function MembershipsCard({ list, onDone }: MembershipsCardProps) {
  const t = useText('access');
  const { mayWrite } = useAdministration();
  const columns = [
    { text: t('person') },
    { text: t('roles') },
    { text: t('sees') },
    { text: t('state') },
    { text: t('since') },
    ...(mayWrite ? [{ text: t('actions'), isHidden: true }] : []),
  ];
  return (
    <ListCard
      what="thePeople"
      list={list}
      nothing={t(mayWrite ? 'nobodyYet' : 'nobodyHere')}
      head={
        <div className="card-head">
          <h2>{t('whoHasAccess')}</h2>
        </div>
      }
    >
      <TableRegion label={t('whoHasAccess')}>
        <HeadRow columns={columns} />
        <tbody>
          {list.rows?.map((row) => (
            <MembershipRow key={row.member} row={row} onDone={onDone} />
          ))}
        </tbody>
      </TableRegion>
    </ListCard>
  );
}

interface MembershipRowProps {
  readonly row: Membership;
  readonly onDone: MembershipsCardProps['onDone'];
}

function MembershipRow({ row, onDone }: MembershipRowProps) {
  const t = useText('access');
  const { mayWrite, self, roles } = useAdministration();
  const zone = useShownZone();
  const boundText = useBoundText();
  const { customer } = useShownCustomer();
  const roleText = useRoleText(customer.customer);
  const [doing, setDoing] = useState<'change' | 'end' | null>(null);
  const { member, name, email, signs_in, status } = row;
  const called = name ?? email ?? member;
  const close = (said?: string) => {
    setDoing(null);
    if (said !== undefined) onDone(said);
  };
  const isBeyond = roles.some(({ id, beyond }) => beyond !== null && row.roles.includes(id));
  const isOwn = member === self;
  return (
    <>
      <tr>
        <th scope="row">
          <span dir="auto">{called}</span> {isOwn && <span className="tag">{t('you')}</span>}
          {called !== email && <span className="pair mute">{email ?? member}</span>}
        </th>
        <td>{roleText(row.roles) || t('noRoles')}</td>
        <td>{boundText(row)}</td>
        <td>{t('stateIs', { state: status === 'active' && !signs_in ? 'none' : status })}</td>
        <td>{dayText(new Date(row.created_at), zone)}</td>
        {mayWrite && (
          <td>
            {doing === null && !isBeyond && (
              <div className="row-actions">
                <button type="button" onClick={() => setDoing('change')}>
                  {t('change')}
                  <span className="visually-hidden"> {t('of', { name: called })}</span>
                </button>
                <button type="button" onClick={() => setDoing('end')}>
                  {t('end')}
                  <span className="visually-hidden"> {t('of', { name: called })}</span>
                </button>
              </div>
            )}
          </td>
        )}
      </tr>
      {doing !== null && (
        <tr>
          <td colSpan={6}>
            {doing === 'change' ? (
              <MembershipChange {...{ row, called, isOwn, close }} />
            ) : (
              <MembershipEnd {...{ row, called, isOwn, close }} />
            )}
          </td>
        </tr>
      )}
    </>
  );
}
