import { useState } from 'react';
import { dismissNotice, isDismissed } from '../data/dismissals.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import type { Notice, NoticeKind } from '../figures/notices.ts';
import { ToPage } from './ToPage.tsx';

export interface NoticeBannerProps {
  readonly notices: readonly Notice[];
  /** What is put away stays away as long as this is the same, such as a customer and its cycle. */
  readonly scope: string;
}

const LINKS: Partial<
  Record<NoticeKind, readonly [path: string, text: 'seeGrants' | 'seeEstimate' | 'compareRates']>
> = {
  outOfCredits: ['/balance', 'seeGrants'],
  billedFurther: ['/balance', 'seeGrants'],
  nextPot: ['/balance', 'seeGrants'],
  grantExpires: ['/balance', 'seeGrants'],
  pricesChange: ['/rates', 'compareRates'],
};

/** The most urgent notice; the others open below it. What cannot be put away folds to one line. */
export function NoticeBanner({ notices, scope }: NoticeBannerProps) {
  const t = useText('overview');
  const { status } = useShownCustomer().catalog.links;
  const [, setChanges] = useState(0);
  const [isFolded, setFolded] = useState(false);
  const open = notices.filter(({ dismissal }) => !isDismissed(scope, dismissal));
  const [first, ...others] = open;
  if (!first) return null;
  const line = (notice: Notice) => {
    const { kind, values, dismissal } = notice;
    const link = LINKS[kind];
    return (
      <div className="notice-line" key={`${kind} ${dismissal}`}>
        <p>
          {t(kind, values)} {link && <ToPage path={link[0]}>{t(link[1])}</ToPage>}
          {kind === 'delayed' && status !== null && (
            <a href={status} rel="noreferrer">
              {t('seeStatus')}
            </a>
          )}
        </p>
        {notice === first && dismissal === null && (
          <button
            type="button"
            className="quiet"
            aria-expanded={!isFolded}
            onClick={() => setFolded(!isFolded)}
          >
            {t(isFolded ? 'unfold' : 'fold')}
          </button>
        )}
        {dismissal !== null && (
          <button
            type="button"
            className="quiet"
            onClick={() => {
              dismissNotice(scope, dismissal);
              setChanges((count) => count + 1);
            }}
          >
            {t('dismiss')}
          </button>
        )}
      </div>
    );
  };
  const isShort = isFolded && first.dismissal === null;
  return (
    <div className="notice" data-tone={first.tone} data-folded={isShort} role="status">
      {line(first)}
      {!isShort && others.length > 0 && (
        <details>
          <summary>{t('moreNotices', { count: others.length })}</summary>
          {others.map(line)}
        </details>
      )}
    </div>
  );
}
