import { useParams } from '@tanstack/react-router';
import { customerPages, operatorPages, type PageEntry } from './page-table.ts';

/** The pages whoever is there may open from here, in the order of the navigation. */
export function usePages(): readonly PageEntry[] {
  const { customer } = useParams({ strict: false });
  return [...(customer === undefined ? [] : customerPages), ...operatorPages];
}
