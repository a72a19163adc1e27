/** What the vectors are checked with: a few lines of their own, which share nothing with core. */
export const CREDIT = 10n ** 9n;

const UNIT = 10n ** 12n;

/** Whole units of 1e-12 of a decimal. */
export function quantityOf(decimal: string): bigint {
  return scaled(decimal, 12);
}

/** Nano-credits of a decimal. */
export function creditsOf(decimal: string): bigint {
  return scaled(decimal, 9);
}

/** What a quantity costs at so many credits `per` so much, in nano-credits, rounded half-even. */
export function costOf(quantity: bigint, credits: string, per = '1'): bigint {
  const over = quantity * scaled(credits, 12) * CREDIT;
  const under = scaled(per, 12) * UNIT;
  const [whole, rest] = [over / under, over % under];
  const isUp = rest * 2n > under || (rest * 2n === under && whole % 2n === 1n);
  return isUp ? whole + 1n : whole;
}

/** Nano-credits as the wire writes them. */
export function textOf(nano: bigint): string {
  const digits = (nano < 0n ? -nano : nano).toString().padStart(10, '0');
  const decimals = digits.slice(-9).replace(/0+$/, '');
  const whole = digits.slice(0, -9);
  return `${nano < 0n ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`;
}

export function sumOf(amounts: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
}

/** `a` less `b`, and nothing when that is less than nothing. */
export function leftOf(a: bigint, b: bigint): bigint {
  return a > b ? a - b : 0n;
}

function scaled(decimal: string, places: number): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  const [, sign, whole = '', decimals = ''] = match ?? [];
  if (!match || decimals.length > places) throw new Error(`"${decimal}" is no such decimal`);
  const amount = BigInt(whole + decimals.padEnd(places, '0'));
  return sign === '-' ? -amount : amount;
}
