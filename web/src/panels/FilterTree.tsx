import { useMemo, useState } from 'react';
import { useFilterNodes } from '../data/use-filter-nodes.ts';
import { useText } from '../data/use-text.ts';
import type { Clause } from '../figures/filter.ts';
import { withClause } from '../figures/filter.ts';
import {
  type FilterNode,
  isChosen,
  searchedNodes,
  valuesIn,
  withChoice,
} from '../figures/filter-choice.ts';
import { countText } from '../figures/number-text.ts';
import { CheckTree } from '../ui/CheckTree.tsx';

export interface FilterTreeProps {
  /** What is chosen from: `meter` or a dimension. */
  readonly name: string;
  readonly filter: readonly Clause[];
  readonly change: (filter: readonly Clause[]) => void;
}

const NODES_MAX = 300;

/** What can be chosen of one attribute, with its usage; found by a part of its name. */
export function FilterTree({ name, filter, change }: FilterTreeProps) {
  const t = useText('explore');
  const [search, setSearch] = useState('');
  const [hasUnused, setUnused] = useState(false);
  const nodes = useFilterNodes(name, hasUnused, (label) => t('directly', { name: label }));
  const all = useMemo(() => nodes?.flatMap(valuesIn) ?? [], [nodes]);
  const found = useMemo(() => searchedNodes(nodes ?? [], search), [nodes, search]);
  // Categories are chosen as the meters in them.
  const own = name === 'meter' ? filter.filter((clause) => clause.name !== 'category') : filter;
  const chosen = all.filter((value) => isChosen(own, name, value));
  const only = (node: FilterNode) =>
    change(withClause(own, { name, isIn: true, values: valuesIn(node) }));
  return (
    <>
      <input
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      {nodes === undefined ? (
        <div className="filter-tree" aria-busy="true" />
      ) : found.length === 0 ? (
        <p className="nothing">{t(all.length === 0 ? 'noItems' : 'noMatch')}</p>
      ) : (
        <CheckTree
          key={search}
          label={t('filter')}
          nodes={found.slice(0, NODES_MAX)}
          isChosen={(value) => isChosen(own, name, value)}
          choose={(node, isOn) =>
            change(withChoice(own, { name, values: valuesIn(node), isOn, all }))
          }
          only={only}
          onlyWord={(label) => (label === null ? t('only') : t('onlyThis', { name: label }))}
        />
      )}
      <div className="filter-foot">
        <label className="check">
          <input
            type="checkbox"
            checked={hasUnused}
            onChange={({ target }) => setUnused(target.checked)}
          />
          {t('unused')}
        </label>
        <span role="status">
          {t('chosenCount', { chosen: countText(chosen.length), all: countText(all.length) })}
        </span>
      </div>
    </>
  );
}
