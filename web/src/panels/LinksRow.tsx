import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { ToPage } from './ToPage.tsx';

/** Where to read on: our own pages, and what the vendor gives. */
export function LinksRow() {
  const t = useText('overview');
  const { catalog } = useShownCustomer();
  const { support, optimise } = catalog.links;
  return (
    <nav className="links" aria-label={t('links')}>
      <ToPage path="/how-credits-work">{t('howCreditsWork')}</ToPage>
      <ToPage path="/rates">{t('rates')}</ToPage>
      {optimise !== null && <OutLink href={optimise}>{t('optimise')}</OutLink>}
      {support !== null && <OutLink href={support}>{t('support')}</OutLink>}
    </nav>
  );
}

function OutLink({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <a href={href} rel="noreferrer">
      {children}
    </a>
  );
}
