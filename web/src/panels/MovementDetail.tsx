import { credits } from '@fuelgauge/core';
import { useShownZone } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import type { ActivityRow } from '../figures/activity-row.ts';
import { exactText } from '../figures/exact-text.ts';
import type { LogWords } from '../figures/log-words.ts';
import { clockText, dateText } from '../figures/time-text.ts';

export interface MovementDetailProps {
  readonly row: ActivityRow;
  readonly words: LogWords;
}

/** What happened to a grant: how much moved, and when. */
export function MovementDetail({ row, words }: MovementDetailProps) {
  const t = useText('activity');
  const zone = useShownZone();
  return (
    <div className="detail">
      <p className="detail-amount">
        <strong>{exactText(row.whole, { signed: true })}</strong> {t(row.kind)}
      </p>
      <ol className="detail-list">
        {row.row.draws.map((draw) => (
          <li key={draw.account}>
            <span>
              {words.kind(draw.kind)} <code>{draw.account}</code>
            </span>
            <span>{exactText(credits(draw.amount))}</span>
          </li>
        ))}
      </ol>
      <p>
        {t('bookedAt')}{' '}
        <time dateTime={row.row.booked_at} title={row.row.booked_at}>
          {dateText(row.bookedAt, zone)} {clockText(row.bookedAt, zone)}
        </time>
        {` · ${t('seq')} #${row.seq}`}
      </p>
      <details>
        <summary>{t('raw')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls takes the arrow keys. */}
        <pre tabIndex={0}>{JSON.stringify(row.row, null, 2)}</pre>
      </details>
    </div>
  );
}
