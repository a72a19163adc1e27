import { type Answer, answered, refused } from '../operations/answer.ts';
import { findLibrarySession, signedOut } from './find-session.ts';
import type { Browser, People } from './people.ts';
import { withPassword } from './with-password.ts';

/** What an authenticator app needs, and what is left when the phone is lost. */
export interface SecondFactorJson {
  /** For a QR code: `otpauth://totp/…`. */
  readonly uri: string;
  /** The same for typing. */
  readonly secret: string;
  /** Each works once instead of a code. They are shown this once. */
  readonly backup_codes: readonly string[];
}

interface Confirmed {
  readonly password: string;
}

/** Makes a secret for an authenticator app. It is asked for from {@link confirmSecondFactor} on. */
export async function setUpSecondFactor(
  people: People,
  browser: Browser,
  { password }: Confirmed,
): Promise<Answer<SecondFactorJson>> {
  return withPassword(people, browser, async () => {
    const answer = await people.ask(browser, (library, headers) =>
      library.api.enableTwoFactor({ body: { password }, headers, asResponse: true }),
    );
    if (answer.status !== 200) return { declined: answer };
    const { totpURI, backupCodes } = answer.body as { totpURI: string; backupCodes: string[] };
    const secret = new URL(totpURI).searchParams.get('secret') ?? '';
    return answered({ uri: totpURI, secret, backup_codes: backupCodes }, 200, answer.cookies);
  });
}

/** Begins to ask for codes, once one shows that the app has the secret. */
export async function confirmSecondFactor(
  people: People,
  browser: Browser,
  { code }: { code: string },
): Promise<Answer<Record<never, never>>> {
  const found = await findLibrarySession(people, browser, { isProlonged: false });
  if (!found) return signedOut();
  const answer = await people.ask(browser, (library, headers) =>
    library.api.verifyTOTP({ body: { code }, headers, asResponse: true }),
  );
  if (answer.status === 200) return answered({}, 200, answer.cookies);
  return answer.code === 'INVALID_CODE'
    ? refused('second_factor_failed', 'The code is not valid now. Take the next one.')
    : refused('second_factor_conflict', 'Set the second factor up first.');
}

/** Asks for no codes any more. */
export async function removeSecondFactor(
  people: People,
  browser: Browser,
  { password }: Confirmed,
): Promise<Answer<Record<never, never>>> {
  return withPassword(people, browser, async () => {
    const answer = await people.ask(browser, (library, headers) =>
      library.api.disableTwoFactor({ body: { password }, headers, asResponse: true }),
    );
    return answer.status === 200 ? answered({}, 200, answer.cookies) : { declined: answer };
  });
}

/** Makes other backup codes: those there were work no longer. */
export async function renewBackupCodes(
  people: People,
  browser: Browser,
  { password }: Confirmed,
): Promise<Answer<Pick<SecondFactorJson, 'backup_codes'>>> {
  return withPassword(people, browser, async () => {
    const answer = await people.ask(browser, (library, headers) =>
      library.api.generateBackupCodes({ body: { password }, headers, asResponse: true }),
    );
    if (answer.status !== 200) return { declined: answer };
    const { backupCodes } = answer.body as { backupCodes: string[] };
    return answered({ backup_codes: backupCodes }, 200, answer.cookies);
  });
}
