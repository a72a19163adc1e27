import type { BalanceFigures } from '../figures/balance-figures.ts';
import type { CatalogWords } from '../figures/catalog-words.ts';
import { creditsText, percentText } from '../figures/number-text.ts';
import type { Runway } from '../figures/runway.ts';
import { momentText } from '../figures/time-text.ts';
import { BalanceBar } from '../ui/BalanceBar.tsx';
import { PotList } from '../ui/PotList.tsx';

export interface BalanceCardProps {
  readonly figures: BalanceFigures;
  readonly words: CatalogWords;
  readonly runway: Runway | null;
  readonly resetsAt: Date;
  readonly timeZone: string;
}

/** What is left, what of it is used, and when it resets. */
export function BalanceCard({ figures, words, runway, resetsAt, timeZone }: BalanceCardProps) {
  const { total, used, left, usedTenths, decimals } = figures;
  const nothing = total.exact <= 0n && used.exact <= 0n;
  return (
    <div className="balance">
      <h2 className="visually-hidden">Balance</h2>
      <div className="balance-head">
        <p className="balance-left">
          <strong>{creditsText(left ?? used, decimals)}</strong>{' '}
          {left ? 'credits left' : 'credits used this period'}
        </p>
        <div className="balance-facts">
          {left && total.exact > 0n && (
            <p>
              <strong>{creditsText(used, decimals)}</strong> of {creditsText(total, decimals)} used
              {usedTenths !== null && (
                <span className="mute"> · {percentText(usedTenths, used.exact === 0n)}</span>
              )}
            </p>
          )}
          <p className="mute">
            Resets {momentText(resetsAt, timeZone)}
            {runway && `, ${inDays(runway.daysRemaining)}`}
          </p>
        </div>
      </div>
      {left && nothing && <p className="mute">Your plan includes 0 credits.</p>}
      {!left && <p className="mute">Your plan is unlimited.</p>}
      {left && !nothing && (
        <>
          <BalanceBar figures={figures} words={words} />
          <PotList figures={figures} words={words} timeZone={timeZone} />
        </>
      )}
    </div>
  );
}

function inDays(days: number): string {
  if (days <= 0) return 'today';
  return days === 1 ? 'in 1 day' : `in ${days} days`;
}
