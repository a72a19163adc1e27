import { hash, randomInt } from 'node:crypto';
import { BASE62, checkCharacters } from './authenticate-key.ts';

/**
 * A secret that names its customer, so that it alone finds its row: the prefix, the customer's number, 30 random characters
 * and 6 check characters.
 */
export function newCustomerSecret(prefix: 'fp' | 'fi', customerId: bigint): string {
  const random = Array.from({ length: 30 }, () => BASE62[randomInt(62)]).join('');
  const unchecked = `${prefix}_${customerId.toString(36)}_${random}`;
  return `${unchecked}${checkCharacters(unchecked)}`;
}

/** The number of the customer a secret names; undefined for what is none of ours, without asking the database. */
export function customerOfSecret(prefix: 'fp' | 'fi', secret: string): bigint | undefined {
  const [, own, number = '', check] =
    /^(f[pi])_([0-9a-z]{1,12})_[0-9A-Za-z]{30}([0-9A-Za-z]{6})$/.exec(secret) ?? [];
  if (own !== prefix || check === undefined) return undefined;
  if (check !== checkCharacters(secret.slice(0, -check.length))) return undefined;
  return BigInt(Number.parseInt(number, 36));
}

/** What is stored of a secret: SHA-256, in hex. */
export function secretHash(secret: string): string {
  return hash('sha256', secret, 'hex');
}
