import type { BalanceFigures, Pot } from '../figures/balance-figures.ts';
import { type CatalogWords, otherKindWords } from '../figures/catalog-words.ts';
import { creditsText } from '../figures/number-text.ts';
import { roundHalfUp, stepOf } from '../figures/rounding.ts';
import { BarSegment } from './BarSegment.tsx';

export interface BalanceBarProps {
  readonly figures: BalanceFigures;
  readonly words: CatalogWords;
}

/** What is over the total takes at most this much of the bar, however much it is. */
const OVER_MAX = 0.25;

/**
 * One segment per grant kind in draw order, wide as its size; what is over the total stands past
 * the limit line.
 */
export function BalanceBar({ figures, words }: BalanceBarProps) {
  const { pots, over, total, decimals } = figures;
  return (
    <fieldset className="bar">
      <legend className="visually-hidden">Credits by grant, in the order they are used</legend>
      {pots.map((pot) => {
        const { label, look } = words.kinds.get(pot.kind) ?? otherKindWords(pot.kind);
        const size = pot.size.exact;
        return (
          <BarSegment
            key={pot.kind}
            label={label}
            text={potText(pot, decimals)}
            look={look}
            grow={part(size, total.exact)}
            used={part(pot.used, size)}
            held={part(pot.held, size)}
          />
        );
      })}
      {over.exact > 0n && (
        <BarSegment
          label="Over"
          text={`${creditsText(over, decimals)} past the total of ${creditsText(total, decimals)}`}
          look="overage"
          grow={Math.min(part(over.exact, total.exact), OVER_MAX)}
          used={1}
          held={0}
        />
      )}
    </fieldset>
  );
}

function potText({ left, size, held }: Pot, decimals: number): string {
  const text = `${creditsText(left, decimals)} of ${creditsText(size, decimals)} left`;
  if (held === 0n) return text;
  const shown = { exact: held, rounded: roundHalfUp(held, stepOf(decimals)) };
  return `${text}, ${creditsText(shown, decimals)} held`;
}

/** For widths only: at most 1, exact to a thousandth. */
function part(amount: bigint, whole: bigint): number {
  if (whole <= 0n) return 1;
  return Math.min(Number((amount * 1000n) / whole) / 1000, 1);
}
