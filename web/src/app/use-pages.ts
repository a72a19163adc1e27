import type { Session } from '@fuelgauge/sdk';
import { useParams } from '@tanstack/react-router';
import { isOperator, membershipOf, permits, seesBalance } from '../data/permissions.ts';
import { useAccess } from '../data/session.ts';
import { useCatalogOf } from '../data/use-catalog-of.ts';
import { customerPages, operatorPages, type PageEntry } from './page-table.ts';

/** The pages whoever is there may open from here, in the order of the navigation. */
export function usePages(): readonly PageEntry[] {
  const { session } = useAccess();
  const { customer } = useParams({ strict: false });
  const { value: catalog } = useCatalogOf(customer);
  const pages = customer === undefined ? [] : pagesOf(session, customer);
  const shown = pages.filter(({ isFor }) => !isFor || (catalog !== undefined && isFor(catalog)));
  return [...shown, ...(isOperator(session) ? operatorPages : [])];
}

/** The pages of a customer that somebody may open, whatever its catalog has something for. */
export function pagesOf(session: Session, customer: string): readonly PageEntry[] {
  const isMember = (membershipOf(session, customer)?.member ?? null) !== null;
  return customerPages.filter(
    (page) =>
      permits(session, customer, page.permissions) &&
      !(page.isOwn && !isMember) &&
      !(page.isBalance && !seesBalance(session, customer)),
  );
}
