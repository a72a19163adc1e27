import type { BalanceFigures } from '../figures/balance-figures.ts';
import { type CatalogWords, otherKindWords } from '../figures/catalog-words.ts';
import { creditsText } from '../figures/number-text.ts';
import { dateText } from '../figures/time-text.ts';

export interface PotListProps {
  readonly figures: BalanceFigures;
  readonly words: CatalogWords;
  readonly timeZone: string;
}

/**
 * The bar in words: what each grant kind has left, its turn and its end; then what is held and
 * what is over.
 */
export function PotList({ figures, words, timeZone }: PotListProps) {
  const { pots, held, over, decimals } = figures;
  return (
    <ul className="pots">
      {pots.map(({ kind, left, size, expiresAt }, index) => {
        const { label, look } = words.kinds.get(kind) ?? otherKindWords(kind);
        return (
          <li key={kind}>
            <span className="swatch" data-look={look} aria-hidden="true" />
            <span className="pot-name">{label}</span>
            <span className="pot-amount">
              <strong>{creditsText(left, decimals)}</strong> of {creditsText(size, decimals)} left
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
            <strong>{creditsText(held, decimals)}</strong>
          </span>
          <span className="pot-note">reserved by running jobs</span>
        </li>
      )}
      {over.exact > 0n && (
        <li>
          <span className="swatch" data-look="overage" aria-hidden="true" />
          <span className="pot-name">Over</span>
          <span className="pot-amount">
            <strong>{creditsText(over, decimals)}</strong>
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
