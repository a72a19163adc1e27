import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { usePeriod, useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { writeView } from '../data/view.ts';
import { dateOf, lastDateOf, type Period } from '../figures/period.ts';
import { OptionList } from '../ui/OptionList.tsx';
import { Popup } from '../ui/Popup.tsx';

/** Copies the address of what is shown: as it moves with time, or with its dates fixed. */
export function CopyLink() {
  const t = useText('shell');
  const { customer } = useShownCustomer();
  const period = usePeriod();
  const [view] = useView();
  const [isCopied, setCopied] = useState(false);
  const zone = customer.time_zone;

  const copy = async (kind: 'moving' | 'fixed') => {
    const fixed = period && `${dateOf(period.from, zone)}..${lastDateOf(shownUntil(period), zone)}`;
    const shown = kind === 'fixed' && fixed ? { ...view, period: fixed } : view;
    const query = new URLSearchParams(writeView(shown)).toString();
    const { origin, pathname } = window.location;
    await navigator.clipboard.writeText(`${origin}${pathname}${query && `?${query}`}`);
    setCopied(true);
  };
  const button = (
    <>
      <Link2 size={16} aria-hidden="true" />
      <span>{t(isCopied ? 'copied' : 'copyLink')}</span>
    </>
  );
  const options = [
    { id: 'moving', label: t('copyMoving') },
    { id: 'fixed', label: t('copyFixed') },
  ];
  return (
    <>
      <Popup
        className="control"
        shortcut="l"
        label={t('copyLink')}
        button={button}
        onOpen={() => setCopied(false)}
      >
        {(close) => (
          <>
            <OptionList
              options={options}
              choose={(id) => {
                close();
                void copy(id === 'fixed' ? 'fixed' : 'moving');
              }}
            />
            <p className="popover-note">{t('whoCanOpen', { customer: customer.name })}</p>
          </>
        )}
      </Popup>
      {/* Inside the button it would not be part of its name. */}
      <span role="status" className="visually-hidden">
        {isCopied && t('copied')}
      </span>
    </>
  );
}

/** What is still to come is not part of what is shown: a week later it would be. */
function shownUntil({ to }: Pick<Period, 'to'>): string {
  const now = Temporal.Now.instant();
  return Temporal.Instant.compare(to, now) > 0 ? now.toString() : to;
}
