import type { Browser, People } from '../identity/people.ts';
import { type Answer, refused } from '../operations/answer.ts';
import { originOf } from './request-guards.ts';
import type { Call, RouteContext } from './route.ts';

/** Lets people sign in, where that is set up. */
export async function withPeople<Body>(
  { people }: Pick<RouteContext, 'people'>,
  { request }: Pick<Call<unknown, unknown, unknown>, 'request'>,
  work: (people: People, browser: Browser) => Promise<Answer<Body>> | Answer<Body>,
): Promise<Answer<Body>> {
  if (people) return work(people, browserOf(request));
  const detail =
    'Nobody can sign in here: a server on PostgreSQL needs FUELGAUGE_SECRET for that. Keys work.';
  return refused('sign_in_off', detail);
}

/** What is known of a browser by its request. */
export function browserOf(request: Request): Browser {
  const { headers } = request;
  return {
    origin: originOf(request),
    cookie: headers.get('cookie'),
    userAgent: headers.get('user-agent'),
  };
}
