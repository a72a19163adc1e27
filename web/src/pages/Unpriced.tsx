import type { UnpricedEvent } from '@fuelgauge/sdk';
import { useClient } from '../data/session.ts';
import { useList } from '../data/use-list.ts';
import { useText } from '../data/use-text.ts';
import { momentText } from '../figures/time-text.ts';
import { ListCard } from '../panels/ListCard.tsx';
import { OperatorFrame } from '../panels/OperatorFrame.tsx';
import { HeadRow } from '../ui/HeadRow.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';

/** Events that wait for a price, of every customer. */
export function Unpriced() {
  const t = useText('operator');
  const tShell = useText('shell');
  const client = useClient();
  const list = useList({
    key: ['unpriced'],
    load: (page, signal) => client.unpriced.list(page, { signal }),
  });
  return (
    <OperatorFrame title={tShell('unpriced')}>
      <ListCard
        what="theEvents"
        list={list}
        nothing={t('noUnpriced')}
        head={<p className="card-note">{t('unpricedText')}</p>}
      >
        <TableRegion label={tShell('unpriced')}>
          <HeadRow
            columns={[
              { text: t('customer') },
              { text: t('eventType') },
              { text: t('event') },
              { text: t('happened') },
              { text: t('content') },
            ]}
          />
          <tbody>
            {list.rows?.map((event) => (
              <UnpricedRow key={`${event.customer} ${event.source} ${event.id}`} event={event} />
            ))}
          </tbody>
        </TableRegion>
      </ListCard>
    </OperatorFrame>
  );
}

function UnpricedRow({ event }: { readonly event: UnpricedEvent }) {
  const { customer, type, id, source, occurred_at, dimensions, data } = event;
  const said = Object.entries({ ...dimensions, ...data }).filter(([, value]) => value !== null);
  return (
    <tr>
      <th scope="row">{customer}</th>
      <td>
        <code>{type}</code>
      </td>
      <td>
        <code>{id}</code>
        <br />
        <span className="mute">{source}</span>
      </td>
      <td>
        <time dateTime={occurred_at}>{momentText(new Date(occurred_at), 'UTC')}</time>
      </td>
      <td>
        {said.map(([name, value]) => (
          <span key={name} className="pair">
            <span className="mute">{name}</span>{' '}
            {typeof value === 'string' ? value : JSON.stringify(value)}
          </span>
        ))}
      </td>
    </tr>
  );
}
