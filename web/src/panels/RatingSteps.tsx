import type { Line } from '@fuelgauge/sdk';
import { useText } from '../data/use-text.ts';
import type { LogWords } from '../figures/log-words.ts';
import { quantityText } from '../figures/number-text.ts';
import { type RatingStep, ratingSteps } from '../figures/rating-steps.ts';

export interface RatingStepsProps {
  readonly lines: readonly Line[];
  readonly words: LogWords;
  readonly amount: (credits: string) => string;
}

/** How an event's price came about, line by line: quantity, rate, card. */
export function RatingSteps({ lines, words, amount }: RatingStepsProps) {
  const t = useText('activity');
  const steps = ratingSteps(lines, words.catalog.cards);
  if (steps.length === 0) return <p className="mute">{t('noLines')}</p>;
  const quantityOf = ({ meter, part }: RatingStep, quantity: string) => {
    const unit = words.catalog.meters.find(({ id }) => id === meter)?.unit ?? '';
    return part === null
      ? quantityText(quantity, unit)
      : `${quantityText(quantity, unit)} (${part})`;
  };
  return (
    <ol className="detail-list steps">
      {steps.map((step) => (
        <li key={`${step.meter}/${step.part}`}>
          <span>
            <strong>{words.meter(step.meter)}</strong>
            <br />
            {quantityOf(step, step.quantity)}
            {step.rate &&
              ` × ${
                step.rate.per === '1'
                  ? step.rate.credits
                  : t('per', { credits: step.rate.credits, per: step.rate.per })
              }`}
            {step.billed !== null &&
              `, ${t('billedAs', { quantity: quantityOf(step, step.billed) })}`}
            {step.list !== null && `, ${t('listPrice', { credits: amount(step.list) })}`}
            {step.card !== null && (
              <span className="mute"> · {t('card', { card: step.card })}</span>
            )}
            {step.zeroReason !== null && <span className="mute"> · {step.zeroReason}</span>}
          </span>
          <span>{amount(step.credits)}</span>
        </li>
      ))}
    </ol>
  );
}
