import { useText } from '../data/use-text.ts';
import type { AlertMark } from '../figures/alert-marks.ts';
import type { BalanceFigures, Pot } from '../figures/balance-figures.ts';
import {
  type CatalogWords,
  type GrantKindWords,
  midSentence,
  otherKindWords,
} from '../figures/catalog-words.ts';
import { amountText } from '../figures/number-text.ts';
import { roundHalfUp, stepOf } from '../figures/rounding.ts';
import { BarMark } from '../ui/BarMark.tsx';
import { BarSegment } from '../ui/BarSegment.tsx';

export interface BalanceBarProps {
  readonly figures: BalanceFigures;
  readonly words: CatalogWords;
  /** What usage past the total is billed as. */
  readonly overage: GrantKindWords | null;
  /** Levels at which the catalog alerts. */
  readonly marks: readonly AlertMark[];
}

/** What is over the total takes at most this much of the bar, however much it is. */
const OVER_MAX = 0.25;

/**
 * One segment per grant kind in draw order, wide as its size; what is over the total stands past
 * the limit line.
 */
export function BalanceBar({ figures, words, overage, marks }: BalanceBarProps) {
  const t = useText('overview');
  const { pots, billed, overdrawn, total, unit } = figures;
  const whole = amountText(total, unit);
  const titleOf = ({ amount }: AlertMark) => t('alertAt', { amount: amountText(amount, unit) });
  const drawn = (mark: AlertMark) => <BarMark key={mark.at} at={mark.at} title={titleOf(mark)} />;
  const isOver = billed.exact + overdrawn.exact > 0n;
  const potText = ({ left, size, held }: Pot) => {
    const amounts = { left: amountText(left, unit), size: amountText(size, unit) };
    if (held === 0n) return t('potLeftPlain', amounts);
    const shown = { exact: held, rounded: roundHalfUp(held, stepOf(unit.decimals)) };
    return t('potHeld', { ...amounts, held: amountText(shown, unit) });
  };
  return (
    <fieldset className="bar">
      <legend className="visually-hidden">{[t('bar'), ...marks.map(titleOf)].join(' ')}</legend>
      {pots.map((pot) => {
        const { label, look } = words.kinds.get(pot.kind) ?? otherKindWords(pot.kind);
        const size = pot.size.exact;
        return (
          <BarSegment
            key={pot.kind}
            label={label}
            text={potText(pot)}
            look={look}
            grow={part(size, total.exact)}
            used={part(pot.used, size)}
            held={part(pot.held, size)}
            marks={marks.filter(({ kind }) => kind === pot.kind).map(drawn)}
          />
        );
      })}
      {overage && billed.exact > 0n && (
        <BarSegment
          label={overage.name}
          text={t('billedPast', {
            amount: amountText(billed, unit),
            kind: midSentence(overage.name),
            total: whole,
          })}
          look="overage"
          grow={Math.min(part(billed.exact, total.exact), OVER_MAX)}
          used={1}
          held={0}
          marks={null}
        />
      )}
      {overdrawn.exact > 0n && (
        <BarSegment
          label={t('over')}
          text={t('pastTotal', { amount: amountText(overdrawn, unit), total: whole })}
          look="overdraft"
          grow={Math.min(part(overdrawn.exact, total.exact), OVER_MAX)}
          used={1}
          held={0}
          marks={null}
        />
      )}
      {!isOver && marks.filter(({ kind }) => kind === null).map(drawn)}
    </fieldset>
  );
}

/** For widths only: at most 1, exact to a thousandth. */
function part(amount: bigint, whole: bigint): number {
  if (whole <= 0n) return 1;
  return Math.min(Number((amount * 1000n) / whole) / 1000, 1);
}
