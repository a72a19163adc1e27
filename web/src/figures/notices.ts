import type { BalanceFigures } from './balance-figures.ts';
import {
  type CatalogWords,
  type GrantKindWords,
  midSentence,
  otherKindWords,
} from './catalog-words.ts';
import { amountText, countText, namedAmountText } from './number-text.ts';
import type { Runway } from './runway.ts';
import { dateText, momentText } from './time-text.ts';

export interface Notice {
  readonly tone: 'danger' | 'warn' | 'info';
  readonly text: string;
}

export interface NoticeInput {
  readonly figures: BalanceFigures;
  readonly runway: Runway;
  /** What usage past the total is billed as; null when it is not billed. */
  readonly overage: GrantKindWords | null;
  readonly words: CatalogWords;
  readonly start: Date;
  readonly asOf: Date;
  readonly resetsAt: Date;
  readonly timeZone: string;
}

/** What the reader has to know about the balance, most urgent first. */
export function notices(input: NoticeInput): Notice[] {
  return [out(input), nextPot(input), early(input)].filter((notice) => notice !== null);
}

function out({ figures, overage, resetsAt, timeZone }: NoticeInput): Notice | null {
  const { left, total } = figures;
  if (left === null || left.exact > 0n || total.exact <= 0n) return null;
  if (overage && figures.overdrawn.exact === 0n) return billed(figures, overage);
  const text = `No credits are left. Credits reset ${momentText(resetsAt, timeZone)}.`;
  return { tone: 'danger', text };
}

function billed(figures: BalanceFigures, overage: GrantKindWords): Notice {
  const { billed: amount, unit } = figures;
  const soFar = amount.exact > 0n ? `: ${namedAmountText(amount, unit)} so far` : '';
  const kind = midSentence(overage.name);
  return {
    tone: 'info',
    text: `Included credits are used. Further use is billed as ${kind}${soFar}.`,
  };
}

function nextPot({ figures, words }: NoticeInput): Notice | null {
  const [first] = figures.pots;
  const next = figures.pots.find((pot) => pot.left.exact > 0n);
  if (!first || !next || first === next) return null;
  if (words.kinds.get(first.kind)?.look !== 'monthly') return null;
  const { name } = words.kinds.get(next.kind) ?? otherKindWords(next.kind);
  const [left, size] = [next.left, next.size].map((part) => amountText(part, figures.unit));
  return {
    tone: 'info',
    text: `Included credits are used. ${name} credits are in use: ${left} of ${size} left.`,
  };
}

function early({ runway, start, asOf, resetsAt, timeZone }: NoticeInput): Notice | null {
  if (!runway.early || runway.runOut.kind !== 'days') return null;
  const { days } = runway.runOut;
  const when = days === 0 ? 'within a day' : `in about ${countText(days)} ${dayWord(days)}`;
  const reset = dateText(resetsAt, timeZone);
  const basis = `${dateText(start, timeZone)} to ${dateText(asOf, timeZone)}`;
  return {
    tone: 'warn',
    text: [
      `At the current rate, credits run out ${when}, before the ${reset} reset.`,
      `Based on ${basis}.`,
    ].join(' '),
  };
}

function dayWord(days: number): string {
  return days === 1 ? 'day' : 'days';
}
