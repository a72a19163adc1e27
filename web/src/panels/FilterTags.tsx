import type { Usage } from '@fuelgauge/sdk';
import { X } from 'lucide-react';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useAttributeName } from '../data/use-attribute-name.ts';
import { useFilteredMeters } from '../data/use-filtered-meters.ts';
import { useScale } from '../data/use-scale.ts';
import { useText } from '../data/use-text.ts';
import { useValueName } from '../data/use-value-name.ts';
import { useView } from '../data/use-view.ts';
import { amountIn, shownIn } from '../figures/amount-scale.ts';
import type { ExploreView } from '../figures/explore-view.ts';
import { withoutValue } from '../figures/filter-choice.ts';
import { amountText, countText } from '../figures/number-text.ts';
import { useAmountWords } from './use-amount-words.ts';

export interface FilterTagsProps {
  readonly shown: Pick<ExploreView, 'filter'>;
  readonly usage: Usage | undefined;
}

/** The filters in force, each with a way out, and how much of everything they leave. */
export function FilterTags({ shown, usage }: FilterTagsProps) {
  const t = useText('explore');
  const [, changeView] = useView();
  const nameOf = useAttributeName();
  const labelOf = useValueName();
  const tags = shown.filter.flatMap(({ name, isIn, values }) =>
    values.map((value) => ({
      id: `${name} ${value}`,
      text: t(isIn ? 'tag' : 'tagNot', { name: nameOf(name), value: labelOf(name, value) }),
      remove: () => changeView.push({ filter: withoutValue(shown.filter, name, value) }),
    })),
  );
  return (
    <div className="filter-tags">
      <ul aria-label={t('activeFilters')}>
        {tags.slice(0, TAGS_MAX).map(({ id, text, remove }) => (
          <li key={id}>
            <button
              type="button"
              className="filter-tag"
              aria-label={t('removeTag', { tag: text })}
              onClick={remove}
            >
              <span dir="auto">{text}</span>
              <X size={14} aria-hidden="true" />
            </button>
          </li>
        ))}
        {tags.length > TAGS_MAX && <li className="mute">+{countText(tags.length - TAGS_MAX)}</li>}
      </ul>
      <button type="button" className="quiet" onClick={() => changeView.push({ filter: [] })}>
        {t('clearAll')}
      </button>
      {usage && <Showing shown={shown} usage={usage} />}
    </div>
  );
}

const TAGS_MAX = 12;

/** What is shown and what there is in all, always both. */
function Showing({ shown, usage }: FilterTagsProps & { readonly usage: Usage }) {
  const t = useText('explore');
  const { customer } = useShownCustomer();
  const counts = useFilteredMeters(customer.customer, shown.filter);
  // The whole is told in what it was rated in, so what is shown of it is too.
  const scale = useScale({ unit: usage.unit, currency: null });
  const { named } = useAmountWords(scale.unit);
  const text = (amount: { readonly credits: string }) =>
    named(amountText(shownIn(scale, amountIn(scale, amount)), scale.unit));
  if (!counts) return null;
  return (
    <p className="showing" role="status">
      {t('showing', {
        shown: countText(counts.shown),
        all: counts.all,
        amount: text(usage.total),
        whole: text(usage.whole),
      })}
    </p>
  );
}
