import type { Overview } from '@fuelgauge/sdk';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { wholeQuantityText } from '../figures/number-text.ts';
import type { OverviewLayout } from '../figures/overview-layout.ts';
import { MetricCard } from '../ui/MetricCard.tsx';
import { Num } from './Num.tsx';

export interface ActivityCardsProps {
  readonly cards: Overview['cards'];
  readonly group: OverviewLayout['cards'][number];
}

/** What went on in the period, counted in its own units; distinct counts do not add up over periods. */
export function ActivityCards({ cards, group }: ActivityCardsProps) {
  const t = useText('overview');
  const [{ filter }] = useView();
  return (
    <section aria-label={group.title ?? t('perPeriod')}>
      {group.title !== null && <h2 className="group-title">{group.title}</h2>}
      <dl className="metrics">
        {group.meters.flatMap((meter) => {
          const card = cards.find((each) => each.meter === meter);
          if (!card) return [];
          const { label } = card;
          const text = wholeQuantityText(card.quantity);
          const counted = [...filter, { name: 'meter', isIn: true, values: [meter] }];
          return [
            <MetricCard
              key={meter}
              label={label}
              value={
                <Num explain={{ figure: 'quantity', filter: counted, name: label, text }}>
                  {text}
                </Num>
              }
              note={t('perPeriod')}
            />,
          ];
        })}
      </dl>
    </section>
  );
}
