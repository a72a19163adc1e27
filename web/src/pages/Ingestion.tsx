import type { Ingestion as Health } from '@fuelgauge/sdk';
import { useClient } from '../data/session.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { countText } from '../figures/number-text.ts';
import { momentText } from '../figures/time-text.ts';
import { Failed } from '../panels/Failed.tsx';
import { IngestionGaps } from '../panels/IngestionGaps.tsx';
import { KeyNeeded } from '../panels/KeyNeeded.tsx';
import { OperatorFrame } from '../panels/OperatorFrame.tsx';
import { HeadRow } from '../ui/HeadRow.tsx';
import { MetricCard } from '../ui/MetricCard.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';

/** How recording goes in the process that answers. */
export function Ingestion() {
  const t = useText('operator');
  const tShell = useText('shell');
  const client = useClient();
  const { value, failure, reload } = useResource({
    key: ['ingestion'],
    load: (signal) => client.ingestion({ signal }),
    isLive: true,
  });
  return (
    <OperatorFrame
      title={tShell('ingestion')}
      subtitle={value && t('countedSince', { at: momentText(new Date(value.since), 'UTC') })}
    >
      {value ? (
        <HealthCards health={value} />
      ) : (
        <section className="card" aria-busy={!failure}>
          {failure?.status === 403 ? (
            <KeyNeeded reason={failure.message} />
          ) : failure ? (
            <Failed what="thePage" failure={failure} retry={reload} />
          ) : (
            <div className="skeleton" data-height="table" />
          )}
        </section>
      )}
      <IngestionGaps />
    </OperatorFrame>
  );
}

function HealthCards({ health }: { readonly health: Health }) {
  const t = useText('operator');
  const { windows, waiting, answered_ms, recorded_ms, statuses, rejected } = health;
  const ms = (count: number) => t('ms', { ms: countText(Math.round(count)) });
  const spread = (of: Health['answered_ms']) =>
    of === null ? '—' : t('spread', { p50: ms(of.p50), p99: ms(of.p99) });
  return (
    <>
      <dl className="metrics" aria-label={t('rates')}>
        {windows.map(({ minutes, events, per_second }) => (
          <MetricCard
            key={minutes}
            label={t('lastMinutes', { minutes })}
            value={t('perSecond', { rate: per_second.toFixed(1) })}
            note={t('events', { count: events })}
          />
        ))}
        <MetricCard label={t('waiting')} value={countText(waiting)} note={t('waitingText')} />
        <MetricCard label={t('answeredIn')} value={spread(answered_ms)} note={t('answeredText')} />
        <MetricCard label={t('lag')} value={spread(recorded_ms)} note={t('lagText')} />
      </dl>
      <section className="card">
        <div className="card-head">
          <h2>{t('answers')}</h2>
        </div>
        <TableRegion label={t('answers')}>
          <HeadRow columns={[{ text: t('status') }, { text: t('eventCount'), isNumber: true }]} />
          <tbody>
            {Object.entries(statuses).map(([status, count]) => (
              <tr key={status}>
                <th scope="row">
                  <code>{status}</code>
                </th>
                <td className="number">{countText(count)}</td>
              </tr>
            ))}
          </tbody>
        </TableRegion>
      </section>
      <Rejected rejected={rejected} />
    </>
  );
}

function Rejected({ rejected }: Pick<Health, 'rejected'>) {
  const t = useText('operator');
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('rejected')}</h2>
      </div>
      {rejected.length === 0 ? (
        <p className="nothing">{t('noneRejected')}</p>
      ) : (
        <TableRegion label={t('rejected')}>
          <HeadRow
            columns={[
              { text: t('code') },
              { text: t('eventCount'), isNumber: true },
              { text: t('newest') },
            ]}
          />
          <tbody>
            {rejected.map(({ code, events, samples }) => (
              <tr key={code}>
                <th scope="row">
                  <code>{code}</code>
                </th>
                <td className="number">{countText(events)}</td>
                <td>
                  {samples.map(({ at, source, id }) => (
                    <span key={`${at} ${id}`} className="pair">
                      <span className="mute">{momentText(new Date(at), 'UTC')}</span>{' '}
                      <code>{[source, id].filter(Boolean).join('/') || '—'}</code>
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </TableRegion>
      )}
    </section>
  );
}
