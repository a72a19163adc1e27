import type { Problem } from './problem.ts';

/** A problem as a response, with the headers its code asks for. `retry_after` is in seconds. */
export function problemResponse(
  problem: Problem,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const { retry_after, ...rest } = problem;
  const all = new Headers({
    ...headers,
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  });
  if (typeof retry_after === 'number') all.set('retry-after', `${retry_after}`);
  if (problem.code === 'unauthenticated') all.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify({ ...rest, request_id: requestId }), {
    status: problem.status,
    headers: all,
  });
}
