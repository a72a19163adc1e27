import { type Problem, problem } from './problem.ts';
import type { HttpConfig } from './route.ts';

/** Names of this machine: always served, on any port. */
const OWN_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** Probes address a process by whatever name or address it has, and learn nothing but that it runs. */
const PROBES = new Set(['/healthz', '/readyz']);

/**
 * Why a request is refused before anything is looked up: addressed to a host that is not ours (another site's name that
 * was made to point here), handed on by a proxy in demo mode, or its address not percent-encoded UTF-8.
 */
export function guardFault(config: HttpConfig, request: Request): Problem | null {
  const url = new URL(request.url);
  if (PROBES.has(url.pathname)) return null;
  const host = (request.headers.get('host') ?? url.host).toLowerCase();
  if (!isServed(config, host)) {
    const detail =
      'This server does not answer for that host name. Operators list names in FUELGAUGE_HOSTS.';
    return problem('host_not_allowed', detail);
  }
  if (config.isDemo && isForwarded(request.headers)) {
    const detail =
      'Demo mode needs no key and so serves this machine alone, not through a proxy. Use "fuelgauge serve".';
    return problem('demo_is_local', detail);
  }
  if (isDecodable(url.pathname) && isDecodable(url.search)) return null;
  const detail = 'The address is not percent-encoded UTF-8. Encode each "%" of a text as "%25".';
  return problem('request_malformed', detail);
}

/** What cannot be decoded would be taken for another text: two addresses would mean the same thing. */
function isDecodable(encoded: string): boolean {
  if (!encoded.includes('%')) return true;
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}

function isServed({ hosts }: HttpConfig, host: string): boolean {
  const name = host.replace(/:\d{1,5}$/, '');
  if (OWN_HOSTS.includes(name)) return true;
  return hosts.some((each) => each.toLowerCase() === host || each.toLowerCase() === name);
}

function isForwarded(headers: Headers): boolean {
  for (const name of headers.keys()) if (FORWARDING.test(name)) return true;
  return false;
}

const FORWARDING =
  /^(?:forwarded|via|x-forwarded-.*|x-real-ip|x-original-.*|x-client-ip|true-client-ip|cf-connecting-ip)$/;

/** Headers of every answer: nothing is loaded from elsewhere, framed, sniffed or told to other sites. */
export const SECURITY_HEADERS: readonly (readonly [name: string, value: string])[] = [
  [
    'content-security-policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
      "base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  ],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
];
