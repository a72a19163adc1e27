import { z } from 'zod';
import { id, instantOut } from './scalars.ts';

/** Somebody who signs in. */
export const person = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    operator: z.boolean().describe('Whether they operate this server.'),
    second_factor: z.boolean().describe('Whether a code is asked for beside the password.'),
  })
  .meta({ id: 'Person' });

/** An address that letters can be sent to. */
export const emailAddress = z
  .string()
  .max(254)
  .regex(/^[^\s@<>,;:"\\\p{Cc}\p{Cf}]{1,64}@[^\s@<>,;:"\\\p{Cc}\p{Cf}]+$/u, {
    error: 'it must be an e-mail address',
  });

/** A password as it is typed; what one must be is refused as `password_weak`. */
export const password = z.string().min(1).max(1024);

/** The secret of a link. */
export const tokenParams = z.strictObject({
  token: id.describe('What stands behind `#` in the link.'),
});

/** The language of letters. */
export const language = z
  .enum(['en', 'de'])
  .optional()
  .describe('Of the letter; `en` when absent.');

/** A link to hand on. */
export const linkFields = {
  email: z.string(),
  url: z.string().nullable().describe('Null when it was sent to the mailbox alone.'),
  expires_at: instantOut,
};

/** Nothing further to say. */
export const done = z.strictObject({}).meta({ id: 'Done' });

/** Where the page goes on to. */
export const redirect = z.strictObject({ url: z.string() }).meta({ id: 'Redirect' });

/** A path of this server's pages: nothing that a browser takes for another site. */
export const returnTo = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/, { error: 'it must be a path of this server' })
  .optional()
  .describe('The path to come back to; `/` when absent.');
