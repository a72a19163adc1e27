import { ListFilter } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useText } from '../data/use-text.ts';
import type { ExploreView } from '../figures/explore-view.ts';
import { countText } from '../figures/number-text.ts';
import { Popup } from '../ui/Popup.tsx';

export interface FilterControlProps {
  readonly shown: ExploreView;
}

// The trees are loaded for the click that opens them.
const FilterLayer = lazy(async () => ({
  default: (await import('./FilterLayer.tsx')).FilterLayer,
}));

/** Opens what can be filtered by, and says how much is. */
export function FilterControl({ shown }: FilterControlProps) {
  const t = useText('explore');
  const count = shown.filter.length;
  const button = (
    <>
      <ListFilter size={16} aria-hidden="true" />
      {count > 0 ? t('filterCount', { count: countText(count) }) : t('filter')}
    </>
  );
  return (
    <Popup className="control" label={t('filter')} button={button}>
      {(close) => (
        <Suspense fallback={<div className="filter-layer" aria-busy="true" />}>
          <FilterLayer filter={shown.filter} close={close} />
        </Suspense>
      )}
    </Popup>
  );
}
