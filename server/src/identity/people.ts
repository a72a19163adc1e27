import { type Instant, instant } from '@fuelgauge/core';
import type { Mail } from '../mail/mail.ts';
import type { Context } from '../operations/context.ts';
import { hasOpenInvitation } from '../store/one-time-links.ts';
import { surfacingFaults } from './auth-adapter.ts';
import {
  type AuthLibrary,
  OIDC_PROVIDER,
  type OidcSettings,
  openAuthLibrary,
} from './auth-library.ts';
import { isFirstUse } from './is-first-use.ts';
import type { MemberInvitations } from './member-invitations.ts';

/** Who signs in here, and how. */
export interface People {
  readonly context: Context;
  /** Undefined when no letters can be sent: links are shown for copying. */
  readonly mail: Mail | undefined;
  readonly oidc: OidcSettings | null;
  /** Invitations of customers; undefined where there are none. */
  readonly invitations: MemberInvitations | undefined;
  /** Asks the library in the name of a browser. */
  ask(browser: Browser, call: LibraryCall): Promise<LibraryAnswer>;
  /** The same where the provider has a part in it; undefined when the provider does not say how, or not in time. */
  askWithProvider(browser: Browser, call: LibraryCall): Promise<LibraryAnswer | undefined>;
  /** Notes what failed behind an answer that was already given. */
  readonly onFault: (message: string) => void;
}

/** The other side of a request, as far as signing in goes. */
export interface Browser {
  /** What it addressed this server by. */
  readonly origin: string;
  readonly cookie: string | null;
  readonly userAgent: string | null;
}

/** A call of the library's. */
export type LibraryCall = (library: AuthLibrary, headers: Headers) => Promise<Response>;

/** What the library answers. */
export interface LibraryAnswer {
  readonly status: number;
  /** Its code of a refusal, such as `INVALID_PASSWORD`; null for none. */
  readonly code: string | null;
  readonly body: unknown;
  /** Cookies to be set, each as a header. */
  readonly cookies: readonly string[];
  readonly location: string | null;
}

/** What people are opened with. */
export interface PeopleParts {
  readonly context: Context;
  readonly secret: string;
  readonly mail: Mail | undefined;
  readonly oidc: OidcSettings | null;
  readonly invitations?: MemberInvitations;
  /** How long the provider may take for its part; ten seconds when absent. */
  readonly providerTimeoutMs?: number;
  readonly onFault: (message: string) => void;
}

/** How many origins are kept open at a time: names of this machine come with any port. */
const OPEN_ORIGINS = 16;

/** Opens what people sign in by. Nothing is asked of a provider before somebody wants to sign in there. */
export function openPeople(parts: PeopleParts): People {
  const { context, secret, mail, oidc, invitations, onFault } = parts;
  const { providerTimeoutMs = PROVIDER_TIMEOUT_MS } = parts;
  const shared = {
    queries: context.database,
    secret,
    onFault,
    isFirstUse: (userId: string, code: string) =>
      isFirstUse(context.database, { userId, code, at: nowOf(context) }),
    admissionFault: (email: string, isVerified: boolean) =>
      admissionFault(parts, email, isVerified),
  };
  const open = keeping((origin) => openAuthLibrary({ ...shared, origin, oidc: null }));
  const withProvider = keeping((origin) => openAuthLibrary({ ...shared, origin, oidc }));
  const ask = (library: AuthLibrary, browser: Browser, call: LibraryCall) =>
    surfacingFaults(async () => answerOf(await call(library, headersOf(browser))));
  return {
    context,
    mail,
    oidc,
    invitations,
    onFault,
    ask: (browser, call) => ask(open.of(browser.origin), browser, call),
    async askWithProvider(browser, call) {
      const library = withProvider.of(browser.origin);
      const asking = async (): Promise<LibraryAnswer | undefined> => {
        const { socialProviders } = await library.$context;
        return socialProviders.some(({ id }) => id === OIDC_PROVIDER)
          ? ask(library, browser, call)
          : undefined;
      };
      const answer = await inTime(asking(), providerTimeoutMs);
      // It could not be asked just now; the next time it is asked again.
      if (answer === undefined) withProvider.forget(browser.origin);
      return answer;
    },
  };
}

const PROVIDER_TIMEOUT_MS = 10_000;

/** What comes within that time; undefined when it does not. What comes later is nobody's any more. */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** One library for each origin, the last few. */
function keeping(open: (origin: string) => AuthLibrary) {
  const kept = new Map<string, AuthLibrary>();
  return {
    of(origin: string): AuthLibrary {
      const library = kept.get(origin) ?? open(origin);
      if (kept.size >= OPEN_ORIGINS) kept.clear();
      kept.set(origin, library);
      return library;
    },
    forget: (origin: string) => kept.delete(origin),
  };
}

/** The present, as operations see it. */
export function nowOf({ clock }: Pick<Context, 'clock'>): Instant {
  return clock?.() ?? instant(Date.now() * 1000);
}

/** An address as it is kept and compared. */
export function emailOf(text: string): string {
  return text.trim().toLowerCase();
}

/** An account is made by an invitation, or for an address of a domain that needs none. */
async function admissionFault(
  { context, oidc }: Pick<PeopleParts, 'context' | 'oidc'>,
  email: string,
  isVerified: boolean,
): Promise<string | null> {
  if (!isVerified) return 'email_not_verified';
  const address = emailOf(email);
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (oidc?.domains.includes(domain)) return null;
  const isInvited = await hasOpenInvitation(context.database, address, nowOf(context));
  return isInvited ? null : 'not_invited';
}

function headersOf({ cookie, userAgent, origin }: Browser): Headers {
  const headers = new Headers({ origin });
  if (cookie !== null) headers.set('cookie', cookie);
  if (userAgent !== null) headers.set('user-agent', userAgent.slice(0, 300));
  return headers;
}

async function answerOf(response: Response): Promise<LibraryAnswer> {
  const text = await response.text();
  const body = text === '' ? null : JSON.parse(text);
  return {
    status: response.status,
    code: response.ok ? null : ((body as { code?: string } | null)?.code ?? null),
    body,
    cookies: response.headers.getSetCookie(),
    location: response.headers.get('location'),
  };
}
