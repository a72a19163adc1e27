import { useText } from '../data/use-text.ts';
import type { WhatChanged as Change } from '../figures/what-changed.ts';
import { ExploreLink } from './ExploreLink.tsx';
import { Num } from './Num.tsx';
import { ToPage } from './ToPage.tsx';

export interface WhatChangedProps {
  readonly changes: readonly Change[];
}

/** What is notable, each with a link to the view that shows it; nothing where nothing is. */
export function WhatChanged({ changes }: WhatChangedProps) {
  const t = useText('overview');
  if (changes.length === 0) return null;
  return (
    <section className="card" aria-labelledby="what-changed">
      <div className="card-head">
        <h2 id="what-changed">{t('whatChanged')}</h2>
      </div>
      <ul className="what-changed">
        {changes.map((change) => (
          <li key={change.id}>
            <Sentence change={change} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sentence({ change }: { readonly change: Change }) {
  const t = useText('overview');
  if (change.kind === 'price') {
    const { name, others, date } = change;
    return t.rich('changedPrice', {
      ...{ name, others, date },
      a: (text) => <ToPage path="/rates">{text}</ToPage>,
    });
  }
  const { name, amount, since, times, usual, explain, filter, period } = change;
  return t.rich('changedUse', {
    ...{ name, amount, since, times, usual },
    a: (text) => (
      <ExploreLink filter={filter} period={period}>
        {text}
      </ExploreLink>
    ),
    n: (text) => <Num explain={explain}>{text}</Num>,
  });
}
