import { GitCompareArrows } from 'lucide-react';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import type { ComparedRange } from '../figures/compared-range.ts';
import { periodText } from '../figures/time-text.ts';
import { OptionList } from '../ui/OptionList.tsx';
import { Popup } from '../ui/Popup.tsx';

export interface CompareControlProps {
  /** What is compared; null where nothing is. */
  readonly range: ComparedRange | null;
}

/** Chooses what the period is compared with, and says which dates that are. */
export function CompareControl({ range }: CompareControlProps) {
  const t = useText('explore');
  const { customer } = useShownCustomer();
  const [{ compare, weekdays }, changeView] = useView();
  const dates =
    range &&
    periodText({ start: new Date(range.from), end: new Date(range.to) }, customer.time_zone);
  const button = (
    <>
      <GitCompareArrows size={16} aria-hidden="true" />
      {dates ? t('comparedTo', { dates }) : t('compare')}
    </>
  );
  const options = [
    { id: 'prev', label: t('comparePrev') },
    { id: 'year', label: t('compareYear') },
    { id: 'none', label: t('compareNone') },
  ] as const;
  return (
    <Popup className="control" label={t('compare')} button={button}>
      {(close) => (
        <>
          <OptionList
            options={options}
            chosen={compare}
            choose={(id) => {
              changeView.push({ compare: id as typeof compare });
              close();
            }}
          />
          <label className="check">
            <input
              type="checkbox"
              checked={weekdays}
              onChange={({ target }) => changeView.push({ weekdays: target.checked })}
            />
            {t('weekdays')}
          </label>
          <p className="popover-note">{t('equalSpans')}</p>
        </>
      )}
    </Popup>
  );
}
