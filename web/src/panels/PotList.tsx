import { useText } from '../data/use-text.ts';
import type { BalanceFigures } from '../figures/balance-figures.ts';
import {
  type CatalogWords,
  type GrantKindWords,
  midSentence,
  otherKindWords,
} from '../figures/catalog-words.ts';
import { exactText } from '../figures/exact-text.ts';
import type { Explained, Figure } from '../figures/explained.ts';
import { amountText } from '../figures/number-text.ts';
import { dateText } from '../figures/time-text.ts';
import { PotLine } from '../ui/PotLine.tsx';
import { Num } from './Num.tsx';

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
  const number = (figure: Figure, text: string) => <Num explain={{ figure }}>{text}</Num>;
  const expiry = (at: string | null) => {
    if (at === null) return t('neverExpires');
    const moment = new Date(at);
    if (moment.getTime() === resetsAt.getTime()) return t('expiresAtReset');
    return t('expires', { moment: dateText(moment, timeZone) });
  };
  return (
    <ul className="pots">
      {pots.map(({ kind, left, size, used, expiresAt }, index) => {
        const { label, look } = words.kinds.get(kind) ?? otherKindWords(kind);
        const turn = turnOf(index, pots.length);
        const leftOf: Explained = { figure: 'potLeft', name: label, text: exactText(left.exact) };
        const usedOf: Explained = { figure: 'grantUsed', name: label, text: exactText(used) };
        const sizeOf: Explained = {
          figure: 'potSize',
          name: label,
          text: exactText(size.exact),
          inputs: [usedOf, leftOf],
        };
        const notes = [
          pots.length > 1 && t('turn', { turn }),
          left.exact > 0n && expiry(expiresAt),
        ];
        return (
          <PotLine key={kind} look={look} name={label} note={notes.filter(Boolean).join(' · ')}>
            {t.rich('potLeft', {
              left: amountText(left, unit),
              size: amountText(size, unit),
              b: (text) => bold(<Num explain={leftOf}>{text}</Num>),
              whole: (text) => <Num explain={sizeOf}>{text}</Num>,
            })}
          </PotLine>
        );
      })}
      {held.exact > 0n && (
        <PotLine look="held" name={t('held')} note={t('heldNote')}>
          {bold(number('held', amountText(held, unit)))}
        </PotLine>
      )}
      {overage && billed.exact > 0n && (
        <PotLine
          look="overage"
          name={overage.name}
          note={t('billedNote', { kind: midSentence(overage.name) })}
        >
          {bold(number('overage', amountText(billed, unit)))}
        </PotLine>
      )}
      {overdrawn.exact > 0n && (
        <PotLine look="overdraft" name={t('over')} note={t('overNote')}>
          {bold(number('overdrawn', amountText(overdrawn, unit)))}
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
