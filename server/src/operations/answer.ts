import type { Refusal, RefusalCode } from '@fuelgauge/core';

/** Refusals of the operations themselves, beside those of the rules. */
export type OperationCode =
  | RefusalCode
  | 'attempts_exhausted'
  | 'body_invalid'
  | 'catalog_conflict'
  | 'catalog_invalid'
  | 'catalog_unknown'
  | 'contrast_too_low'
  | 'customer_read_only'
  | 'customer_unknown'
  | 'forbidden'
  | 'idempotency_mismatch'
  | 'key_unknown'
  | 'last_administrator'
  | 'ledger_drifts'
  | 'link_unknown'
  | 'mail_unavailable'
  | 'member_suspended'
  | 'not_found'
  | 'other_person'
  | 'password_weak'
  | 'password_wrong'
  | 'person_exists'
  | 'person_unknown'
  | 'provider_unavailable'
  | 'query_invalid'
  | 'role_gate'
  | 'role_unknown'
  | 'second_factor_conflict'
  | 'second_factor_failed'
  | 'session_unknown'
  | 'sign_in_failed'
  | 'sign_in_off'
  | 'signed_out';

/** What an operation answers: a body for the wire, or why not. Amounts are decimal strings, instants RFC 3339. */
export type Answer<Body> =
  | {
      readonly ok: true;
      readonly status: 200 | 201;
      readonly body: Body;
      /** Cookies for the browser, each as a header; none when absent. */
      readonly cookies?: readonly string[];
    }
  | { readonly ok: false; readonly refusal: OperationRefusal };

export interface OperationRefusal extends Omit<Refusal, 'code'> {
  readonly code: OperationCode;
  /** Several places at fault, each with its pointer. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  /** When the same may be asked again. */
  readonly retryAfterSeconds?: number;
}

export function answered<Body>(
  body: Body,
  status: 200 | 201 = 200,
  cookies: readonly string[] = [],
): Answer<Body> {
  return cookies.length === 0 ? { ok: true, status, body } : { ok: true, status, body, cookies };
}

export function refused(
  code: OperationCode,
  detail: string,
  pointer?: string,
): { readonly ok: false; readonly refusal: OperationRefusal } {
  return {
    ok: false,
    refusal: pointer === undefined ? { code, detail } : { code, detail, pointer },
  };
}

export function refusedAs(refusal: OperationRefusal): {
  readonly ok: false;
  readonly refusal: OperationRefusal;
} {
  return { ok: false, refusal };
}
