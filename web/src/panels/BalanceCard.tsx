import type { Cycle } from '@fuelgauge/sdk';
import type { ReactNode } from 'react';
import { useText } from '../data/use-text.ts';
import { amountText, percentText } from '../figures/number-text.ts';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import { momentText } from '../figures/time-text.ts';
import { BalanceBar } from './BalanceBar.tsx';
import { OtherCycles } from './OtherCycles.tsx';
import { PotList } from './PotList.tsx';
import { ToPage } from './ToPage.tsx';

export interface BalanceCardProps {
  readonly facts: OverviewFacts;
  /** Current cycles of other series than the plan's. */
  readonly otherCycles: readonly Cycle[];
}

/** What is left, what of it is used, and when it resets. */
export function BalanceCard({ facts, otherCycles }: BalanceCardProps) {
  const t = useText('overview');
  const { figures, words, overage, apart, worth, resetsAt, timeZone } = facts;
  const { total, used, left, usedTenths, unit } = figures;
  const isNothing = total.exact <= 0n && used.exact <= 0n;
  const isOver = facts.isCycle && !facts.isCurrent;
  const bold = (text: ReactNode) => <strong>{text}</strong>;
  const unlimited = unit.currency === null ? t('creditsUsedHere') : t('spentHere');
  return (
    <div className="balance">
      <div className="balance-head">
        <h2 className="visually-hidden">{t('balance')}</h2>
        <p className="balance-left">
          <strong>{amountText(left ?? used, unit)}</strong>{' '}
          {left ? t(isOver ? 'creditsLeftThen' : 'creditsLeft') : unlimited}
        </p>
        <div className="balance-facts">
          {left && total.exact > 0n && (
            <p>
              {t.rich('usedOf', {
                used: amountText(used, unit),
                total: amountText(total, unit),
                b: bold,
              })}
              {usedTenths !== null && (
                <span className="mute"> · {percentText(usedTenths, used.exact === 0n)}</span>
              )}
            </p>
          )}
          {worth && left && left.exact > 0n && !isOver && (
            <p className="mute">{t('worth', { amount: amountText(worth.amount, worth.unit) })}</p>
          )}
          <p className="mute">
            {isOver
              ? t('ended', { moment: momentText(facts.end, timeZone) })
              : t('resets', {
                  moment: momentText(resetsAt, timeZone),
                  days: facts.runway.daysRemaining,
                })}
          </p>
        </div>
      </div>
      {left && isNothing && <NoCredits facts={facts} />}
      {!left && (
        <p className="mute">
          {unit.currency === null ? t('unlimited') : t('noCap', { currency: unit.currency })}
        </p>
      )}
      {apart.map(({ amount, unit: other }) => {
        const text = amountText(amount, other);
        const named = other.currency === null ? t('credits', { amount: text }) : text;
        return (
          <p key={other.id} className="mute">
            {t('apart', { amount: named })}
          </p>
        );
      })}
      {left && !isNothing && (
        <>
          <BalanceBar {...{ figures, words, overage }} />
          <PotList {...{ figures, words, overage, resetsAt, timeZone }} />
        </>
      )}
      {otherCycles.length > 0 && <OtherCycles facts={facts} cycles={otherCycles} />}
    </div>
  );
}

/** A plan without credits: no bar and no share of nothing, but what there could be. */
function NoCredits({ facts: { words, overage } }: { readonly facts: OverviewFacts }) {
  const t = useText('overview');
  const others = [...words.kinds.values()].filter(
    ({ look, label }) => look !== 'overage' && look !== 'monthly' && label !== overage?.label,
  );
  return (
    <p className="mute">
      {t('includesNothing')} {others.map(({ name }) => `${t('zeroOf', { name })} `)}
      <ToPage path="/rates">{t('whatCosts')}</ToPage>
    </p>
  );
}
