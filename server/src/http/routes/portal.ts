import { z } from 'zod';
import { createPortalSession, MOST_SECONDS } from '../../operations/create-portal-session.ts';
import { FONTS } from '../../operations/look.ts';
import { visitCustomer } from '../../operations/visit-customer.ts';
import { originOf } from '../request-guards.ts';
import { callerOf, type Route, route } from '../route.ts';
import { customerParams, id, instantOut, reason, text } from '../wire/scalars.ts';

const portalSession = z
  .strictObject({
    token: z.string().describe('Sent as `Authorization: Bearer`. It is shown this once.'),
    url: z.string().describe('The page, with the token behind `#`.'),
    expires_at: instantOut,
  })
  .meta({ id: 'PortalSession' });

const colour = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, { error: 'it must be a colour such as "#3d4cd0"' });

const LOGO_CHARACTERS = 65_536;

const portalBody = z
  .strictObject({
    customer: id,
    member: z
      .union([
        id,
        z.strictObject({
          id,
          name: text.nullable().optional(),
          email: z.string().max(320).nullable().optional(),
          groups: z
            .array(id)
            .min(1)
            .max(100)
            .optional()
            .describe('The groups they belong to; the directory keeps the first.'),
        }),
      ])
      .describe('Made on first use; what is given of them replaces what the directory says.'),
    roles: z.array(id).min(1).max(20).describe("Roles of the customer's catalog."),
    scope: id.nullable().optional().describe('Shows only usage within it; all when absent.'),
    groups: z
      .array(id)
      .min(1)
      .max(100)
      .nullable()
      .optional()
      .describe('Shows only usage of these groups; of all when absent.'),
    expires_in: z
      .int()
      .min(1)
      .max(MOST_SECONDS)
      .optional()
      .describe(`Seconds; ${MOST_SECONDS} when absent.`),
    write: z
      .boolean()
      .optional()
      .describe('Lets it change what the roles permit; it only reads when absent.'),
    chrome: z
      .enum(['full', 'none'])
      .optional()
      .describe('`none` leaves out header and navigation.'),
    accent: z
      .union([colour, z.strictObject({ light: colour, dark: colour })])
      .nullable()
      .optional()
      .describe('Text on it must have a contrast of 4.5 in both themes.'),
    logo: z
      .string()
      .max(LOGO_CHARACTERS)
      .regex(/^data:image\/(png|webp|jpeg|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}$/, {
        error: 'it must be an image as a data address, base64',
      })
      .nullable()
      .optional(),
    font: z.enum(FONTS).nullable().optional(),
  })
  .meta({ id: 'PortalSessionBody' });

const visitBody = z
  .strictObject({
    reason,
    as: z
      .union([z.strictObject({ role: id }), z.strictObject({ member: id })])
      .optional()
      .describe('Somebody with a role, or a member as they are; the whole customer when absent.'),
  })
  .meta({ id: 'VisitBody' });

/** Short-lived tokens that show a customer's page. */
export const portalRoutes: readonly Route[] = [
  route({
    operationId: 'createPortalSession',
    method: 'POST',
    path: '/v1/portal-sessions',
    tag: 'Access',
    summary: "Make a token that shows a customer's page to one of its members",
    description:
      "For the operator's own product, which makes another before it ends. It ends by itself, and at once with the member.",
    access: 'portal:write',
    body: portalBody,
    response: portalSession,
    statuses: [201],
    refusals: [
      'contrast_too_low',
      'customer_unknown',
      'directory_full',
      'member_suspended',
      'role_unknown',
    ],
    handle: ({ context }, call) =>
      createPortalSession(context, callerOf(call), {
        body: call.body,
        origin: originOf(call.request),
      }),
  }),
  route({
    operationId: 'visitCustomer',
    method: 'POST',
    path: '/v1/customers/{customer}/visits',
    tag: 'Access',
    summary: "Open a customer's page as the customer sees it",
    description: "Reads only. Who, when and why stand in the customer's audit.",
    access: 'usage:read',
    params: customerParams,
    body: visitBody,
    response: portalSession,
    statuses: [201],
    refusals: ['customer_unknown', 'not_found', 'role_unknown'],
    handle: ({ context }, call) =>
      visitCustomer(context, callerOf(call), {
        ...call.params,
        body: call.body,
        origin: originOf(call.request),
      }),
  }),
];
