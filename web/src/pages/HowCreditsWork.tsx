import { credits } from '@fuelgauge/core';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useOverview } from '../data/use-overview.ts';
import { useText } from '../data/use-text.ts';
import { midSentence, unitOf } from '../figures/catalog-words.ts';
import { exactText } from '../figures/exact-text.ts';
import { daysUntil } from '../figures/runway.ts';
import { dayText, momentText } from '../figures/time-text.ts';
import { DrawExample } from '../panels/DrawExample.tsx';
import { PageFrame } from '../panels/PageFrame.tsx';
import { PriceCardTable } from '../panels/PriceCardTable.tsx';
import { ToPage } from '../panels/ToPage.tsx';

/** What the catalog says of credits, in the order in which people ask. */
export function HowCreditsWork() {
  const t = useText('shell');
  return (
    <PageFrame title={t('howCreditsWork')}>
      <Unit />
      <Order />
      <Costs />
      <AtZero />
      <Reset />
      <Billing />
      <Advice />
    </PageFrame>
  );
}

interface SectionProps {
  readonly title: string;
  readonly children: React.ReactNode;
}

function Section({ title, children }: SectionProps) {
  return (
    <section className="card prose" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Unit() {
  const t = useText('rates');
  const { catalog, words, customer } = useShownCustomer();
  const unit = unitOf(words, customer);
  const price = catalog.price_per_credit;
  return (
    <Section title={t('unit')}>
      <p>
        {unit.currency === null
          ? t('unitText', { decimals: words.credits.decimals })
          : t('unitMoney', { currency: unit.currency })}
      </p>
      {price && unit.currency === null && (
        <p>
          {t('worth', { amount: exactText(credits(price.amount), { currency: price.currency }) })}
        </p>
      )}
    </Section>
  );
}

function Order() {
  const t = useText('rates');
  const { catalog } = useShownCustomer();
  const { value } = useOverview();
  const grants = value?.balance.grants ?? [];
  return (
    <Section title={t('order')}>
      <ol className="draws">
        {catalog.grant_kinds.map(({ id, label, category, cycle_bound, rollover, expiry }) => {
          const named = { name: label };
          if (category === 'overage') return <li key={id}>{t('kindBilled', named)}</li>;
          if (!cycle_bound) {
            return <li key={id}>{t('kindStays', { ...named, expiry: expiry ?? 'none' })}</li>;
          }
          return <li key={id}>{t(rollover ? 'kindRolls' : 'kindEnds', named)}</li>;
        })}
      </ol>
      <DrawExample grants={grants} />
    </Section>
  );
}

function Costs() {
  const t = useText('rates');
  const { catalog } = useShownCustomer();
  const current = catalog.cards.filter(({ in_force }) => in_force.length > 0);
  const isFree = (meter: string) =>
    current.some(({ in_force, prices }) =>
      in_force.includes(meter)
        ? prices.some((price) => price.meter === meter && price.model === 'free')
        : false,
    );
  const free = catalog.meters.filter(({ id }) => isFree(id));
  return (
    <Section title={t('costs')}>
      {current.map((card) => (
        <PriceCardTable
          key={card.id}
          card={card}
          title={t('costs')}
          only={card.in_force.filter((meter) => !isFree(meter))}
        />
      ))}
      {free.length > 0 && (
        <p>{t('freeMeters', { names: free.map(({ label }) => label).join(', ') })}</p>
      )}
      <p>
        <ToPage path="/rates">{t('allRates')}</ToPage>
      </p>
    </Section>
  );
}

function AtZero() {
  const t = useText('rates');
  const { catalog, words, customer } = useShownCustomer();
  const plan = catalog.plans.find(({ id }) => id === catalog.plan);
  const overage = words.plans.get(customer.plan)?.overage ?? null;
  const { exhaustion } = catalog;
  const isUnlimited = plan?.allotments.some((allotment) => allotment.credits === null);
  if (isUnlimited) {
    return (
      <Section title={t('atZero')}>
        <p>{t('zeroUnlimited')}</p>
      </Section>
    );
  }
  const steps = (exhaustion?.order ?? []).filter((step) => !step.startsWith('overage'));
  const scope = exhaustion && t('scope', { scope: exhaustion.scope });
  return (
    <Section title={t('atZero')}>
      {overage && <p>{t('zeroBilled', { kind: midSentence(overage.name) })}</p>}
      {plan?.hard_limit && <p>{t('zeroHard')}</p>}
      {!overage && exhaustion && (
        <>
          <ol className="draws">
            {steps.map((step) => (
              <li key={step}>{t('zeroStep', { step, scope: scope ?? '' })}</li>
            ))}
          </ol>
          <p>{t('zeroSays', { message: exhaustion.message })}</p>
          {exhaustion.in_flight && <p>{t('inFlight', { how: exhaustion.in_flight })}</p>}
          {exhaustion.auto_resume && <p>{t('resumes')}</p>}
        </>
      )}
    </Section>
  );
}

function Reset() {
  const t = useText('rates');
  const { catalog, customer, cycles } = useShownCustomer();
  const timeZone = customer.time_zone;
  const asOf = new Date(customer.clock_at ?? Date.now());
  const current = cycles.filter(({ is_current }) => is_current);
  return (
    <Section title={t('reset')}>
      <ul className="draws">
        {current.map(({ series, end }) => (
          <li key={series}>
            {t('resetNext', {
              series,
              moment: momentText(new Date(end), timeZone),
              days: daysUntil(new Date(end), { asOf, timeZone }),
            })}
          </li>
        ))}
      </ul>
      <p>{t('overdraft', { what: catalog.overdraft })}</p>
      <p>{t('upgrade', { how: catalog.plan_change.upgrade })}</p>
    </Section>
  );
}

function Billing() {
  const t = useText('rates');
  const { catalog, customer } = useShownCustomer();
  const begins = catalog.billing_starts_at;
  if (begins === null) return null;
  const asOf = customer.clock_at ? Date.parse(customer.clock_at) : Date.now();
  const isPast = Date.parse(begins) <= asOf ? 'yes' : 'no';
  return (
    <Section title={t('billing')}>
      <p>{t('billingText', { isPast, date: dayText(new Date(begins), catalog.time_zone) })}</p>
    </Section>
  );
}

function Advice() {
  const t = useText('rates');
  const { catalog } = useShownCustomer();
  const { optimise, how_credits_work, rates, support } = catalog.links;
  const links = [
    [optimise, t('advice')],
    [how_credits_work, t('vendorDocs')],
    [rates, t('vendorRates')],
    [support, t('support')],
  ] as const;
  return (
    <Section title={t('less')}>
      <p>{t('lessText')}</p>
      <p className="links">
        {links.map(
          ([href, text]) =>
            href !== null && (
              <a key={text} href={href} rel="noreferrer">
                {text}
              </a>
            ),
        )}
      </p>
    </Section>
  );
}
