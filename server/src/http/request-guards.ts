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
  if (isCrossSite(request, host)) {
    const detail =
      'A page of another site asks for this in its visitor’s name. Ask from a page of this server.';
    return problem('cross_site', detail);
  }
  if (isDecodable(url.pathname) && isDecodable(url.search)) return null;
  const detail = 'The address is not percent-encoded UTF-8. Encode each "%" of a text as "%25".';
  return problem('request_malformed', detail);
}

/**
 * What people address this server by in this request, such as `https://credits.example.com`. Names of this machine are
 * plain; every other name has TLS in front, as cookies that sign people in need it.
 */
export function originOf(request: Request): string {
  const host = (request.headers.get('host') ?? new URL(request.url).host).toLowerCase();
  return originOfHost(host);
}

/** What links begin with that no request led to: the first name people address this server by, else this machine. */
export function publicOrigin({ hosts, port }: Pick<HttpConfig, 'hosts' | 'port'>): string {
  return originOfHost(hosts[0] ?? `localhost:${port}`);
}

/** The same for a host name, with a port or without. */
function originOfHost(host: string): string {
  return `${OWN_HOSTS.includes(bareName(host)) ? 'http' : 'https'}://${host}`;
}

/** A browser says whose page asks; programs say nothing. What only reads is answered, and read by no other site's page. */
function isCrossSite({ method, headers }: Request, host: string): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  const site = headers.get('sec-fetch-site') ?? 'none';
  if (site !== 'none' && site !== 'same-origin') return true;
  const origin = headers.get('origin');
  if (origin === null) return false;
  return !URL.canParse(origin) || new URL(origin).host !== new URL(originOfHost(host)).host;
}

function bareName(host: string): string {
  return host.replace(/:\d{1,5}$/, '');
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
  const name = bareName(host);
  if (OWN_HOSTS.includes(name)) return true;
  return hosts.some((each) => each.toLowerCase() === host || each.toLowerCase() === name);
}

function isForwarded(headers: Headers): boolean {
  for (const name of headers.keys()) if (FORWARDING.test(name)) return true;
  return false;
}

const FORWARDING =
  /^(?:forwarded|via|x-forwarded-.*|x-real-ip|x-original-.*|x-client-ip|true-client-ip|cf-connecting-ip)$/;

/**
 * Headers of every answer: nothing is loaded from elsewhere, sniffed or told to other sites, nor framed by any but those of
 * the settings.
 */
export function securityHeaders({
  embedOrigins = [],
}: Pick<HttpConfig, 'embedOrigins'>): readonly (readonly [name: string, value: string])[] {
  const frames = embedOrigins.length > 0 ? embedOrigins.join(' ') : "'none'";
  return [
    [
      'content-security-policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        `base-uri 'none'; frame-ancestors ${frames}; form-action 'self'`,
    ],
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'no-referrer'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
  ];
}
