import { credits } from '@fuelgauge/core';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useMeters } from '../data/use-meters.ts';
import type { Ranking } from '../data/use-ranking.ts';
import { useScale } from '../data/use-scale.ts';
import { useText } from '../data/use-text.ts';
import { shownIn } from '../figures/amount-scale.ts';
import { exactText } from '../figures/exact-text.ts';
import type { Explained } from '../figures/explained.ts';
import { amountText, countText, wholeQuantityText } from '../figures/number-text.ts';
import { MetricCard } from '../ui/MetricCard.tsx';
import { Num } from './Num.tsx';
import { useAmountWords } from './use-amount-words.ts';

export interface AgentCardsProps {
  readonly ranking: Ranking;
}

/** The counts the catalog shows beside agents, and what a run costs in the mean. */
export function AgentCards({ ranking }: AgentCardsProps) {
  const t = useText('people');
  const { catalog } = useShownCustomer();
  const meters = useMeters().value;
  const scale = useScale(ranking.breakdown.value);
  const { named } = useAmountWords(scale.unit);
  const names = new Map(catalog.meters.map(({ id, label }) => [id, label]));
  const counted = catalog.views
    .flatMap(({ panels }) => panels)
    .flatMap((panel) => (panel.type === 'tiles' ? panel.items : []))
    .filter((item) => names.has(item));
  const quantityOf = (meter: string) =>
    meters?.groups.find(({ key }) => key === meter)?.total.quantity ?? '0';
  const rows = ranking.pivot.value?.rows ?? [];
  const runs = rows.reduce((all, row) => all + (row.runs?.count ?? 0), 0);
  const total = credits(ranking.breakdown.value?.total.credits ?? '0');
  const text = (exact: bigint) => named(amountText(shownIn(scale, exact), scale.unit));
  const mean = (): Explained => ({
    ...{
      figure: 'perRun',
      text: exactText(total / BigInt(runs), { currency: scale.unit.currency }),
    },
    inputs: [
      { figure: 'used', unit: scale.unit.id },
      { figure: 'runs', text: countText(runs) },
    ],
  });
  if (!meters || !ranking.pivot.value) return null;
  return (
    <dl className="metrics">
      {counted.map((meter) => {
        const label = names.get(meter) ?? meter;
        const number = wholeQuantityText(quantityOf(meter));
        const filter = [{ name: 'meter', isIn: true, values: [meter] }];
        return (
          <MetricCard
            key={meter}
            label={label}
            value={
              <Num explain={{ figure: 'quantity', filter, name: label, text: number }}>
                {number}
              </Num>
            }
            note={t('inPeriod')}
          />
        );
      })}
      {runs > 0 && (
        <MetricCard
          label={t('meanPerRun')}
          value={<Num explain={mean()}>{text(total / BigInt(runs))}</Num>}
          note={t('perRunNote', { amount: text(total), runs: countText(runs) })}
        />
      )}
    </dl>
  );
}
