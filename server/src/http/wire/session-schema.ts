import { PERMISSIONS } from '@fuelgauge/core';
import { z } from 'zod';
import { FONTS } from '../../operations/look.ts';
import { instantOut } from './scalars.ts';

/** Who somebody is. */
export const person = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
});

/** What stands between a person and something, and what would open it. */
export const gate = z
  .strictObject({
    missing: z.enum(['plan', 'role']),
    any: z.array(z.string()).describe('The plans, or the roles, that would open it.'),
  })
  .meta({ id: 'Gate' });

/** What the page looks like inside another product. */
export const look = z
  .strictObject({
    chrome: z.enum(['full', 'none']),
    accent: z.strictObject({ light: z.string(), dark: z.string() }).nullable(),
    logo: z.string().nullable().describe('An image as a data address.'),
    font: z.enum(FONTS).nullable(),
  })
  .meta({ id: 'Look' });

const membership = z
  .strictObject({
    customer: z.string(),
    name: z.string(),
    catalog: z.string(),
    roles: z.array(z.string()),
    permissions: z
      .array(z.enum(PERMISSIONS))
      .describe('What the roles permit, implied ones included.'),
    member: z.string().nullable().describe("The person's id in the directory of members."),
    scope: z.string().nullable().describe('Only usage within this scope is shown; null: all.'),
    groups: z
      .array(z.string())
      .nullable()
      .describe('Only usage of these groups is shown; null: all.'),
    gate: gate
      .nullable()
      .describe('What keeps the usage of the customer as a whole from being shown; null: nothing.'),
  })
  .meta({ id: 'SessionCustomer' });

/** Somebody of the demo whom one may be. */
const persona = z
  .strictObject({
    id: z.string(),
    part: z.enum(['admin', 'manager', 'member', 'operator']),
    name: z.string(),
    customer: z.string().nullable(),
  })
  .meta({ id: 'Persona' });

/** Who calls, and what they may see and do. */
export const session = z
  .strictObject({
    demo: z.boolean().describe('Whether the page reads without a key.'),
    authenticated: z.boolean(),
    actor: z.string().optional().describe('Who calls, as the audit names it.'),
    kind: z
      .enum(['operator', 'member', 'portal', 'key'])
      .nullable()
      .describe('Null for nobody. A key and an operator see every customer they may list.'),
    person: person.nullable(),
    customers: z
      .array(membership)
      .describe('The customers of a person; empty for keys and operators.'),
    read_only: z.boolean().describe('Whether nothing may be changed, whatever is permitted.'),
    visit: z
      .strictObject({ visitor: z.string(), reason: z.string() })
      .nullable()
      .describe("Of an operator who looks at a customer's view."),
    look: look.nullable(),
    expires_at: instantOut.nullable().describe('When the token ends.'),
    persona: z.string().nullable().describe('Demo mode: whom one is.'),
    personas: z.array(persona).describe('Demo mode: whom one may be.'),
  })
  .meta({ id: 'Session' });
