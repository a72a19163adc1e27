import { ListFilter } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { midSentence } from '../figures/catalog-words.ts';
import { Popup } from '../ui/Popup.tsx';

export interface TableFilterProps {
  /** The dimension that a table of the catalog offers to filter by. */
  readonly by: string;
}

// Loaded when it is opened.
const TableFilterValues = lazy(async () => ({
  default: (await import('./TableFilterValues.tsx')).TableFilterValues,
}));

/** Narrows what is shown to one value of a dimension. */
export function TableFilter({ by }: TableFilterProps) {
  const t = useText('overview');
  const { words } = useShownCustomer();
  const label = t('filterBy', { name: midSentence(words.dimensions.get(by) ?? by) });
  const button = (
    <>
      <ListFilter size={16} aria-hidden="true" />
      {label}
    </>
  );
  return (
    <Popup className="control" label={label} button={button}>
      {(close) => (
        <Suspense>
          <TableFilterValues by={by} close={close} />
        </Suspense>
      )}
    </Popup>
  );
}
