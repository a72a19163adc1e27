/**
 * Why the answer is no. A closed list: each code has one HTTP status and title in `server/src/http/problem.ts`.
 * A refusal is a value that an operation returns, never an exception.
 */
export type RefusalCode =
  | 'already_voided'
  | 'amount_invalid'
  | 'before_customer_start'
  | 'catalog_fixed'
  | 'dimension_unknown'
  | 'directory_full'
  | 'duplicate_conflict'
  | 'event_denied'
  | 'event_malformed'
  | 'event_type_unknown'
  | 'event_unknown'
  | 'grant_kind_unknown'
  | 'grant_unknown'
  | 'grant_void'
  | 'insufficient_credits'
  | 'no_price'
  | 'plan_unknown'
  | 'property_missing'
  | 'quantity_invalid'
  | 'not_a_test_customer'
  | 'time_invalid'
  | 'time_zone_unknown'
  | 'too_early'
  | 'too_large'
  | 'too_old';

export interface Refusal {
  readonly code: RefusalCode;
  /** A sentence for a person: what is wrong, where, and what to do. */
  readonly detail: string;
  /** JSON Pointer into what was sent, when one place is at fault. */
  readonly pointer?: string;
}

export function refusal(code: RefusalCode, detail: string, pointer?: string): Refusal {
  return pointer === undefined ? { code, detail } : { code, detail, pointer };
}
