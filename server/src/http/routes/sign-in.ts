import { z } from 'zod';
import {
  readPasswordReset,
  requestPasswordReset,
  resetPassword,
} from '../../identity/password-reset.ts';
import { beginProviderSignIn, endProviderSignIn } from '../../identity/provider-sign-in.ts';
import { readMethods } from '../../identity/read-methods.ts';
import { giveSecondFactor, signIn, signOut } from '../../identity/sign-in.ts';
import { browserOf, withPeople } from '../people-call.ts';
import { type Route, route } from '../route.ts';
import {
  done,
  emailAddress,
  language,
  password,
  person,
  redirect,
  returnTo,
  tokenParams,
} from '../wire/person-schema.ts';
import { instantOut } from '../wire/scalars.ts';

const signInState = z
  .strictObject({
    state: z.enum(['signed_in', 'second_factor_needed']),
    person: person.nullable().describe('Null until everything asked for was given.'),
  })
  .meta({ id: 'SignInState' });

const methods = z
  .strictObject({
    password: z.boolean(),
    provider: z
      .strictObject({ name: z.string() })
      .nullable()
      .describe('An OpenID Connect provider, by its name.'),
    mail: z.boolean().describe('Whether a forgotten password can be set by mail.'),
  })
  .meta({ id: 'SignInMethods' });

const passwordReset = z
  .strictObject({ email: z.string(), expires_at: instantOut })
  .meta({ id: 'PasswordReset' });

const shared = { tag: 'Sign-in', access: 'public', statuses: [200] } as const;

/** Signing in and out, and forgotten passwords. */
export const signInRoutes: readonly Route[] = [
  route({
    ...shared,
    operationId: 'readSignInMethods',
    method: 'GET',
    path: '/auth/methods',
    summary: 'Tell how people sign in here',
    response: methods,
    refusals: [],
    handle: async ({ people }) => readMethods(people),
  }),
  route({
    ...shared,
    operationId: 'signIn',
    method: 'POST',
    path: '/auth/sign-in',
    summary: 'Sign in with e-mail address and password',
    description:
      'Whatever is wrong is refused alike. The session is a cookie; after ten wrong passwords within 15 minutes an address waits.',
    body: z
      .strictObject({
        email: z.string().min(1).max(254),
        password,
        remember: z
          .boolean()
          .optional()
          .describe('Whether the session outlives the browser; true when absent.'),
      })
      .meta({ id: 'SignInBody' }),
    response: signInState,
    refusals: ['attempts_exhausted', 'sign_in_failed', 'sign_in_off'],
    handle: (on, call) =>
      withPeople(on, call, (people, browser) => signIn(people, browser, call.body)),
  }),
  route({
    ...shared,
    operationId: 'giveSecondFactor',
    method: 'POST',
    path: '/auth/second-factor',
    summary: 'Give the code that signing in still asks for',
    body: z
      .strictObject({
        code: z.string().max(16).optional().describe('Of the authenticator app.'),
        backup_code: z.string().max(64).optional().describe('One of the backup codes instead.'),
      })
      .refine(({ code, backup_code }) => (code === undefined) !== (backup_code === undefined), {
        error: 'it must have either code or backup_code',
      })
      .meta({ id: 'SecondFactorBody' }),
    response: signInState,
    refusals: ['attempts_exhausted', 'second_factor_failed', 'sign_in_failed', 'sign_in_off'],
    handle: (on, call) =>
      withPeople(on, call, (people, browser) => giveSecondFactor(people, browser, call.body)),
  }),
  route({
    ...shared,
    operationId: 'signOut',
    method: 'POST',
    path: '/auth/sign-out',
    summary: 'End the session of this browser',
    response: done,
    refusals: ['sign_in_off'],
    handle: (on, call) => withPeople(on, call, signOut),
  }),
  route({
    ...shared,
    operationId: 'requestPasswordReset',
    method: 'POST',
    path: '/auth/password-resets',
    summary: 'Have a link for another password sent',
    description: 'The answer is the same whether anybody has the address.',
    body: z.strictObject({ email: emailAddress, language }).meta({ id: 'PasswordResetBody' }),
    response: done,
    refusals: ['sign_in_off'],
    handle: (on, call) =>
      withPeople(on, call, (people, browser) => requestPasswordReset(people, browser, call.body)),
  }),
  route({
    ...shared,
    operationId: 'readPasswordReset',
    method: 'GET',
    path: '/auth/password-resets/{token}',
    summary: 'Tell whose password a link sets',
    params: tokenParams,
    response: passwordReset,
    refusals: ['link_unknown', 'sign_in_off'],
    handle: (on, call) =>
      withPeople(on, call, (people) => readPasswordReset(people, call.params.token)),
  }),
  route({
    ...shared,
    operationId: 'resetPassword',
    method: 'POST',
    path: '/auth/password-resets/{token}',
    summary: 'Set another password and end every session',
    params: tokenParams,
    body: z.strictObject({ password }).meta({ id: 'NewPasswordBody' }),
    response: done,
    refusals: ['link_unknown', 'password_weak', 'sign_in_off'],
    handle: (on, call) =>
      withPeople(on, call, (people) => resetPassword(people, { ...call.params, ...call.body })),
  }),
  route({
    ...shared,
    operationId: 'beginProviderSignIn',
    method: 'POST',
    path: '/auth/provider',
    summary: 'Begin to sign in with the OpenID Connect provider',
    description:
      'The page goes to `url`. Whoever cannot be signed in comes back to `/sign-in?error=…`: `cancelled`, `not_invited`, `not_linked`, `email_not_verified` or `failed`.',
    body: z.strictObject({ return_to: returnTo }).meta({ id: 'ProviderBody' }),
    isBodyOptional: true,
    response: redirect,
    refusals: ['provider_unavailable', 'sign_in_off'],
    handle: (on, call) =>
      withPeople(on, call, (people, browser) => beginProviderSignIn(people, browser, call.body)),
  }),
  route({
    ...shared,
    statuses: [303],
    operationId: 'endProviderSignIn',
    method: 'GET',
    path: '/auth/callback/oidc',
    summary: 'Take in whoever comes back from the provider',
    description: 'The redirect URI to register at the provider. It answers 303 to a page.',
    responseType: 'text/html',
    response: z.string(),
    refusals: [],
    async handle({ people }, { request }) {
      const { searchParams } = new URL(request.url);
      const { location, cookies } = people
        ? await endProviderSignIn(people, browserOf(request), searchParams)
        : { location: '/', cookies: [] };
      const headers = new Headers({
        location,
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
      });
      for (const cookie of cookies) headers.append('set-cookie', cookie);
      return new Response(null, { status: 303, headers });
    },
  }),
];
