/** Writes an amount counted in parts of ten to the power of -`places` as the exact decimal, without trailing zeros. */
export function formatDecimal(amount: bigint, places: number): string {
  // On digits rather than by division: this runs several times for every event, and bigints are slow to divide.
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(places + 1, '0');
  const point = digits.length - places;
  let end = digits.length;
  while (end > point && digits.charCodeAt(end - 1) === ZERO) end -= 1;
  const whole = sign + digits.slice(0, point);
  return end === point ? whole : `${whole}.${digits.slice(point, end)}`;
}

const ZERO = 0x30;
