import type { Activity } from '../data/use-activity.ts';
import { useText } from '../data/use-text.ts';
import type { LogWords } from '../figures/log-words.ts';
import { ActivityFooter } from './ActivityFooter.tsx';
import { ActivityHistogram } from './ActivityHistogram.tsx';
import { ActivitySearch } from './ActivitySearch.tsx';
import { ActivityTable } from './ActivityTable.tsx';
import { Failed } from './Failed.tsx';

export interface EntriesCardProps {
  readonly activity: Activity;
  readonly words: LogWords;
  /** Nothing is listed before something is searched. */
  readonly waits: boolean;
}

/** The search, what it found, and what that comes to. */
export function EntriesCard(props: EntriesCardProps) {
  const t = useText('activity');
  return (
    <section className="card log" aria-label={t('entries')}>
      <ActivitySearch />
      <Found {...props} />
    </section>
  );
}

/** Keeps the place of the histogram until the sums are there. */
function HistogramPlace() {
  return (
    <div className="histogram">
      <div className="histogram-bars" />
    </div>
  );
}

function Found({ activity, words, waits }: EntriesCardProps) {
  const t = useText('activity');
  const { head, summary } = activity;
  if (activity.failure && !head) {
    return <Failed what="theLog" failure={activity.failure} retry={activity.reload} />;
  }
  if (waits) return <p className="nothing">{t('askFirst')}</p>;
  if (!head) return <div className="skeleton" data-height="log" aria-busy="true" />;
  return (
    <>
      {summary.value ? (
        <ActivityHistogram summary={summary.value} words={words} />
      ) : (
        summary.busy && <HistogramPlace />
      )}
      <ActivityTable activity={activity} words={words} />
      <ActivityFooter activity={activity} />
    </>
  );
}
