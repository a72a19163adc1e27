import type { CatalogDocument } from '../catalog-document.ts';

/** A level that notifies. */
export interface AlertDescription {
  readonly id: string;
  readonly kind: 'threshold' | 'projection';
  /** What 100 % is; null for a projection. */
  readonly basis: 'allotment' | 'available' | 'limit' | 'cap' | 'absolute' | null;
  /** Percent of the basis, or amounts with `absolute`, rising. */
  readonly thresholds: readonly number[];
  /** The billing mode it is for; null: every mode. */
  readonly billing_mode: string | null;
}

/** Describes an alert of a document without faults. */
export function describeAlert(
  alert: NonNullable<CatalogDocument['alerts']>[number],
): AlertDescription {
  return {
    id: alert.id,
    kind: alert.kind ?? 'threshold',
    basis: alert.basis ?? null,
    thresholds: alert.thresholds ?? [],
    billing_mode: alert.billingMode ?? null,
  };
}
