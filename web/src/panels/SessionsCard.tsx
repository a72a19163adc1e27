import type { BrowserSession } from '@fuelgauge/sdk';
import { useClient } from '../data/session.ts';
import { useDeed } from '../data/use-deed.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { momentText } from '../figures/time-text.ts';
import { HeadRow } from '../ui/HeadRow.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';
import { Failed } from './Failed.tsx';
import { Refused } from './Refused.tsx';

/** Where somebody is signed in, and the way out of each and of all. */
export function SessionsCard() {
  const t = useText('entrance');
  const client = useClient();
  const { value, failure, reload } = useResource({
    key: ['browser-sessions'],
    load: (signal) => client.account.sessions({ signal }),
  });
  const ending = useDeed((id: string) => client.account.endSession(id), reload);
  const endingAll = useDeed(
    () => client.account.endSessions(),
    () => window.location.assign('/sign-in'),
  );
  const failed = ending.failure ?? endingAll.failure;
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('sessions')}</h2>
        <button type="button" disabled={endingAll.busy} onClick={() => endingAll.run(undefined)}>
          {t('endAll')}
        </button>
      </div>
      {failed && <Refused failure={failed} />}
      {failure && !value ? (
        <Failed what="thePage" failure={failure} retry={reload} />
      ) : (
        <TableRegion label={t('sessions')}>
          <HeadRow
            columns={[
              { text: t('browser') },
              { text: t('lastUsed') },
              { text: t('endsAt') },
              { text: t('end'), isHidden: true },
            ]}
          />
          <tbody>
            {value?.data.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                busy={ending.busy}
                end={() => ending.run(session.id)}
              />
            ))}
          </tbody>
        </TableRegion>
      )}
    </section>
  );
}

interface SessionRowProps {
  readonly session: BrowserSession;
  readonly busy: boolean;
  readonly end: () => void;
}

function SessionRow({ session, busy, end }: SessionRowProps) {
  const t = useText('entrance');
  const { current, user_agent, used_at, expires_at } = session;
  const zone = Temporal.Now.timeZoneId();
  return (
    <tr>
      <th scope="row">
        {browserName(user_agent) ?? t('unknownBrowser')}{' '}
        {current && <span className="tag">{t('thisBrowser')}</span>}
      </th>
      <td>{momentText(new Date(used_at), zone)}</td>
      <td>{momentText(new Date(expires_at), zone)}</td>
      <td>
        {!current && (
          <button type="button" disabled={busy} onClick={end}>
            {t('end')}
          </button>
        )}
      </td>
    </tr>
  );
}

/** `Firefox · Linux` of what a browser calls itself; null where it says neither. */
function browserName(agent: string | null): string | null {
  const browser = /Firefox|Edg|OPR|Chrome|Safari/.exec(agent ?? '')?.[0];
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(agent ?? '')?.[0];
  const name = { Edg: 'Edge', OPR: 'Opera' }[browser ?? ''] ?? browser;
  return [name, system].filter(Boolean).join(' · ') || agent;
}
