import { credits } from '@fuelgauge/core';
import type { Balance } from '@fuelgauge/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balanceTerm, TERMS } from './explained.ts';

test('the terms shown of a figure of the balance come to that figure', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 6n });
  const terms = fc.record({
    opening: amount,
    granted: amount,
    expired: amount,
    voided: amount,
    used: amount,
    overdrawn: amount,
    overage: amount,
    unlimited: amount,
    held: amount,
  });
  fc.assert(
    fc.property(terms, (each) => {
      const total = each.opening + each.granted - each.expired - each.voided;
      const remaining = total - each.used + each.overdrawn + each.overage + each.unlimited;
      const left = remaining - each.held - each.overdrawn;
      const all = { ...each, total, remaining, available: left };
      const balance = Object.fromEntries(
        Object.entries(all).map(([name, value]) => [name, `${value}`]),
      ) as unknown as Balance;
      for (const figure of ['left', 'remaining', 'total'] as const) {
        const parts = (TERMS[figure] ?? []).map((term) => ({
          term,
          value: credits(balanceTerm(balance, term) ?? '0'),
        }));
        const isTaken = (term: string) =>
          figure === 'left' ? term !== 'remaining' : ['used', 'expired', 'voided'].includes(term);
        const sum = parts.reduce(
          (whole, { term, value }) => whole + (isTaken(term) ? -value : value),
          0n,
        );
        expect(sum).toBe(credits(balanceTerm(balance, figure) ?? '0'));
      }
    }),
  );
});
