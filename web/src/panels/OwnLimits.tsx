import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { ToPage } from './ToPage.tsx';

/** What limits somebody: the credits that all share, and what is read when they are used up. */
export function OwnLimits() {
  const t = useText('me');
  const { customer, catalog } = useShownCustomer();
  return (
    <section className="card prose">
      <div className="card-head">
        <h2>{t('limits')}</h2>
      </div>
      <p>{t('limitsText', { customer: customer.name })}</p>
      {catalog.exhaustion && <p>{t('atZero', { message: catalog.exhaustion.message })}</p>}
      <p>
        <ToPage path="/how-credits-work">{t('howCreditsWork')}</ToPage>
      </p>
    </section>
  );
}
