import { useText } from '../data/use-text.ts';
import type { BalanceFigures } from '../figures/balance-figures.ts';
import {
  type CatalogWords,
  type GrantKindWords,
  midSentence,
  otherKindWords,
} from '../figures/catalog-words.ts';
import { amountText } from '../figures/number-text.ts';
import { dateText } from '../figures/time-text.ts';
import { PotLine } from '../ui/PotLine.tsx';

export interface PotListProps {
  readonly figures: BalanceFigures;
  readonly words: CatalogWords;
  /** What usage past the total is billed as. */
  readonly overage: GrantKindWords | null;
  readonly resetsAt: Date;
  readonly timeZone: string;
}

/**
 * The bar in words: what each grant kind has left, its turn and its end; then what is held and
 * what is over.
 */
export function PotList({ figures, words, overage, resetsAt, timeZone }: PotListProps) {
  const t = useText('overview');
  const { pots, held, billed, overdrawn, unit } = figures;
  const bold = (text: React.ReactNode) => <strong>{text}</strong>;
  const expiry = (at: string | null) => {
    if (at === null) return t('neverExpires');
    const moment = new Date(at);
    if (moment.getTime() === resetsAt.getTime()) return t('expiresAtReset');
    return t('expires', { moment: dateText(moment, timeZone) });
  };
  return (
    <ul className="pots">
      {pots.map(({ kind, left, size, expiresAt }, index) => {
        const { label, look } = words.kinds.get(kind) ?? otherKindWords(kind);
        const turn = turnOf(index, pots.length);
        const notes = [
          pots.length > 1 && t('turn', { turn }),
          left.exact > 0n && expiry(expiresAt),
        ];
        return (
          <PotLine key={kind} look={look} name={label} note={notes.filter(Boolean).join(' · ')}>
            {t.rich('potLeft', {
              left: amountText(left, unit),
              size: amountText(size, unit),
              b: bold,
            })}
          </PotLine>
        );
      })}
      {held.exact > 0n && (
        <PotLine look="held" name={t('held')} note={t('heldNote')}>
          {bold(amountText(held, unit))}
        </PotLine>
      )}
      {overage && billed.exact > 0n && (
        <PotLine
          look="overage"
          name={overage.name}
          note={t('billedNote', { kind: midSentence(overage.name) })}
        >
          {bold(amountText(billed, unit))}
        </PotLine>
      )}
      {overdrawn.exact > 0n && (
        <PotLine look="overdraft" name={t('over')} note={t('overNote')}>
          {bold(amountText(overdrawn, unit))}
        </PotLine>
      )}
    </ul>
  );
}

function turnOf(index: number, count: number): string {
  if (index === 0) return 'first';
  if (index === count - 1) return 'last';
  return index === 1 ? 'second' : 'next';
}
