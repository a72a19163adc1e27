import type { Overview } from '@fuelgauge/sdk';
import { useText } from '../data/use-text.ts';
import { wholeQuantityText } from '../figures/number-text.ts';
import type { OverviewLayout } from '../figures/overview-layout.ts';
import { MetricCard } from '../ui/MetricCard.tsx';

export interface ActivityCardsProps {
  readonly cards: Overview['cards'];
  readonly group: OverviewLayout['cards'][number];
}

/** What went on in the period, counted in its own units; distinct counts do not add up over periods. */
export function ActivityCards({ cards, group }: ActivityCardsProps) {
  const t = useText('overview');
  return (
    <section aria-label={group.title ?? t('perPeriod')}>
      {group.title !== null && <h2 className="group-title">{group.title}</h2>}
      <dl className="metrics">
        {group.meters.flatMap((meter) => {
          const card = cards.find((each) => each.meter === meter);
          if (!card) return [];
          return [
            <MetricCard
              key={meter}
              label={card.label}
              value={wholeQuantityText(card.quantity)}
              note={t('perPeriod')}
            />,
          ];
        })}
      </dl>
    </section>
  );
}
