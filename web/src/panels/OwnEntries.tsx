import type { LogPage } from '@fuelgauge/sdk';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useClient } from '../data/session.ts';
import { usePeriod, useShownCustomer, useShownZone } from '../data/shown-customer.ts';
import { useDirectory } from '../data/use-directory.ts';
import { useOwn } from '../data/use-own.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { DEFAULT_VIEW, writeView } from '../data/view.ts';
import { activityRow } from '../figures/activity-row.ts';
import { type Clause, writeFilter } from '../figures/filter.ts';
import { changeText, logWords } from '../figures/log-words.ts';
import { clockText, dateText } from '../figures/time-text.ts';
import { HeadRow } from '../ui/HeadRow.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';
import { Panel } from './Panel.tsx';

export interface OwnEntriesProps {
  readonly filter: readonly Clause[];
}

const ROWS = 8;

/** The latest entries that pass a filter, and the way to all of them. */
export function OwnEntries({ filter }: OwnEntriesProps) {
  const t = useText('me');
  const tLog = useText('activity');
  const client = useClient();
  const own = useOwn();
  const { customer, catalog } = useShownCustomer();
  const directory = useDirectory();
  const words = useMemo(() => logWords(catalog, directory), [catalog, directory]);
  const zone = useShownZone();
  const [{ period, zone: shownZone }] = useView();
  const { from, to } = usePeriod() ?? {};
  const id = customer.customer;
  const log = useResource({
    key: ['activity-latest', id, from, to, writeFilter(filter)],
    load:
      from && to
        ? async (signal) => {
            const asked = { from, to, filter: writeFilter(filter), limit: ROWS, ...own };
            return (await client.activity.list(id, asked, { signal })) as LogPage;
          }
        : undefined,
    isLive: true,
  });
  const rows = (log.value?.data ?? []).map(activityRow);
  return (
    <Panel what="theLog" resource={log} ready={!!log.value} height="table">
      <div className="card-head">
        <h2>{t('latest')}</h2>
        <Link
          to={'/c/$customer/activity' as never}
          params={{ customer: id } as never}
          search={writeView({ ...DEFAULT_VIEW, period, zone: shownZone, filter }) as never}
          className="button-link"
        >
          {t('allEntries')}
        </Link>
      </div>
      {rows.length === 0 ? (
        <p className="nothing">{t('noEntries')}</p>
      ) : (
        <TableRegion label={t('latest')}>
          <HeadRow
            columns={[
              { text: t('time') },
              { text: tLog('kind') },
              { text: t('what') },
              { text: t('amount'), isNumber: true },
            ]}
          />
          <tbody>
            {rows.map(({ key, kind, bookedAt, meters, change, row }) => (
              <tr key={key}>
                <td>
                  <time dateTime={row.booked_at}>
                    {dateText(bookedAt, zone)} {clockText(bookedAt, zone)}
                  </time>
                </td>
                <td>{tLog(kind)}</td>
                <td>{meters.map(words.meter).join(', ') || row.event?.type}</td>
                <td className="number">{changeText(change, row.unit, catalog)}</td>
              </tr>
            ))}
          </tbody>
        </TableRegion>
      )}
    </Panel>
  );
}
