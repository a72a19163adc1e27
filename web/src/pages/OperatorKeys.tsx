import type { Key } from '@fuelgauge/sdk';
import { useState } from 'react';
import { useClient } from '../data/session.ts';
import { useDeed } from '../data/use-deed.ts';
import { useList } from '../data/use-list.ts';
import { useText } from '../data/use-text.ts';
import { momentText } from '../figures/time-text.ts';
import { ListCard } from '../panels/ListCard.tsx';
import { OperatorFrame } from '../panels/OperatorFrame.tsx';
import { ReasonForm } from '../panels/ReasonForm.tsx';
import { HeadRow } from '../ui/HeadRow.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';

/** The keys of programs: what each may do, and the way to end it. */
export function OperatorKeys() {
  const t = useText('operator');
  const tShell = useText('shell');
  const client = useClient();
  const list = useList({
    key: ['keys'],
    load: (_page, signal) => client.keys.list({ signal }),
  });
  return (
    <OperatorFrame title={tShell('operatorKeys')}>
      <ListCard
        what="theKeys"
        list={list}
        nothing={t('noKeys')}
        head={<p className="card-note">{t('keysText')}</p>}
      >
        <TableRegion label={tShell('operatorKeys')}>
          <HeadRow
            columns={[
              { text: t('name') },
              { text: t('may') },
              { text: t('customers') },
              { text: t('created') },
              { text: t('state') },
              { text: t('revoke'), isHidden: true },
            ]}
          />
          <tbody>
            {list.rows?.map((key) => (
              <KeyRow key={key.id} row={key} onRevoked={list.reload} />
            ))}
          </tbody>
        </TableRegion>
      </ListCard>
    </OperatorFrame>
  );
}

interface KeyRowProps {
  readonly row: Key;
  readonly onRevoked: () => void;
}

function KeyRow({ row, onRevoked }: KeyRowProps) {
  const t = useText('operator');
  const client = useClient();
  const [isAsking, setAsking] = useState(false);
  const revoking = useDeed(
    (reason: string) => client.keys.revoke(row.id, { reason }),
    () => {
      setAsking(false);
      onRevoked();
    },
  );
  const { id, name, last_characters, test, scopes, customers, created_at } = row;
  return (
    <>
      <tr>
        <th scope="row">
          {name} {test && <span className="tag">{t('testKey')}</span>}
          <br />
          <code className="mute">…{last_characters}</code>
        </th>
        <td>{scopes.join(', ')}</td>
        <td>{customers === null ? t('all') : customers.join(', ')}</td>
        <td>{momentText(new Date(created_at), 'UTC')}</td>
        <td>
          <KeyState row={row} />
        </td>
        <td>
          {row.revoked_at === null && !isAsking && (
            <button type="button" onClick={() => setAsking(true)}>
              {t('revoke')}
              <span className="visually-hidden"> {name}</span>
            </button>
          )}
        </td>
      </tr>
      {isAsking && (
        <tr>
          <td colSpan={6}>
            <ReasonForm
              submit={t('revokeKey', { name })}
              deed={revoking}
              run={revoking.run}
              cancel={() => setAsking(false)}
            >
              <p>
                {t('revokeText')} <code>{id}</code>
              </p>
            </ReasonForm>
          </td>
        </tr>
      )}
    </>
  );
}

function KeyState({ row: { revoked_at, expires_at } }: { readonly row: Key }) {
  const t = useText('operator');
  if (revoked_at !== null) return t('revokedAt', { at: momentText(new Date(revoked_at), 'UTC') });
  if (expires_at === null) return t('inForce');
  const at = momentText(new Date(expires_at), 'UTC');
  return Date.parse(expires_at) <= Date.now() ? t('endedAt', { at }) : t('until', { at });
}
