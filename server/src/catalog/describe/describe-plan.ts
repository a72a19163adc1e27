import type { CatalogDocument } from '../catalog-document.ts';

/** A plan as people compare it. Amounts are decimal strings; null is by agreement, or unlimited. */
export interface PlanDescription {
  readonly id: string;
  readonly label: string;
  readonly rank: number;
  readonly price: string | null;
  readonly currency: string | null;
  readonly interval: 'month' | 'year';
  /** Credits of each plan cycle, in the order of the file. */
  readonly allotments: readonly { readonly kind: string; readonly credits: string | null }[];
  /** The kind under which overdraft is billed; null when it is not. */
  readonly overage: string | null;
  readonly hard_limit: boolean;
  readonly billing_mode: string | null;
  readonly features: readonly string[];
  /** Members included; null is unlimited, absent when the plan does not say. */
  readonly seats?: number | null;
  /** Channels alerts may use; null: all. */
  readonly channels: readonly string[] | null;
  /** What a credit is worth (`display`) or costs. */
  readonly price_per_credit: {
    readonly display: string | null;
    readonly prepaid: string | null;
    readonly flex: string | null;
  } | null;
}

/** Describes a plan of a document without faults. */
export function describePlan(
  plan: CatalogDocument['plans'][number],
  { rank, document }: { rank: number; document: CatalogDocument },
): PlanDescription {
  const { pricePerCredit: price } = plan;
  const billed = document.grantTypes.find(({ category }) => category === 'overage');
  return {
    id: plan.id,
    label: plan.label,
    rank: plan.rank ?? rank,
    price: plan.price ?? null,
    currency: plan.currency ?? null,
    interval: plan.interval,
    allotments: Object.entries(plan.grants).map(([kind, credits]) => ({ kind, credits })),
    overage: plan.overage ?? (plan.flex ? (billed?.id ?? null) : null),
    hard_limit: plan.hardLimit ?? false,
    billing_mode: plan.billingMode ?? null,
    features: plan.features ?? [],
    ...(plan.seats !== undefined && { seats: plan.seats }),
    channels: plan.channels ?? null,
    price_per_credit: price
      ? {
          display: price.display ?? null,
          prepaid: price.prepaid ?? null,
          flex: price.flex ?? null,
        }
      : null,
  };
}
