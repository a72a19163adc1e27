import { useState } from 'react';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useAttributeName } from '../data/use-attribute-name.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import type { Clause } from '../figures/filter.ts';
import { exclusiveGroups } from '../figures/filter-groups.ts';
import { locale } from '../figures/locale.ts';
import { Choice } from '../ui/Choice.tsx';
import { FilterTree } from './FilterTree.tsx';

export interface FilterLayerProps {
  readonly filter: readonly Clause[];
  readonly close: () => void;
}

/** What usage is shown: by type and by whom and what it is attributed to. At once, on touch when asked. */
export function FilterLayer({ filter: inForce, close }: FilterLayerProps) {
  const t = useText('explore');
  const { catalog } = useShownCustomer();
  const [, changeView] = useView();
  const nameOf = useAttributeName();
  const [tab, setTab] = useState<'usage' | 'attribution'>('usage');
  const [dimension, setDimension] = useState(catalog.dimensions[0]?.id ?? '');
  // A finger that chooses several things waits once, for all of them.
  const [isTouch] = useState(() => window.matchMedia('(pointer: coarse)').matches);
  const [draft, setDraft] = useState(inForce);
  const filter = isTouch ? draft : inForce;
  const name = tab === 'usage' ? 'meter' : dimension;
  const group = exclusiveGroups(catalog).find((names) => names.includes(name)) ?? [name];
  const change = (next: readonly Clause[]) => {
    // Of what excludes each other the last one chosen holds.
    const kept = next.filter((clause) => clause.name === name || !group.includes(clause.name));
    if (isTouch) setDraft(kept);
    else changeView.push({ filter: kept, show: new Map() });
  };
  return (
    <div className="filter-layer">
      <Choice
        label={t('filter')}
        options={[
          { id: 'usage', label: t('usageType') },
          { id: 'attribution', label: t('attribution') },
        ]}
        value={tab}
        choose={setTab}
      />
      {tab === 'attribution' && (
        <label className="field">
          <span>{t('attributedTo')}</span>
          <select value={dimension} onChange={({ target }) => setDimension(target.value)}>
            {catalog.dimensions.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      {tab === 'attribution' && group.length > 1 && (
        <p className="hint">
          {t('exclusive', {
            names: new Intl.ListFormat(locale, { type: 'disjunction' }).format(group.map(nameOf)),
          })}
        </p>
      )}
      <FilterTree key={name} name={name} filter={filter} change={change} />
      {isTouch && (
        <button
          type="button"
          className="primary"
          onClick={() => {
            changeView.push({ filter: draft, show: new Map() });
            close();
          }}
        >
          {t('apply')}
        </button>
      )}
    </div>
  );
}
