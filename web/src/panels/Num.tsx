import { lazy, type ReactNode } from 'react';
import { useText } from '../data/use-text.ts';
import type { Explained } from '../figures/explained.ts';
import { Popup } from '../ui/Popup.tsx';
import { WithLateTexts } from './WithLateTexts.tsx';

export interface NumProps {
  /** What the number is; see {@link Explained}. Null leaves it as it is. */
  readonly explain: Explained | null;
  /** The number as it is shown. */
  readonly children: ReactNode;
}

// Loaded when a number is pressed: most are only read.
const ExplainPanel = lazy(async () => ({
  default: (await import('./ExplainPanel.tsx')).ExplainPanel,
}));

/**
 * A number that says how it came about when it is pressed: `<Num explain={{ figure: 'used' }}>4,773</Num>`, or
 * `{ figure: 'used', filter: [{ name: 'meter', isIn: true, values: [id] }] }` for a row of a table. Terms of the balance and
 * sums of usage are looked up; what is neither brings its inputs:
 * `{ figure: 'averagePerDay', inputs: [{ figure: 'used' }, { figure: 'daysElapsed', text: '20' }] }`.
 */
export function Num({ explain, children }: NumProps) {
  const t = useText('shell');
  if (explain === null) return children;
  return (
    <Popup className="num" label={t('howItCameAbout')} button={children} placement="bottom start">
      {(close) => (
        <WithLateTexts fallback={null}>
          <ExplainPanel explain={explain} close={close} />
        </WithLateTexts>
      )}
    </Popup>
  );
}
