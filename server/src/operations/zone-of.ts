import { type Instant, type Terms, valueAt } from '@fuelgauge/core';

/** The customer's billing time zone at a moment. */
export function zoneOf(terms: Terms, at: Instant): string {
  return valueAt(terms.zones, at);
}
