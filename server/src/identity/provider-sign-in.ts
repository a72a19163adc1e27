import { type Answer, answered, refused } from '../operations/answer.ts';
import { OIDC_PROVIDER } from './auth-library.ts';
import { findLibrarySession, signedOut } from './find-session.ts';
import type { Browser, LibraryCall, People } from './people.ts';

/** Where the page lets people sign in; what went wrong at the provider stands behind it as `?error=`. */
export const SIGN_IN_PAGE = '/sign-in';

/** Where to go on to. */
export interface ProviderBody {
  /** A path of this server's pages, for after signing in; the first page when absent. */
  readonly return_to?: string | undefined;
}

/** Why somebody who comes back from the provider is not signed in. */
export type ProviderFault =
  | 'cancelled'
  | 'not_invited'
  | 'not_linked'
  | 'email_not_verified'
  | 'failed';

/** Begins to sign in with the provider: the page goes to `url`. */
export async function beginProviderSignIn(
  people: People,
  browser: Browser,
  { return_to = '/' }: ProviderBody,
): Promise<Answer<{ url: string }>> {
  return leave(people, browser, (library, headers) =>
    library.api.signInSocial({
      body: {
        provider: OIDC_PROVIDER,
        callbackURL: return_to,
        errorCallbackURL: SIGN_IN_PAGE,
        disableRedirect: true,
      },
      headers,
      asResponse: true,
    }),
  );
}

/** Begins to make the provider's account another way into the account of whoever is signed in; it has the same address. */
export async function beginProviderLink(
  people: People,
  browser: Browser,
  { return_to = '/' }: ProviderBody,
): Promise<Answer<{ url: string }>> {
  if (!(await findLibrarySession(people, browser, { isProlonged: false }))) return signedOut();
  return leave(people, browser, (library, headers) =>
    library.api.linkSocialAccount({
      body: {
        provider: OIDC_PROVIDER,
        callbackURL: return_to,
        errorCallbackURL: return_to,
        disableRedirect: true,
      },
      headers,
      asResponse: true,
    }),
  );
}

/** Takes in whoever comes back from the provider; answers where they go, and their cookies. */
export async function endProviderSignIn(
  people: People,
  browser: Browser,
  search: URLSearchParams,
): Promise<{ readonly location: string; readonly cookies: readonly string[] }> {
  const query = Object.fromEntries(search);
  const answer = await people.askWithProvider(browser, (library, headers) =>
    library.api.callbackOAuth({
      params: { id: OIDC_PROVIDER },
      query,
      headers,
      asResponse: true,
      method: 'GET',
    }),
  );
  if (!answer?.location) return { location: failing(SIGN_IN_PAGE, 'failed'), cookies: [] };
  return { location: ownLocation(browser, answer.location), cookies: answer.cookies };
}

async function leave(
  people: People,
  browser: Browser,
  call: LibraryCall,
): Promise<Answer<{ url: string }>> {
  if (people.oidc === null)
    return refused('sign_in_off', 'No sign-in provider is set up: see FUELGAUGE_OIDC_ISSUER.');
  const answer = await people.askWithProvider(browser, call);
  const { url } = (answer?.body ?? {}) as { url?: string };
  if (answer?.status !== 200 || url === undefined)
    return refused('provider_unavailable', 'The sign-in provider does not answer. Try again.');
  return answered({ url }, 200, answer.cookies);
}

/** Within this server, and without words that came from elsewhere. */
function ownLocation({ origin }: Browser, location: string): string {
  const url = new URL(location, origin);
  const error = url.searchParams.get('error');
  if (url.origin !== origin) return failing(SIGN_IN_PAGE, 'failed');
  if (error === null) return `${url.pathname}${url.search}${url.hash}`;
  const page = url.pathname.startsWith('/auth/') ? SIGN_IN_PAGE : url.pathname;
  return failing(page, FAULTS[error] ?? 'failed');
}

function failing(page: string, fault: ProviderFault): string {
  return `${page}?error=${fault}`;
}

const FAULTS: Readonly<Record<string, ProviderFault>> = {
  access_denied: 'cancelled',
  not_invited: 'not_invited',
  email_not_verified: 'email_not_verified',
  account_not_linked: 'not_linked',
};
