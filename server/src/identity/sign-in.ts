import { type Answer, answered, refused, refusedAs } from '../operations/answer.ts';
import { forgiveAttempts, limitAttempts } from './limit-attempts.ts';
import { type Browser, emailOf, type LibraryAnswer, type People } from './people.ts';
import { type LibraryUser, libraryPersonJson, type PersonJson } from './person-json.ts';

/** What the page says with an e-mail address and a password. */
export interface SignInBody {
  readonly email: string;
  readonly password: string;
  /** Keeps the session when the browser is closed. */
  readonly remember?: boolean | undefined;
}

/** A code of the app on the phone, or one of the backup codes. */
export interface SecondFactorBody {
  readonly code?: string | undefined;
  readonly backup_code?: string | undefined;
}

/** How far signing in is. */
export interface SignInJson {
  readonly state: 'signed_in' | 'second_factor_needed';
  /** Null until everything asked for was given. */
  readonly person: PersonJson | null;
}

/**
 * Signs somebody in. Whatever is wrong is refused in the same words after the same work, so that nobody learns who has an
 * account. A second factor, where there is one, is asked for next, by {@link giveSecondFactor}.
 */
export async function signIn(
  people: People,
  browser: Browser,
  body: SignInBody,
): Promise<Answer<SignInJson>> {
  const email = emailOf(body.email);
  const tried = { what: 'password', email } as const;
  const limited = await limitAttempts(people.context, tried);
  if (limited) return limited;
  const { password, remember: rememberMe = true } = body;
  const answer = await people.ask(browser, (library, headers) =>
    library.api.signInEmail({ body: { email, password, rememberMe }, headers, asResponse: true }),
  );
  if (answer.status !== 200)
    return refused('sign_in_failed', 'E-mail address and password do not belong together.');
  await forgiveAttempts(people.context, tried);
  const { twoFactorRedirect } = answer.body as { twoFactorRedirect?: boolean };
  if (twoFactorRedirect !== true) return signedIn(answer);
  return answered({ state: 'second_factor_needed', person: null }, 200, answer.cookies);
}

/** Gives what is still missing to be signed in: five times at most for one password, ten times in a row for one account. */
export async function giveSecondFactor(
  people: People,
  browser: Browser,
  { code, backup_code }: SecondFactorBody,
): Promise<Answer<SignInJson>> {
  const answer = await people.ask(browser, (library, headers) =>
    code === undefined
      ? library.api.verifyBackupCode({
          body: { code: backup_code ?? '' },
          headers,
          asResponse: true,
        })
      : library.api.verifyTOTP({ body: { code }, headers, asResponse: true }),
  );
  if (answer.status === 200) return signedIn(answer);
  if (answer.status === 429)
    return refusedAs({
      code: 'attempts_exhausted',
      detail: 'Too many codes were wrong. Try again in 15 minutes.',
      retryAfterSeconds: 900,
    });
  if (answer.code === 'INVALID_CODE' || answer.code === 'INVALID_BACKUP_CODE')
    return refused('second_factor_failed', 'The code is not valid now. Take the next one.');
  return refused('sign_in_failed', 'Begin again with e-mail address and password.');
}

/** Ends the session of this browser; whoever is not signed in stays so. */
export async function signOut(
  people: People,
  browser: Browser,
): Promise<Answer<Record<never, never>>> {
  const { cookies } = await people.ask(browser, (library, headers) =>
    library.api.signOut({ headers, asResponse: true }),
  );
  return answered({}, 200, cookies);
}

function signedIn({ body, cookies }: LibraryAnswer): Answer<SignInJson> {
  const { user } = body as { user: LibraryUser };
  return answered({ state: 'signed_in', person: libraryPersonJson(user) }, 200, cookies);
}
