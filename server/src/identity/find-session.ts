import { refused } from '../operations/answer.ts';
import type { Browser, People } from './people.ts';
import type { LibraryUser } from './person-json.ts';

/** Whoever is signed in. */
export interface SessionPerson {
  readonly userId: string;
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  readonly isOperator: boolean;
}

/** The session that a browser's cookie names, with whose it is. */
export interface FoundSession {
  readonly user: LibraryUser;
  readonly session: { readonly id: string; readonly token: string; readonly expiresAt: string };
  /** Cookies that prolong it. */
  readonly cookies: readonly string[];
}

/**
 * Who is signed in with this browser, now: a session that ended, anywhere, is none. Undefined for nobody. It prolongs
 * nothing, so that a page that only polls does not keep a session alive.
 */
export async function findSession(
  people: People,
  browser: Browser,
): Promise<SessionPerson | undefined> {
  const found = await findLibrarySession(people, browser, { isProlonged: false });
  if (!found) return undefined;
  const { id, email, name, isOperator } = found.user;
  return { userId: id, email, name, isOperator: isOperator === true };
}

/** The session with what only signing in itself needs of it; `isProlonged` counts as its use. */
export async function findLibrarySession(
  people: People,
  browser: Browser,
  { isProlonged }: { isProlonged: boolean },
): Promise<FoundSession | undefined> {
  if (browser.cookie?.includes('fuelgauge.session_token=') !== true) return undefined;
  const answer = await people.ask(browser, (library, headers) =>
    library.api.getSession({
      headers,
      query: isProlonged ? {} : { disableRefresh: true },
      asResponse: true,
    }),
  );
  const body = answer.body as Omit<FoundSession, 'cookies'> | null;
  return body === null || answer.status !== 200 ? undefined : { ...body, cookies: answer.cookies };
}

/** The refusal of what only somebody who is signed in may do. */
export function signedOut(): ReturnType<typeof refused> {
  return refused('signed_out', 'Nobody is signed in here, or not any more. Sign in first.');
}
