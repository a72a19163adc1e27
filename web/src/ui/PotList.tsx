import type { BalanceFigures } from '../figures/balance-figures.ts';
import {
  type CatalogWords,
  type GrantKindWords,
  midSentence,
  otherKindWords,
} from '../figures/catalog-words.ts';
import { amountText } from '../figures/number-text.ts';
import { dateText } from '../figures/time-text.ts';

export interface PotListProps {
  readonly figures: BalanceFigures;
  readonly words: CatalogWords;
  /** What usage past the total is billed as. */
  readonly overage: GrantKindWords | null;
  readonly timeZone: string;
}

/**
 * The bar in words: what each grant kind has left, its turn and its end; then what is held and
 * what is over.
 */
export function PotList({ figures, words, overage, timeZone }: PotListProps) {
  const { pots, held, billed, overdrawn, unit } = figures;
  return (
    <ul className="pots">
      {pots.map(({ kind, left, size, expiresAt }, index) => {
        const { label, look } = words.kinds.get(kind) ?? otherKindWords(kind);
        return (
          <li key={kind}>
            <span className="swatch" data-look={look} aria-hidden="true" />
            <span className="pot-name">{label}</span>
            <span className="pot-amount">
              <strong>{amountText(left, unit)}</strong> of {amountText(size, unit)} left
            </span>
            <span className="pot-note">
              {[
                pots.length > 1 && turnOf(index, pots.length),
                expiresAt && `expires ${dateText(new Date(expiresAt), timeZone)}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        );
      })}
      {held.exact > 0n && (
        <li>
          <span className="swatch" data-look="held" aria-hidden="true" />
          <span className="pot-name">Held</span>
          <span className="pot-amount">
            <strong>{amountText(held, unit)}</strong>
          </span>
          <span className="pot-note">reserved by running jobs</span>
        </li>
      )}
      {overage && billed.exact > 0n && (
        <li>
          <span className="swatch" data-look="overage" aria-hidden="true" />
          <span className="pot-name">{overage.name}</span>
          <span className="pot-amount">
            <strong>{amountText(billed, unit)}</strong>
          </span>
          <span className="pot-note">past the total, billed as {midSentence(overage.name)}</span>
        </li>
      )}
      {overdrawn.exact > 0n && (
        <li>
          <span className="swatch" data-look="overdraft" aria-hidden="true" />
          <span className="pot-name">Over</span>
          <span className="pot-amount">
            <strong>{amountText(overdrawn, unit)}</strong>
          </span>
          <span className="pot-note">used past the total</span>
        </li>
      )}
    </ul>
  );
}

function turnOf(index: number, count: number): string {
  if (index === 0) return 'used first';
  if (index === count - 1) return 'used last';
  return index === 1 ? 'used second' : 'used next';
}
