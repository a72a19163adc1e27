import { useText } from '../data/use-text.ts';
import { shownIn } from '../figures/amount-scale.ts';
import { changeText } from '../figures/change-cell.ts';
import { amountText } from '../figures/number-text.ts';
import { sum } from '../figures/rounding.ts';
import { useAmountWords } from './use-amount-words.ts';
import type { ExploreFigures } from './use-explore-figures.ts';

export interface ComparedLineProps {
  readonly figures: ExploreFigures;
}

/** Both amounts, the dates compared, and the change. Nothing where nothing is compared. */
export function ComparedLine({ figures }: ComparedLineProps) {
  const { compared, scale, series } = figures;
  const t = useText('explore');
  const { named } = useAmountWords(scale.unit);
  if (!compared) return null;
  const before = sum(compared.amounts);
  const now = sum(series.map(({ total }) => total.exact));
  if (before === 0n) {
    return <p className="compared-line">{t('nothingThen', { dates: compared.label })}</p>;
  }
  const text = (exact: bigint) => named(amountText(shownIn(scale, exact), scale.unit));
  return (
    <p className="compared-line">
      {t('comparedLine', {
        now: text(now),
        before: text(before),
        dates: compared.label,
        change: changeText(now, before),
      })}
    </p>
  );
}
