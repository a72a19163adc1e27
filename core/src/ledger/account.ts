/**
 * `issued` is where grants come from and voided ones return to; `used` is what was charged. Charges beyond the grants come
 * from `overdraft` (unbilled), `overage` (billed) or `unlimited` (a plan without an end). A reset moves overdraft to
 * `written_off`.
 */
export type Account =
  | 'issued'
  | 'used'
  | 'expired'
  | 'overdraft'
  | 'overage'
  | 'unlimited'
  | 'written_off'
  | `grant/${number}`;

/** The id of the grant whose account it is; undefined for the others. */
export function grantIdOf(account: Account): number | undefined {
  return account.startsWith('grant/') ? Number(account.slice('grant/'.length)) : undefined;
}
