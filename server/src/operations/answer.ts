import type { Refusal, RefusalCode } from '@fuelgauge/core';

/** Refusals of the operations themselves, beside those of the rules. */
export type OperationCode =
  | RefusalCode
  | 'body_invalid'
  | 'catalog_conflict'
  | 'catalog_invalid'
  | 'catalog_unknown'
  | 'customer_read_only'
  | 'customer_unknown'
  | 'forbidden'
  | 'idempotency_mismatch'
  | 'key_unknown'
  | 'ledger_drifts'
  | 'not_found'
  | 'query_invalid';

/** What an operation answers: a body for the wire, or why not. Amounts are decimal strings, instants RFC 3339. */
export type Answer<Body> =
  | { readonly ok: true; readonly status: 200 | 201; readonly body: Body }
  | { readonly ok: false; readonly refusal: OperationRefusal };

export interface OperationRefusal extends Omit<Refusal, 'code'> {
  readonly code: OperationCode;
  /** Several places at fault, each with its pointer. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

export function answered<Body>(body: Body, status: 200 | 201 = 200): Answer<Body> {
  return { ok: true, status, body };
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
