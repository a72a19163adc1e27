import { useAttributeName } from '../data/use-attribute-name.ts';
import { useText } from '../data/use-text.ts';
import { useValueName } from '../data/use-value-name.ts';
import type { Clause } from '../figures/filter.ts';
import { countText } from '../figures/number-text.ts';

export interface FilterWordsProps {
  readonly filter: readonly Clause[];
}

const VALUES_NAMED = 4;

/** What a filter leaves, in words: `Only Meter: Bandwidth; not Project: Blog, Shop`. */
export function FilterWords({ filter }: FilterWordsProps) {
  const t = useText('explain');
  const nameOf = useAttributeName();
  const labelOf = useValueName();
  const clauses = filter.map(({ name, isIn, values }) => {
    const named = values.slice(0, VALUES_NAMED).map((value) => labelOf(name, value));
    const more = values.length - named.length;
    const list = [...named, ...(more > 0 ? [t('moreValues', { count: countText(more) })] : [])];
    return t(isIn ? 'only' : 'not', { name: nameOf(name), values: list.join(', ') });
  });
  return clauses.join(' · ');
}
