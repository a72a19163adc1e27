import type { Cycle } from '@fuelgauge/sdk';
import type { ReactNode } from 'react';
import { useText } from '../data/use-text.ts';
import type { Explained, Figure } from '../figures/explained.ts';
import { amountText, percentText } from '../figures/number-text.ts';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import { momentText } from '../figures/time-text.ts';
import { BalanceBar } from './BalanceBar.tsx';
import { Num } from './Num.tsx';
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
  const { figures, words, overage, resetsAt, timeZone, marks } = facts;
  const { total, used, left, usedTenths, unit } = figures;
  const isNothing = total.exact <= 0n && used.exact <= 0n;
  const isOver = facts.isCycle && !facts.isCurrent;
  // Own-model money has no terms: it is what was charged.
  const explained = (figure: Figure): Explained => ({
    figure,
    period: { from: facts.start.toISOString(), to: facts.end.toISOString() },
    ...(figure === 'used' && { unit: unit.id }),
  });
  const number = (figure: Figure) => (text: ReactNode) => (
    <Num explain={explained(figure)}>{text}</Num>
  );
  const unlimited = unit.currency === null ? t('creditsUsedHere') : t('spentHere');
  const reset = { moment: momentText(resetsAt, timeZone), days: facts.runway.daysRemaining };
  return (
    <div className="balance">
      <div className="balance-head">
        <h2 className="visually-hidden">{t('balance')}</h2>
        <p className="balance-left">
          <strong>{number(left ? 'left' : 'used')(amountText(left ?? used, unit))}</strong>{' '}
          {left ? t(isOver ? 'creditsLeftThen' : 'creditsLeft') : unlimited}
        </p>
        <div className="balance-facts">
          {left && total.exact > 0n && (
            <p>
              {t.rich('usedOf', {
                used: amountText(used, unit),
                total: amountText(total, unit),
                b: (text) => <strong>{number('used')(text)}</strong>,
                whole: number('total'),
              })}
              {usedTenths !== null && (
                <span className="mute">
                  {' · '}
                  <Num explain={percentOf(facts, explained)}>
                    {percentText(usedTenths, used.exact === 0n)}
                  </Num>
                </span>
              )}
            </p>
          )}
          {!isOver && <Worth facts={facts} />}
          {isOver && facts.expired && (
            <p className="mute">{t('expiredThen', { amount: amountText(facts.expired, unit) })}</p>
          )}
          <p className="mute">
            {isOver ? t('ended', { moment: momentText(facts.end, timeZone) }) : t('resets', reset)}
          </p>
        </div>
      </div>
      {left && isNothing && <NoCredits facts={facts} />}
      {!left && <p className="mute">{limitlessText(facts, t)}</p>}
      <Apart facts={facts} />
      {left && !isNothing && (
        <>
          <BalanceBar {...{ figures, words, overage, marks }} />
          <PotList {...{ figures, words, overage, resetsAt, timeZone }} />
        </>
      )}
      {otherCycles.length > 0 && <OtherCycles facts={facts} cycles={otherCycles} />}
    </div>
  );
}

/** Why nothing is said to be left. */
function limitlessText(
  { isBalanceKept, figures: { unit } }: OverviewFacts,
  t: ReturnType<typeof useText<'overview'>>,
): string {
  if (isBalanceKept) return t('balanceKept');
  return unit.currency === null ? t('unlimited') : t('noCap', { currency: unit.currency });
}

/** The share of all there is that is used. */
function percentOf({ figures }: OverviewFacts, explained: (figure: Figure) => Explained) {
  const { total, used, usedTenths, unit } = figures;
  return {
    figure: 'share',
    text: usedTenths === null ? '' : percentText(usedTenths, used.exact === 0n),
    inputs: [
      { ...explained('used'), text: amountText(used, unit) },
      { ...explained('total'), text: amountText(total, unit) },
    ],
  } as const;
}

/** What is left, at what a credit is worth today. */
function Worth({ facts: { worth, figures } }: { readonly facts: OverviewFacts }) {
  const t = useText('overview');
  const { left, unit } = figures;
  if (!worth || !left || left.exact <= 0n) return null;
  const amount = amountText(worth.amount, worth.unit);
  const inputs = [{ figure: 'left', text: amountText(left, unit) }] as const;
  const n = (text: ReactNode) => (
    <Num explain={{ figure: 'leftWorth', text: amount, inputs }}>{text}</Num>
  );
  return <p className="mute">{t.rich('worth', { amount, n })}</p>;
}

/** Used in this cycle in other units: never added, never hidden. */
function Apart({ facts }: { readonly facts: OverviewFacts }) {
  const t = useText('overview');
  return facts.apart.map(({ amount, unit }) => {
    const text = amountText(amount, unit);
    const named = unit.currency === null ? t('credits', { amount: text }) : text;
    return (
      <p key={unit.id} className="mute">
        {t('apart', { amount: named })}
      </p>
    );
  });
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
