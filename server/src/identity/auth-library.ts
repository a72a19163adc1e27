// The only settings of the library that signs people in. docs/adr/0015-better-auth.md says why each stands here.

import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { genericOAuth, twoFactor } from 'better-auth/plugins';
import type { Queries } from '../store/database.ts';
import { authAdapter } from './auth-adapter.ts';
import { PASSWORD_CHARACTERS } from './password-rules.ts';

/** A provider that people may sign in with. */
export interface OidcSettings {
  /** Its address, whose `/.well-known/openid-configuration` describes it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the page calls it. */
  readonly name: string;
  /** Domains of e-mail addresses that need no invitation, in lower case. */
  readonly domains: readonly string[];
}

/** What the library is opened with. */
export interface LibraryParts {
  readonly queries: Queries;
  readonly secret: string;
  /** What people address it by, such as `https://credits.example.com`: cookies and redirects are for it alone. */
  readonly origin: string;
  readonly oidc: OidcSettings | null;
  /** Whether a provider may make an account for somebody: null when it may, else the reason. */
  readonly admissionFault: (email: string, isVerified: boolean) => Promise<string | null>;
  /** Whether a right code of the second factor is given for the first time; asked once for each time it is given. */
  readonly isFirstUse: (userId: string, code: string) => Promise<boolean>;
  readonly onFault: (message: string) => void;
}

export type AuthLibrary = ReturnType<typeof openAuthLibrary>;

/** How the provider is called in paths and rows. */
export const OIDC_PROVIDER = 'oidc';

/** Where the library takes codes of the app. */
const VERIFY_CODE = '/two-factor/verify-totp';

const DAY_SECONDS = 86_400;

/** Opens the library for one origin. */
export function openAuthLibrary(parts: LibraryParts) {
  const { queries, secret, origin, oidc, onFault } = parts;
  const isHttps = origin.startsWith('https:');
  return betterAuth({
    appName: 'Fuelgauge',
    baseURL: origin,
    basePath: '/auth',
    secret,
    database: authAdapter(queries),
    trustedOrigins: [origin],
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => onFault(message) },
    // Attempts are counted per address in the store, whatever the network looks like.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_CHARACTERS.least,
      maxPasswordLength: PASSWORD_CHARACTERS.most,
    },
    user: {
      additionalFields: {
        isOperator: { type: 'boolean', required: false, defaultValue: false, input: false },
      },
      validateUserInfo: async ({ user, source }) => {
        if (source.action !== 'create-user') return undefined;
        const fault = await parts.admissionFault(user.email ?? '', user.emailVerified === true);
        return fault === null ? undefined : { error: fault };
      },
    },
    session: {
      expiresIn: 7 * DAY_SECONDS,
      updateAge: DAY_SECONDS,
      freshAge: 0,
      cookieCache: { enabled: false },
    },
    databaseHooks: {
      session: {
        create: {
          before: async ({ userId }, call) => {
            if (call?.path === VERIFY_CODE) await useCode(parts, userId, call.body);
          },
        },
      },
    },
    account: {
      storeStateStrategy: 'database',
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, disableImplicitLinking: true, allowDifferentEmails: false },
    },
    verification: { storeIdentifier: 'hashed' },
    advanced: {
      // Host-only cookies of our own names; `Secure` wherever there is TLS to keep them for.
      useSecureCookies: false,
      cookiePrefix: isHttps ? '__Host-fuelgauge' : 'fuelgauge',
      defaultCookieAttributes: { secure: isHttps, sameSite: 'lax', httpOnly: true, path: '/' },
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { disableIpTracking: true },
    },
    plugins: [
      twoFactor({
        issuer: 'Fuelgauge',
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 900 },
      }),
      ...(oidc === null ? [] : [providerOf(oidc)]),
    ],
  });
}

/** A code of the app is right for a minute and more: it opens one session. */
async function useCode(
  { isFirstUse }: LibraryParts,
  userId: string,
  { code }: { readonly code: string },
): Promise<void> {
  if (await isFirstUse(userId, code)) return;
  throw new APIError('UNAUTHORIZED', {
    code: 'INVALID_CODE',
    message: 'The code was used before.',
  });
}

function providerOf({ issuer, clientId, clientSecret }: OidcSettings) {
  return genericOAuth({
    config: [
      {
        providerId: OIDC_PROVIDER,
        clientId,
        clientSecret,
        discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        requireIdTokenVerification: true,
        overrideUserInfo: false,
      },
    ],
  });
}
