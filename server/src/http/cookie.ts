/** The cookie that says whom of the demo somebody is. */
export const PERSONA_COOKIE = 'fuelgauge_persona';

/** The value of a cookie of a request; undefined when it has none of this name. */
export function readCookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}

/** A cookie that scripts cannot read and other sites cannot send along with a change; without a value it goes away. */
export function setCookie(name: string, value: string | null): string {
  const age = value === null ? '; Max-Age=0' : '';
  return `${name}=${value ?? ''}; Path=/; HttpOnly; SameSite=Lax${age}`;
}

/** Whether a request was made by a page of this server: its browser says so, and a request that says nothing is not. */
export function isSameSite(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  if (origin === null || !URL.canParse(origin)) return false;
  return new URL(origin).host === (request.headers.get('host') ?? new URL(request.url).host);
}
