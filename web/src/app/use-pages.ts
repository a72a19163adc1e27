import { useParams } from '@tanstack/react-router';
import { useCatalogOf } from '../data/use-catalog-of.ts';
import { customerPages, operatorPages, type PageEntry } from './page-table.ts';

/** The pages whoever is there may open from here, in the order of the navigation. */
export function usePages(): readonly PageEntry[] {
  const { customer } = useParams({ strict: false });
  const { value: catalog } = useCatalogOf(customer);
  const pages = customer === undefined ? [] : customerPages;
  const shown = pages.filter(({ isFor }) => !isFor || (catalog !== undefined && isFor(catalog)));
  return [...shown, ...operatorPages];
}
