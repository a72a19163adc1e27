import type { Answered, Ask, TestApp } from '../http/open-app.ts';

/** Somebody's browser: it keeps cookies and says whose page asks. */
export interface TestBrowser {
  readonly cookies: ReadonlyMap<string, string>;
  /** Headers of the last answer that set a cookie. */
  readonly setCookies: readonly string[];
  ask(request: Ask): Promise<Answered>;
  post(path: string, json?: unknown): Promise<Answered>;
  get(path: string): Promise<Answered>;
}

/** Opens a browser at an origin that the application serves. */
export function openBrowser(app: TestApp, origin = 'http://localhost:4000'): TestBrowser {
  const cookies = new Map<string, string>();
  const browser = {
    cookies,
    setCookies: [] as string[],
    async ask(request: Ask): Promise<Answered> {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = {
        origin,
        host: new URL(origin).host,
        'sec-fetch-site': 'same-origin',
        'user-agent': 'A browser',
        ...(cookie !== '' && { cookie }),
        ...request.headers,
      };
      const answered = await app.ask({ key: null, ...request, headers });
      const set = answered.headers.getSetCookie();
      if (set.length > 0) browser.setCookies = set;
      for (const each of set) keep(cookies, each);
      return answered;
    },
    post: (path: string, json: unknown = {}) => browser.ask({ method: 'POST', path, json }),
    get: (path: string) => browser.ask({ path }),
  };
  return browser;
}

function keep(cookies: Map<string, string>, header: string): void {
  const [pair = '', ...attributes] = header.split('; ');
  const [name = '', value = ''] = [
    pair.slice(0, pair.indexOf('=')),
    pair.slice(pair.indexOf('=') + 1),
  ];
  if (value === '' || attributes.some((each) => /^max-age=0$/i.test(each))) cookies.delete(name);
  else cookies.set(name, value);
}

/** What stands behind `#` in a link. */
export function tokenOf(url: string): string {
  return new URL(url).hash.slice(1);
}

export const PASSWORD = 'correct horse battery';

/** Makes an operator by a link, in a browser that is signed in then. */
export async function joinAsOperator(app: TestApp, email: string): Promise<TestBrowser> {
  const { json } = await app.ask({ method: 'POST', path: '/v1/operators', json: { email } });
  const browser = openBrowser(app);
  const path = `/v1/invitations/${tokenOf(json.url)}`;
  const accepted = await browser.post(path, { name: 'Ada', password: PASSWORD });
  if (accepted.status !== 200) throw new Error(accepted.text);
  return browser;
}
