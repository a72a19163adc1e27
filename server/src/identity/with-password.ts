import { type Answer, refused } from '../operations/answer.ts';
import { type FoundSession, findLibrarySession, signedOut } from './find-session.ts';
import { forgiveAttempts, limitAttempts } from './limit-attempts.ts';
import type { Browser, LibraryAnswer, People } from './people.ts';

/** What the library refused. */
export interface Declined {
  readonly declined: LibraryAnswer;
}

/**
 * Lets whoever is signed in do what asks for the password once more, counting wrong ones as those of signing in. `work`
 * answers, or hands back what the library refused.
 */
export async function withPassword<Body>(
  people: People,
  browser: Browser,
  work: (found: FoundSession) => Promise<Answer<Body> | Declined>,
): Promise<Answer<Body>> {
  const found = await findLibrarySession(people, browser, { isProlonged: false });
  if (!found) return signedOut();
  const tried = { what: 'password', email: found.user.email } as const;
  const limited = await limitAttempts(people.context, tried);
  if (limited) return limited;
  const outcome = await work(found);
  if ('declined' in outcome) return refusalOf(outcome.declined);
  if (outcome.ok) await forgiveAttempts(people.context, tried);
  return outcome;
}

function refusalOf({ code }: LibraryAnswer): ReturnType<typeof refused> {
  switch (code) {
    case 'TOTP_ALREADY_ENABLED':
      return refused('second_factor_conflict', 'A second factor is set up already.');
    case 'TWO_FACTOR_NOT_ENABLED':
      return refused('second_factor_conflict', 'No second factor is set up.');
    case 'CREDENTIAL_ACCOUNT_NOT_FOUND':
      return refused(
        'password_wrong',
        'This account has no password: it signs in at its provider alone.',
      );
    default:
      return refused('password_wrong', 'The password is not the one of this account.');
  }
}
