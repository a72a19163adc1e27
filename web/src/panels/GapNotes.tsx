import type { Usage } from '@fuelgauge/sdk';
import { useGapWords } from '../data/use-gap-words.ts';
import { gapText } from '../figures/chart-gaps.ts';

/** The times from which nothing was received, where no chart shows them. */
export function GapNotes({ usage }: { readonly usage: Usage }) {
  const words = useGapWords();
  return usage.gaps.map((gap) => (
    <p key={gap.from} className="footnote">
      {gapText(usage, gap, words)}.
    </p>
  ));
}
