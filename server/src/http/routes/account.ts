import { z } from 'zod';
import {
  changePassword,
  endSession,
  endSessions,
  listSessions,
  readAccount,
} from '../../identity/account.ts';
import { beginProviderLink } from '../../identity/provider-sign-in.ts';
import {
  confirmSecondFactor,
  removeSecondFactor,
  renewBackupCodes,
  setUpSecondFactor,
} from '../../identity/second-factor.ts';
import { withPeople } from '../people-call.ts';
import { type Route, route } from '../route.ts';
import { done, password, person, redirect, returnTo } from '../wire/person-schema.ts';
import { id, instantOut } from '../wire/scalars.ts';

const account = z
  .strictObject({
    person,
    session: z.strictObject({ id: z.string(), expires_at: instantOut }),
    password: z.boolean().describe('Whether they sign in with a password.'),
    provider: z.boolean().describe('Whether they sign in with the provider.'),
  })
  .meta({ id: 'Account' });

const session = z
  .strictObject({
    id: z.string(),
    current: z.boolean().describe('Whether it is the one that asks.'),
    user_agent: z.string().nullable().describe('As the browser calls itself.'),
    created_at: instantOut,
    used_at: instantOut.describe('To the day.'),
    expires_at: instantOut,
  })
  .meta({ id: 'BrowserSession' });

const backup_codes = z
  .array(z.string())
  .describe('Each works once instead of a code. They are shown this once.');

const secondFactor = z
  .strictObject({
    uri: z.string().describe('For a QR code.'),
    secret: z.string().describe('The same for typing.'),
    backup_codes,
  })
  .meta({ id: 'SecondFactor' });

const backupCodes = z.strictObject({ backup_codes }).meta({ id: 'BackupCodes' });

const sessions = z.strictObject({ data: z.array(session) }).meta({ id: 'BrowserSessions' });

const passwordBody = z.strictObject({ password }).meta({ id: 'ConfirmedBody' });

const shared = { tag: 'Account', access: 'public', statuses: [200] } as const;

const ofPassword = ['attempts_exhausted', 'password_wrong', 'sign_in_off', 'signed_out'] as const;

/** What people do about their own account, with the cookie of their session. */
export const accountRoutes: readonly Route[] = [
  route({
    ...shared,
    operationId: 'readAccount',
    method: 'GET',
    path: '/auth/account',
    summary: 'Tell who is signed in',
    response: account,
    refusals: ['sign_in_off', 'signed_out'],
    handle: (on, call) => withPeople(on, call, readAccount),
  }),
  route({
    ...shared,
    operationId: 'changePassword',
    method: 'POST',
    path: '/auth/account/password',
    summary: 'Change the password and end every other session',
    body: z
      .strictObject({ current_password: password, password })
      .meta({ id: 'ChangePasswordBody' }),
    response: done,
    refusals: [...ofPassword, 'password_weak'],
    handle: (on, call) =>
      withPeople(on, call, (people, browser) => changePassword(people, browser, call.body)),
  }),
  route({
    ...shared,
    operationId: 'linkProvider',
    method: 'POST',
    path: '/auth/account/provider',
    summary: 'Begin to let the provider sign this account in too',
    description: 'The page goes to `url`. The provider must name the same e-mail address.',
    body: z.strictObject({ return_to: returnTo }).meta({ id: 'ProviderBody' }),
    isBodyOptional: true,
    response: redirect,
    refusals: ['provider_unavailable', 'sign_in_off', 'signed_out'],
    handle: (on, call) =>
      withPeople(on, call, (people, browser) => beginProviderLink(people, browser, call.body)),
  }),
  route({
    ...shared,
    operationId: 'listSessions',
    method: 'GET',
    path: '/auth/sessions',
    summary: 'List the browsers that are signed in with this account',
    response: sessions,
    refusals: ['sign_in_off', 'signed_out'],
    handle: (on, call) => withPeople(on, call, listSessions),
  }),
  route({
    ...shared,
    operationId: 'endSession',
    method: 'DELETE',
    path: '/auth/sessions/{id}',
    summary: 'Sign one browser out',
    params: z.strictObject({ id }),
    response: done,
    refusals: ['session_unknown', 'sign_in_off', 'signed_out'],
    handle: (on, call) =>
      withPeople(on, call, (people, browser) => endSession(people, browser, call.params.id)),
  }),
  route({
    ...shared,
    operationId: 'endSessions',
    method: 'POST',
    path: '/auth/sessions/end',
    summary: 'Sign out everywhere',
    body: z
      .strictObject({
        keep_current: z.boolean().optional().describe('Whether this browser stays signed in.'),
      })
      .meta({ id: 'EndSessionsBody' }),
    isBodyOptional: true,
    response: done,
    refusals: ['sign_in_off', 'signed_out'],
    handle: (on, call) =>
      withPeople(on, call, (people, browser) =>
        endSessions(people, browser, { keepsThis: call.body.keep_current === true }),
      ),
  }),
  route({
    ...shared,
    operationId: 'setUpSecondFactor',
    method: 'POST',
    path: '/auth/account/second-factor',
    summary: 'Make a secret for an authenticator app',
    description: 'Nothing is asked for before a code of the app has confirmed it.',
    body: passwordBody,
    response: secondFactor,
    refusals: [...ofPassword, 'second_factor_conflict'],
    handle: (on, call) =>
      withPeople(on, call, (people, browser) => setUpSecondFactor(people, browser, call.body)),
  }),
  route({
    ...shared,
    operationId: 'confirmSecondFactor',
    method: 'POST',
    path: '/auth/account/second-factor/confirm',
    summary: 'Ask for codes from now on',
    body: z.strictObject({ code: z.string().max(16) }).meta({ id: 'CodeBody' }),
    response: done,
    refusals: ['second_factor_conflict', 'second_factor_failed', 'sign_in_off', 'signed_out'],
    handle: (on, call) =>
      withPeople(on, call, (people, browser) => confirmSecondFactor(people, browser, call.body)),
  }),
  route({
    ...shared,
    operationId: 'removeSecondFactor',
    method: 'POST',
    path: '/auth/account/second-factor/remove',
    summary: 'Ask for codes no longer',
    body: passwordBody,
    response: done,
    refusals: [...ofPassword, 'second_factor_conflict'],
    handle: (on, call) =>
      withPeople(on, call, (people, browser) => removeSecondFactor(people, browser, call.body)),
  }),
  route({
    ...shared,
    operationId: 'renewBackupCodes',
    method: 'POST',
    path: '/auth/account/second-factor/backup-codes',
    summary: 'Make other backup codes',
    body: passwordBody,
    response: backupCodes,
    refusals: [...ofPassword, 'second_factor_conflict'],
    handle: (on, call) =>
      withPeople(on, call, (people, browser) => renewBackupCodes(people, browser, call.body)),
  }),
];
