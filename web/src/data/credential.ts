/** What this tab shows the server in place of a cookie: an operator key, or a token that shows one customer's page. */
export interface Credential {
  readonly kind: 'key' | 'token';
  readonly secret: string;
}

const NAMES = { key: 'fuelgauge-operator-key', token: 'fuelgauge-portal-token' } as const;

// Inside another site's page storage may be refused: what is kept then lasts as long as the page.
const kept = new Map<string, string>();

/** What this tab has, a token before a key; undefined when the browser's cookie decides. */
export function keptCredential(): Credential | undefined {
  for (const kind of ['token', 'key'] as const) {
    const secret = read(NAMES[kind]);
    if (secret !== undefined) return { kind, secret };
  }
  return undefined;
}

/** The operator's own key beneath a visit; undefined when the browser's cookie decides. */
export function keptKey(): string | undefined {
  return read(NAMES.key);
}

/** Keeps a key for this tab only; undefined forgets it. */
export function keepKey(key: string | undefined): void {
  write(NAMES.key, key);
}

/** Keeps a token for this tab only; undefined forgets it. */
export function keepToken(token: string | undefined): void {
  write(NAMES.token, token);
}

/** Takes a token out of the address, where it would be copied along. Whether there was one. */
export function takeTokenOfAddress(): boolean {
  const { hash, pathname, search } = window.location;
  const token = new URLSearchParams(hash.slice(1)).get('token');
  if (token === null || !token.startsWith('fp_')) return false;
  keepToken(token);
  window.history.replaceState(window.history.state, '', `${pathname}${search}`);
  return true;
}

function read(name: string): string | undefined {
  try {
    return sessionStorage.getItem(name) ?? undefined;
  } catch {
    return kept.get(name);
  }
}

function write(name: string, secret: string | undefined): void {
  if (secret === undefined) kept.delete(name);
  else kept.set(name, secret);
  try {
    if (secret === undefined) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, secret);
  } catch {
    // Storage is refused.
  }
}
