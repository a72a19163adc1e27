import type { Overview } from '@fuelgauge/sdk';
import { useText } from '../data/use-text.ts';
import { midSentence } from '../figures/catalog-words.ts';
import { exactText } from '../figures/exact-text.ts';
import type { Explained } from '../figures/explained.ts';
import { amountText, countText } from '../figures/number-text.ts';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import { roundHalfUp, stepOf } from '../figures/rounding.ts';
import { dateText, momentText, shortMomentText } from '../figures/time-text.ts';
import { MetricCard, type MetricCardProps } from '../ui/MetricCard.tsx';
import { Num } from './Num.tsx';
import { QuotaText } from './QuotaText.tsx';

export interface MetricCardsProps {
  readonly facts: OverviewFacts;
  /** Quotas the catalog wants among the cards. */
  readonly quotas: Overview['quotas'];
}

/**
 * Days remaining, days elapsed, average per day, and when the credits run out at that rate; without
 * a limit nothing runs out.
 */
export function MetricCards({ facts, quotas }: MetricCardsProps) {
  const t = useText('overview');
  const { figures, runway, start, asOf, resetsAt, timeZone } = facts;
  const { daysRemaining, daysElapsed, perDay } = runway;
  const { unit } = figures;
  const reset = dateText(resetsAt, timeZone);
  const rounded = roundHalfUp(perDay, stepOf(unit.decimals));
  const length = daysElapsed + daysRemaining;
  const basis = {
    unit: t(unit.currency === null ? 'creditsWord' : 'spendWord'),
    from: dateText(start, timeZone),
    to: dateText(asOf, timeZone),
  };
  const { elapsed, average } = explainedOf(facts);
  return (
    <dl className="metrics">
      <MetricCard
        label={t('daysRemaining')}
        value={
          <Num explain={{ figure: 'daysRemaining', text: countText(daysRemaining) }}>
            {t('days', { days: daysRemaining })}
          </Num>
        }
        note={t('untilReset', { reset })}
      />
      <MetricCard
        label={t('daysElapsed')}
        value={<Num explain={elapsed}>{t('days', { days: daysElapsed })}</Num>}
        note={t('ofPeriod', { days: length })}
      />
      <MetricCard
        label={t('averagePerDay')}
        value={<Num explain={average}>{amountText({ exact: perDay, rounded }, unit)}</Num>}
        note={t('basis', basis)}
      />
      {figures.left && <RunOutCard facts={facts} />}
      {quotas.map((quota) => (
        <QuotaCard key={quota.key} quota={quota} />
      ))}
    </dl>
  );
}

/** The five things it can say: when, that it lasts, that it has run out, that nothing was used. */
function RunOutCard({ facts }: { readonly facts: OverviewFacts }) {
  const card = useRunOut(facts);
  const { left, unit } = facts.figures;
  const inputs: readonly Explained[] = [
    { figure: 'left', text: left ? amountText(left, unit) : '' },
    explainedOf(facts).average,
  ];
  const isEstimated = facts.runway.runOut.kind === 'days';
  const explain = isEstimated
    ? ({ figure: 'runsOut', text: `${card.value}`, inputs } as const)
    : explainedRunOut(facts);
  return <MetricCard {...card} value={<Num explain={explain}>{card.value}</Num>} />;
}

/** When nothing was left opens to what took the last of it. */
function explainedRunOut({ ranOut, timeZone }: OverviewFacts): Explained | null {
  if (!ranOut) return null;
  const text = momentText(ranOut.at, timeZone);
  return { figure: 'ranOut', text, ...(ranOut.address !== null && { row: ranOut.address }) };
}

/** What explains the days and the average: the average is made of two other numbers. */
function explainedOf({ figures, runway }: OverviewFacts) {
  const { used, unit } = figures;
  const { daysElapsed, perDay } = runway;
  const elapsed: Explained = { figure: 'daysElapsed', text: countText(daysElapsed) };
  const average: Explained = {
    figure: 'averagePerDay',
    text: exactText(perDay, { currency: unit.currency }),
    inputs: [{ figure: 'used', unit: unit.id, text: amountText(used, unit) }, elapsed],
  };
  return { elapsed, average };
}

function useRunOut(facts: OverviewFacts): MetricCardProps {
  const t = useText('overview');
  const { figures, runway, estimate, overage, resetsAt, timeZone } = facts;
  const { runOut, daysRemaining, early } = runway;
  const label = t('runsOutIn');
  const reset = dateText(resetsAt, timeZone);
  const billedAs = overage && figures.overdrawn.exact === 0n ? midSentence(overage.name) : null;
  if (runOut.kind === 'exhausted') {
    const note = billedAs ? t('furtherBilled', { kind: billedAs }) : t('untilReset', { reset });
    const value = facts.ranOut
      ? t('ranOutAt', { moment: shortMomentText(facts.ranOut.at, timeZone) })
      : t('ranOut');
    return { label, value, note, warn: billedAs === null };
  }
  if (runOut.kind === 'unknown') return { label, value: t('noUsage'), note: t('noUsageNote') };
  if (runOut.kind === 'beyond') return { label, value: t('lastsPast'), note: t('lastsLong') };
  const { days } = runOut;
  if (days >= daysRemaining) {
    const values = { days, left: t('days', { days: daysRemaining }), reset };
    return { label, value: t('lastsPast'), note: t('lastsNote', values) };
  }
  const until = figures.left ? estimate?.untilUsed(figures.left.exact) : undefined;
  const note = t('beforeReset', { reset });
  if (days === 0) return { label, value: t('underADay'), note, warn: early };
  if (!until || !Number.isFinite(until.high)) {
    return { label, value: t('days', { days }), note, warn: early };
  }
  const between = { days, low: Math.floor(until.low), high: Math.ceil(until.high) };
  return { label, value: t('daysBetween', between), note, warn: early };
}

function QuotaCard({ quota }: { readonly quota: Overview['quotas'][number] }) {
  const t = useText('overview');
  const { label, used, limit } = quota;
  const note = used === null ? 'quotaNotCounted' : limit === null ? 'quotaOpen' : 'quotaInUse';
  const isFull = used !== null && limit !== null && used > limit;
  const text = countText(used ?? 0);
  // That there is no limit is said below it.
  const value =
    note === 'quotaOpen' ? (
      <Num explain={{ figure: 'quotaUsed', name: label, text }}>{text}</Num>
    ) : (
      <QuotaText quota={quota} />
    );
  return <MetricCard label={label} value={value} note={t(note)} warn={isFull} />;
}
