import type { PriceCard } from '@fuelgauge/sdk';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { beginningText } from '../figures/time-text.ts';
import { PageFrame } from '../panels/PageFrame.tsx';
import { PriceCardTable } from '../panels/PriceCardTable.tsx';

/** What costs how much: the prices in force for the plan, those announced, and those before. */
export function Rates() {
  const t = useText('shell');
  const tRates = useText('rates');
  const { catalog, words } = useShownCustomer();
  const zone = catalog.time_zone;
  const day = (at: string) => beginningText(new Date(at), zone);
  const plan = words.plans.get(catalog.plan)?.label ?? catalog.plan;
  const current = catalog.cards.filter(({ in_force }) => in_force.length > 0);
  const coming = catalog.cards.filter(({ state }) => state === 'coming');
  const past = catalog.cards.filter(({ state }) => state === 'past').toReversed();
  const before = (card: PriceCard) =>
    catalog.cards.findLast(({ from }) => Date.parse(from) < Date.parse(card.from));
  return (
    <PageFrame title={t('rates')}>
      {coming.map((card) => {
        const title = tRates('coming', { date: day(card.from) });
        return (
          <section key={card.id} className="card" aria-label={title}>
            <CardHead title={title} card={card} />
            <PriceCardTable {...{ card, title }} before={before(card)} />
          </section>
        );
      })}
      {current.map((card) => {
        const title = tRates('inForce', { date: day(card.from) });
        return (
          <section key={card.id} className="card" aria-label={title}>
            <CardHead title={title} card={card} note={tRates('forPlan', { plan })} />
            <PriceCardTable
              {...{ card, title }}
              only={card.in_force}
              before={before(card)}
              isOpen
            />
          </section>
        );
      })}
      {past.length > 0 && (
        <details className="card">
          <summary>{tRates('pastCards')}</summary>
          {past.map((card) => {
            const title = tRates('past', { from: day(card.from), to: day(card.to ?? card.from) });
            return (
              <section key={card.id} className="past-card" aria-label={title}>
                <CardHead title={title} card={card} />
                <PriceCardTable {...{ card, title }} before={before(card)} />
              </section>
            );
          })}
        </details>
      )}
    </PageFrame>
  );
}

interface CardHeadProps {
  readonly title: string;
  readonly card: PriceCard;
  readonly note?: string;
}

function CardHead({ title, card, note }: CardHeadProps) {
  const t = useText('rates');
  return (
    <div className="card-head">
      <h2>{title}</h2>
      <span className="mute">{[note, t('card', { id: card.id })].filter(Boolean).join(' · ')}</span>
    </div>
  );
}
