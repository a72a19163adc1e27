import type { Customer, Grant } from '@fuelgauge/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../data/session.ts';
import { useDeed } from '../data/use-deed.ts';
import { useList } from '../data/use-list.ts';
import { useText } from '../data/use-text.ts';
import type { CatalogWords } from '../figures/catalog-words.ts';
import { creditsText } from '../figures/credits-text.ts';
import { momentText } from '../figures/time-text.ts';
import { HeadRow } from '../ui/HeadRow.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';
import { GrantForm } from './GrantForm.tsx';
import { ListCard } from './ListCard.tsx';
import { ReasonForm } from './ReasonForm.tsx';

export interface GrantsDeskProps {
  readonly customer: Customer;
  readonly words: CatalogWords;
}

/** A customer's grants as the operator keeps them: issue one, take one back. */
export function GrantsDesk({ customer, words }: GrantsDeskProps) {
  const t = useText('operator');
  const client = useClient();
  const queries = useQueryClient();
  const id = customer.customer;
  const list = useList({
    key: ['grants', id],
    load: (page, signal) => client.grants.list(id, page, { signal }),
  });
  // Whatever is shown of the customer follows from its grants.
  const forget = () => void queries.invalidateQueries();
  return (
    <>
      <GrantForm customer={customer} words={words} onIssued={forget} />
      <ListCard
        what="theGrants"
        list={list}
        nothing={t('noGrants')}
        head={
          <div className="card-head">
            <h2>{t('grants')}</h2>
          </div>
        }
      >
        <TableRegion label={t('grants')}>
          <HeadRow
            columns={[
              { text: t('kind') },
              { text: t('amount'), isNumber: true },
              { text: t('left'), isNumber: true },
              { text: t('status') },
              { text: t('expires') },
              { text: t('why') },
              { text: t('takeBack'), isHidden: true },
            ]}
          />
          <tbody>
            {list.rows?.map((grant) => (
              <GrantRow key={grant.id} {...{ grant, customer, words }} onVoided={forget} />
            ))}
          </tbody>
        </TableRegion>
      </ListCard>
    </>
  );
}

/** Kinds that every catalog has without naming them. */
function isOwnKind(kind: string): kind is 'goodwill' | 'correction' {
  return kind === 'goodwill' || kind === 'correction';
}

interface GrantRowProps extends GrantsDeskProps {
  readonly grant: Grant;
  readonly onVoided: () => void;
}

function GrantRow({ grant, customer, words, onVoided }: GrantRowProps) {
  const t = useText('operator');
  const client = useClient();
  const [isAsking, setAsking] = useState(false);
  const taking = useDeed(
    (reason: string) => client.grants.void(customer.customer, grant.id, { reason }),
    () => {
      setAsking(false);
      onVoided();
    },
  );
  const { kind, amount, remaining, status, expires_at, reason, price_paid } = grant;
  const label = words.kinds.get(kind)?.label ?? (isOwnKind(kind) ? t(kind) : kind);
  const mayVoid = status === 'active' || status === 'scheduled';
  return (
    <>
      <tr>
        <th scope="row">
          {label}
          <br />
          <code className="mute">{grant.id}</code>
        </th>
        <td className="number">{creditsText(amount)}</td>
        <td className="number">{creditsText(remaining)}</td>
        <td>{t(`status_${status}`)}</td>
        <td>
          {expires_at === null ? t('never') : momentText(new Date(expires_at), customer.time_zone)}
        </td>
        <td>
          {reason ?? ''}
          {price_paid && (
            <>
              {' '}
              <span className="mute">
                {t('paid', { amount: price_paid.amount, currency: price_paid.currency })}
              </span>
            </>
          )}
        </td>
        <td>
          {mayVoid && !isAsking && (
            <button type="button" onClick={() => setAsking(true)}>
              {t('takeBack')}
              <span className="visually-hidden"> {grant.id}</span>
            </button>
          )}
        </td>
      </tr>
      {isAsking && (
        <tr>
          <td colSpan={7}>
            <ReasonForm
              submit={t('takeBackAmount', { amount: creditsText(remaining) })}
              deed={taking}
              run={taking.run}
              cancel={() => setAsking(false)}
            >
              <p>{t('takeBackText')}</p>
            </ReasonForm>
          </td>
        </tr>
      )}
    </>
  );
}
