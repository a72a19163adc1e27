import type { BalanceFigures } from '../figures/balance-figures.ts';
import type { CatalogWords, GrantKindWords } from '../figures/catalog-words.ts';
import {
  type AmountUnit,
  amountText,
  namedAmountText,
  percentText,
  type Shown,
} from '../figures/number-text.ts';
import type { Runway } from '../figures/runway.ts';
import { momentText } from '../figures/time-text.ts';
import { BalanceBar } from '../ui/BalanceBar.tsx';
import { PotList } from '../ui/PotList.tsx';

export interface BalanceCardProps {
  readonly figures: BalanceFigures;
  readonly words: CatalogWords;
  readonly overage: GrantKindWords | null;
  readonly runway: Runway;
  /** Used in this cycle in another unit: never added, never hidden. */
  readonly apart: readonly { readonly amount: Shown; readonly unit: AmountUnit }[];
  readonly resetsAt: Date;
  readonly timeZone: string;
}

/** What is left, what of it is used, and when it resets. */
export function BalanceCard(props: BalanceCardProps) {
  const { figures, words, overage, runway, apart, resetsAt, timeZone } = props;
  const { total, used, left, usedTenths, unit } = figures;
  const nothing = total.exact <= 0n && used.exact <= 0n;
  return (
    <div className="balance">
      <h2 className="visually-hidden">Balance</h2>
      <div className="balance-head">
        <p className="balance-left">
          <strong>{amountText(left ?? used, unit)}</strong>{' '}
          {left
            ? 'credits left'
            : `${unit.currency === null ? 'credits used' : 'spent'} this period`}
        </p>
        <div className="balance-facts">
          {left && total.exact > 0n && (
            <p>
              <strong>{amountText(used, unit)}</strong> of {amountText(total, unit)} used
              {usedTenths !== null && (
                <span className="mute"> · {percentText(usedTenths, used.exact === 0n)}</span>
              )}
            </p>
          )}
          <p className="mute">
            Resets {momentText(resetsAt, timeZone)}
            {`, ${inDays(runway.daysRemaining)}`}
          </p>
        </div>
      </div>
      {left && nothing && <p className="mute">Your plan includes 0 credits.</p>}
      {!left && (
        <p className="mute">
          {unit.currency === null
            ? 'Your plan is unlimited.'
            : `Your plan counts spend in ${unit.currency} instead of credits, without a cap.`}
        </p>
      )}
      {apart.map(({ amount, unit: other }) => (
        <p key={other.id} className="mute">
          Counted apart in this period: {namedAmountText(amount, other)}.
        </p>
      ))}
      {left && !nothing && (
        <>
          <BalanceBar {...{ figures, words, overage }} />
          <PotList {...{ figures, words, overage, timeZone }} />
        </>
      )}
    </div>
  );
}

function inDays(days: number): string {
  if (days <= 0) return 'today';
  return days === 1 ? 'in 1 day' : `in ${days} days`;
}
