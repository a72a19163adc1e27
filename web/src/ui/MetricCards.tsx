import type { BalanceFigures } from '../figures/balance-figures.ts';
import { type GrantKindWords, midSentence } from '../figures/catalog-words.ts';
import { amountsWord, amountText, countText } from '../figures/number-text.ts';
import { roundHalfUp, stepOf } from '../figures/rounding.ts';
import type { RunOut, Runway } from '../figures/runway.ts';
import { dateText } from '../figures/time-text.ts';
import { MetricCard } from './MetricCard.tsx';

export interface MetricCardsProps {
  readonly figures: BalanceFigures;
  readonly runway: Runway;
  /** What usage past the total is billed as; null when it is not billed. */
  readonly overage: GrantKindWords | null;
  readonly start: Date;
  readonly asOf: Date;
  readonly resetsAt: Date;
  readonly timeZone: string;
}

/**
 * Days remaining, days elapsed, average per day, and when the credits run out at that rate; without
 * a limit nothing runs out.
 */
export function MetricCards(props: MetricCardsProps) {
  const { figures, runway, overage, start, asOf, resetsAt, timeZone } = props;
  const { daysRemaining, daysElapsed, perDay, runOut, early } = runway;
  const { unit } = figures;
  const reset = dateText(resetsAt, timeZone);
  const rounded = roundHalfUp(perDay, stepOf(unit.decimals));
  const average = amountText({ exact: perDay, rounded }, unit);
  const length = countText(daysElapsed + daysRemaining);
  const isBilled = overage && figures.overdrawn.exact === 0n;
  const billedAs = isBilled ? midSentence(overage.name) : null;
  const since = `${dateText(start, timeZone)} to ${dateText(asOf, timeZone)}`;
  return (
    <dl className="metrics">
      <MetricCard
        label="Days remaining"
        value={dayText(daysRemaining)}
        note={`Until the ${reset} reset`}
      />
      <MetricCard
        label="Days elapsed"
        value={dayText(daysElapsed)}
        note={`Of ${length} in this period`}
      />
      <MetricCard label="Avg per day" value={average} note={`${amountsWord(unit)}, ${since}`} />
      {figures.left && (
        <MetricCard
          label="Run out in"
          value={runOutText(runOut)}
          note={runOutNote(runOut, { daysRemaining, reset, billedAs })}
          warn={runOut.kind === 'exhausted' ? billedAs === null : early}
        />
      )}
    </dl>
  );
}

function dayText(days: number): string {
  return `${countText(days)} ${days === 1 ? 'day' : 'days'}`;
}

function runOutText(runOut: RunOut): string {
  switch (runOut.kind) {
    case 'unknown':
      return '—';
    case 'exhausted':
      return 'Exhausted';
    case 'beyond':
      return '>999 days';
    case 'days':
      return runOut.days === 0 ? '<1 day' : dayText(runOut.days);
  }
}

interface Outlook {
  readonly daysRemaining: number;
  readonly reset: string;
  readonly billedAs: string | null;
}

function runOutNote(runOut: RunOut, { daysRemaining, reset, billedAs }: Outlook): string {
  if (runOut.kind === 'unknown') return 'No usage yet';
  if (runOut.kind === 'exhausted' && billedAs) return `Further use is billed as ${billedAs}`;
  if (runOut.kind === 'exhausted') return `Until the ${reset} reset`;
  const lasts = runOut.kind === 'beyond' || runOut.days >= daysRemaining;
  return lasts ? `Lasts past the ${reset} reset` : `Before the ${reset} reset`;
}
