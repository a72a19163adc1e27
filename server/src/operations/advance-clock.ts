import { formatInstant, operate, valueAt } from '@fuelgauge/core';
import { type Answer, answered, refused } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { instantField, isRefused } from './read-input.ts';
import { type IdempotencyKey, withBook } from './with-book.ts';

export interface AdvanceClock {
  readonly customer: string;
  readonly body: { readonly advance_to: string };
  readonly idempotency?: IdempotencyKey | undefined;
}

export interface ClockJson {
  readonly customer: string;
  readonly clock_at: string;
}

/** Moves a test customer's clock forward; every boundary in between is booked. */
export async function advanceClock(
  context: Context,
  caller: Caller,
  { customer: key, body, idempotency }: AdvanceClock,
): Promise<Answer<ClockJson>> {
  const ref = await findCustomerFor(context, caller, key);
  if (!ref) return customerUnknown(key);
  if (!ref.isTest)
    return refused(
      'not_a_test_customer',
      'Only test customers have a clock of their own. Create one with "test": true.',
    );
  return withBook<ClockJson>(
    context,
    { ...ref, kind: 'advance', idempotency },
    async ({ open, asOf }) => {
      const { book, customer } = open;
      const zone = valueAt(book.terms.zones, book.ledger.head.at);
      const to = instantField('advance_to', body.advance_to, zone);
      if (isRefused(to)) return { answer: to };
      const before = customer.clockAt ?? asOf;
      if (to < before || to < book.ledger.head.at) {
        return {
          answer: refused(
            'time_invalid',
            `advance_to must not lie before the clock, which shows ${formatInstant(before, zone)}.`,
            '/advance_to',
          ),
        };
      }
      operate.advance(book, to);
      open.customer = { ...customer, clockAt: to };
      book.changed.terms = true;
      const json = { customer: key, clock_at: formatInstant(to, zone) };
      const audit = [
        {
          actor: caller.actor,
          act: 'clock.advance',
          subject: `customer/${key}`,
          before: { clock_at: formatInstant(before, zone) },
          after: json,
          reason: null,
        },
      ];
      return { answer: answered(json), audit, asOf: to };
    },
  );
}
