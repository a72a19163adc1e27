import type { Overview } from '@fuelgauge/sdk';
import type { ReactNode } from 'react';
import { useText } from '../data/use-text.ts';
import type { Explained } from '../figures/explained.ts';
import { countText } from '../figures/number-text.ts';
import { Num } from './Num.tsx';

export interface QuotaTextProps {
  readonly quota: Overview['quotas'][number];
}

/** How many of something are in use, of how many; each number opens. Null is any number. */
export function QuotaText({ quota: { used, limit, label } }: QuotaTextProps) {
  const t = useText('overview');
  const inUse = used === null ? '' : countText(used);
  const of = limit === null ? '' : countText(limit);
  const number = (explain: Explained) => (text: ReactNode) => <Num explain={explain}>{text}</Num>;
  const values = {
    used: inUse,
    limit: of,
    u: number({ figure: 'quotaUsed', name: label, text: inUse }),
    n: number({ figure: 'quotaLimit', name: label, text: of }),
  };
  if (used === null) return limit === null ? t('quotaOpen') : t.rich('quotaLimitLine', values);
  return t.rich(limit === null ? 'quotaUnlimitedLine' : 'quotaOfLine', values);
}
