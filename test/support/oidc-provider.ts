import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Somebody at the provider. */
export interface ProviderAccount {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly name: string;
}

/** An OpenID Connect provider on this machine. */
export interface TestProvider {
  readonly issuer: string;
  /** Whoever signs in there next. */
  account: ProviderAccount;
  /** Follows the provider's address as a browser does whose owner agrees; answers where it leads back to. */
  agree(url: string): Promise<string>;
  close(): Promise<void>;
}

export const CLIENT = { id: 'fuelgauge', secret: 'the secret of a client of the provider' };

/** Starts one; `redirectUri` is where it leads back to. */
export async function startProvider(redirectUri: string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = {
    issuer,
    account: { sub: 'sub', email: 'a@example.com', email_verified: true, name: 'A' },
    agree: (url: string) => follow(url, redirectUri),
    close: () => closed(server),
  };
  const op = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: () => ({
      accountId: provider.account.sub,
      claims: () => ({ ...provider.account }),
    }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['a key for the cookies of the provider'] },
  });
  const callback = op.callback();
  server.on('request', (incoming, outgoing) => {
    if (!incoming.url?.startsWith('/interaction/')) return callback(incoming, outgoing);
    return agreeTo(op, provider.account, { incoming, outgoing });
  });
  return provider;
}

type Callback = ReturnType<Provider['callback']>;
interface Exchange {
  readonly incoming: Parameters<Callback>[0];
  readonly outgoing: Parameters<Callback>[1];
}

/** Signs the account in and gives what is asked for, without asking anybody. */
async function agreeTo(
  op: Provider,
  { sub }: ProviderAccount,
  { incoming, outgoing }: Exchange,
): Promise<void> {
  const { params } = await op.interactionDetails(incoming, outgoing);
  const grant = new op.Grant({ accountId: sub, clientId: String(params['client_id']) });
  grant.addOIDCScope('openid email profile');
  const grantId = await grant.save();
  await op.interactionFinished(incoming, outgoing, {
    login: { accountId: sub },
    consent: { grantId },
  });
}

async function follow(url: string, redirectUri: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = url;
  for (let step = 0; step < 10; step += 1) {
    if (at.startsWith(redirectUri)) return at;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const each of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${at} was answered ${await response.text()}`);
    at = new URL(location, at).href;
  }
  throw new Error('The provider leads nowhere.');
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
