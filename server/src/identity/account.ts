import { type Answer, answered, refused } from '../operations/answer.ts';
import { withdrawLinks } from '../store/one-time-links.ts';
import { listProviders } from '../store/people.ts';
import { OIDC_PROVIDER } from './auth-library.ts';
import { type FoundSession, findLibrarySession, signedOut } from './find-session.ts';
import { passwordFault } from './password-rules.ts';
import type { Browser, People } from './people.ts';
import { libraryPersonJson, type PersonJson } from './person-json.ts';
import { withPassword } from './with-password.ts';

/** Whoever is signed in, and how they may be. */
export interface AccountJson {
  readonly person: PersonJson;
  readonly session: { readonly id: string; readonly expires_at: string };
  readonly password: boolean;
  /** Whether the provider's account is theirs too. */
  readonly provider: boolean;
}

/** A browser that is signed in. */
export interface SessionJson {
  readonly id: string;
  readonly current: boolean;
  /** As the browser calls itself. */
  readonly user_agent: string | null;
  readonly created_at: string;
  readonly used_at: string;
  readonly expires_at: string;
}

export interface PasswordChange {
  readonly current_password: string;
  readonly password: string;
}

/** Who is signed in; prolongs the session once a day. */
export async function readAccount(people: People, browser: Browser): Promise<Answer<AccountJson>> {
  const found = await findLibrarySession(people, browser, { isProlonged: true });
  if (!found) return signedOut();
  const { user, session, cookies } = found;
  const providers = await listProviders(people.context.database, user.id);
  const account = {
    person: libraryPersonJson(user),
    session: { id: session.id, expires_at: session.expiresAt },
    password: providers.includes('credential'),
    provider: providers.includes(OIDC_PROVIDER),
  };
  return answered(account, 200, cookies);
}

/** Every browser the person is signed in with, the last used first. */
export async function listSessions(
  people: People,
  browser: Browser,
): Promise<Answer<{ data: readonly SessionJson[] }>> {
  const found = await findLibrarySession(people, browser, { isProlonged: false });
  if (!found) return signedOut();
  const sessions = await sessionsOf(people, browser);
  const data = sessions
    .map((each) => sessionJson(each, found))
    .sort((a, b) => (a.used_at < b.used_at ? 1 : -1));
  return answered({ data });
}

/** Signs another browser of the same person out. */
export async function endSession(
  people: People,
  browser: Browser,
  id: string,
): Promise<Answer<Record<never, never>>> {
  const found = await findLibrarySession(people, browser, { isProlonged: false });
  if (!found) return signedOut();
  const meant = (await sessionsOf(people, browser)).find((each) => each.id === id);
  if (!meant) return refused('session_unknown', 'There is no such session of yours.');
  const { cookies } = await people.ask(browser, (library, headers) =>
    library.api.revokeSession({ body: { token: meant.token }, headers, asResponse: true }),
  );
  return answered({}, 200, cookies);
}

/** Signs the person out everywhere, or everywhere else. */
export async function endSessions(
  people: People,
  browser: Browser,
  { keepsThis }: { keepsThis: boolean },
): Promise<Answer<Record<never, never>>> {
  const found = await findLibrarySession(people, browser, { isProlonged: false });
  if (!found) return signedOut();
  await people.ask(browser, ({ api }, headers) =>
    keepsThis
      ? api.revokeOtherSessions({ headers, asResponse: true })
      : api.revokeSessions({ headers, asResponse: true }),
  );
  return answered({});
}

/** Changes the password of whoever is signed in and knows the one that holds; ends every other session. */
export async function changePassword(
  people: People,
  browser: Browser,
  { current_password: currentPassword, password: newPassword }: PasswordChange,
): Promise<Answer<Record<never, never>>> {
  return withPassword(people, browser, async ({ user }) => {
    const fault = passwordFault(newPassword, user.email);
    if (fault !== null) return refused('password_weak', fault, '/password');
    const answer = await people.ask(browser, (library, headers) =>
      library.api.changePassword({
        body: { currentPassword, newPassword, revokeOtherSessions: true },
        headers,
        asResponse: true,
      }),
    );
    if (answer.status !== 200) return { declined: answer };
    await withdrawLinks(people.context.database, { purpose: 'password', email: user.email });
    return answered({}, 200, answer.cookies);
  });
}

interface LibrarySession {
  readonly id: string;
  readonly token: string;
  readonly userAgent?: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt: string;
}

async function sessionsOf(people: People, browser: Browser): Promise<readonly LibrarySession[]> {
  const { body, status } = await people.ask(browser, (library, headers) =>
    library.api.listSessions({ headers, asResponse: true }),
  );
  return status === 200 ? (body as readonly LibrarySession[]) : [];
}

function sessionJson(each: LibrarySession, { session }: FoundSession): SessionJson {
  return {
    id: each.id,
    current: each.id === session.id,
    user_agent: each.userAgent ?? null,
    created_at: each.createdAt,
    used_at: each.updatedAt,
    expires_at: each.expiresAt,
  };
}
