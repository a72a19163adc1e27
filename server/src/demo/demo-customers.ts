import type { Instant } from '@fuelgauge/core';
import { agentsCustomer } from './agents-customer.ts';
import { creditsWorkspace, ownModelWorkspace } from './ai-workspace-customers.ts';
import type { DemoCustomer } from './demo-customer.ts';
import type { DemoFiles } from './demo-files.ts';
import { hostingCustomer } from './hosting-customer.ts';
import { prospectingCustomer } from './prospecting-customer.ts';
import { visionCustomer } from './vision-customer.ts';

/**
 * The customers of the demo, one for each catalog and a second of `ai-workspace` that brings its own models. Depends
 * on the data and, through each customer's time zone, on the day of `now`; every event is before that day.
 */
export function demoCustomers(now: Instant, source: DemoFiles): DemoCustomer[] {
  return [
    hostingCustomer(now, source),
    prospectingCustomer(now, source),
    agentsCustomer(now, source),
    creditsWorkspace(now, source),
    ownModelWorkspace(now, source),
    visionCustomer(now, source),
  ];
}
