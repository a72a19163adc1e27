import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OidcSettings } from './identity/auth-library.ts';
import type { MailSettings } from './mail/mail.ts';

/** Every setting of a server, read once. */
export interface Config {
  /** `FUELGAUGE_PORT`, 4000. 0 takes any free port. */
  readonly port: number;
  /** `FUELGAUGE_HOST`, 127.0.0.1: nothing beyond this machine is listened to until told so. */
  readonly host: string;
  /** `FUELGAUGE_HOSTS`: names a request may address besides those of this machine, comma-separated. */
  readonly hosts: readonly string[];
  /** `FUELGAUGE_DATA_DIR`, `.fuelgauge`: where the embedded database lies. */
  readonly dataDirectory: string;
  /** `DATABASE_URL`: a PostgreSQL server instead of the embedded one. */
  readonly databaseUrl: string | null;
  /** `FUELGAUGE_CATALOG`: built-in names or paths of catalogs published at start; the first is the default of customers. */
  readonly catalogs: readonly string[];
  /** `FUELGAUGE_OPERATOR_KEY`: a first operator key of 32 characters or more, compared in memory and never stored. */
  readonly operatorKey: string | null;
  /** `FUELGAUGE_POOL_SIZE`, 10: connections to PostgreSQL. */
  readonly poolSize: number;
  /** `FUELGAUGE_VERIFY_HOURS`, 24: how often each ledger is proved from its first row; 0 is never. */
  readonly verifyHours: number;
  /** `FUELGAUGE_SECRET`: signs sessions and encrypts second factors; null: a file in the data directory. */
  readonly secret: string | null;
  /** `FUELGAUGE_SMTP_URL` and `FUELGAUGE_MAIL_FROM`: where letters go out. */
  readonly mail: MailSettings | null;
  /** `FUELGAUGE_OIDC_…`: a provider people may sign in with. */
  readonly oidc: OidcSettings | null;
  /** `FUELGAUGE_EMBED_ORIGINS`: the sites whose pages may show this server's within theirs, such as `https://app.example.com`. */
  readonly embedOrigins: readonly string[];
  /** Demo mode: example customers, and a page that reads without a key. Set by `start`, never by the environment. */
  readonly isDemo: boolean;
}

/** One line of `serve --help` for each setting. */
export const SETTINGS: readonly (readonly [name: string, value: string, meaning: string])[] = [
  ['FUELGAUGE_PORT', '4000', 'port to listen on; 0 takes any free one'],
  ['FUELGAUGE_HOST', '127.0.0.1', 'address to listen on'],
  ['FUELGAUGE_HOSTS', '', 'host names requests may address, besides those of this machine'],
  ['FUELGAUGE_DATA_DIR', '.fuelgauge', 'folder of the embedded database'],
  ['DATABASE_URL', '', 'PostgreSQL 15 or later, instead of the embedded database'],
  [
    'FUELGAUGE_CATALOG',
    '',
    'built-in names or paths of catalogs to publish at start, comma-separated',
  ],
  ['FUELGAUGE_OPERATOR_KEY', '', 'a first operator key, any secret of 32 characters or more'],
  ['FUELGAUGE_POOL_SIZE', '10', 'connections to PostgreSQL'],
  ['FUELGAUGE_EMBED_ORIGINS', '', 'sites whose pages may frame this server, comma-separated'],
  ['FUELGAUGE_VERIFY_HOURS', '24', 'hours between two full proofs of each ledger; 0 for none'],
  [
    'FUELGAUGE_SECRET',
    '',
    'signs sessions, 32 characters or more; the embedded database makes one itself',
  ],
  ['FUELGAUGE_SMTP_URL', '', 'mail server, smtp://user:password@host:587 or smtps://…'],
  ['FUELGAUGE_MAIL_FROM', '', 'sender of letters, such as Fuelgauge <credits@example.com>'],
  ['FUELGAUGE_OIDC_ISSUER', '', 'OpenID Connect provider to sign in with, https://…'],
  ['FUELGAUGE_OIDC_CLIENT_ID', '', 'what the provider calls this server'],
  ['FUELGAUGE_OIDC_CLIENT_SECRET', '', 'the secret that goes with it'],
  ['FUELGAUGE_OIDC_NAME', 'single sign-on', 'what the page calls the provider'],
  ['FUELGAUGE_OIDC_DOMAINS', '', 'domains whose addresses need no invitation, comma-separated'],
];

/** Thrown for a setting nobody can work with: one sentence that names it. */
export class ConfigFault extends Error {}

/** Reads the settings from an environment. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  isDemo = false,
): Config {
  const text = (name: string) => environment[name]?.trim() || undefined;
  const operatorKey = text('FUELGAUGE_OPERATOR_KEY') ?? null;
  if (operatorKey !== null && operatorKey.length < 32) {
    throw new ConfigFault(
      'FUELGAUGE_OPERATOR_KEY must have 32 characters or more. Make one with: openssl rand -base64 32',
    );
  }
  const databaseUrl = text('DATABASE_URL') ?? null;
  const host = text('FUELGAUGE_HOST') ?? '127.0.0.1';
  if (isDemo && databaseUrl !== null)
    throw new ConfigFault(
      'Demo mode never touches a database server: unset DATABASE_URL, or use "fuelgauge serve".',
    );
  if (isDemo && !isLoopback(host))
    throw new ConfigFault(
      'Demo mode listens on this machine only: unset FUELGAUGE_HOST, or use "fuelgauge serve".',
    );
  return {
    port: wholeNumber('FUELGAUGE_PORT', text('FUELGAUGE_PORT') ?? '4000', {
      least: 0,
      most: 65_535,
    }),
    host,
    hosts: listOf(text('FUELGAUGE_HOSTS')),
    dataDirectory: path.resolve(text('FUELGAUGE_DATA_DIR') ?? '.fuelgauge'),
    databaseUrl,
    catalogs: listOf(text('FUELGAUGE_CATALOG')),
    operatorKey,
    poolSize: wholeNumber('FUELGAUGE_POOL_SIZE', text('FUELGAUGE_POOL_SIZE') ?? '10', {
      least: 1,
      most: 500,
    }),
    verifyHours: wholeNumber('FUELGAUGE_VERIFY_HOURS', text('FUELGAUGE_VERIFY_HOURS') ?? '24', {
      least: 0,
      most: 8760,
    }),
    secret: secretOf(text('FUELGAUGE_SECRET')),
    mail: mailOf(text),
    oidc: oidcOf(text),
    embedOrigins: listOf(text('FUELGAUGE_EMBED_ORIGINS')).map(embedOrigin),
    isDemo,
  };
}

type Text = (name: string) => string | undefined;

function secretOf(secret: string | undefined): string | null {
  if (secret === undefined || secret.length >= 32) return secret ?? null;
  throw new ConfigFault(
    'FUELGAUGE_SECRET must have 32 characters or more. Make one with: openssl rand -base64 32',
  );
}

function mailOf(text: Text): MailSettings | null {
  const [url, from] = [text('FUELGAUGE_SMTP_URL'), text('FUELGAUGE_MAIL_FROM')];
  if (url === undefined && from === undefined) return null;
  if (url === undefined || from === undefined)
    throw new ConfigFault('FUELGAUGE_SMTP_URL and FUELGAUGE_MAIL_FROM go together: set both.');
  if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol))
    throw new ConfigFault(
      'FUELGAUGE_SMTP_URL must be such as smtp://user:password@mail.example.com:587.',
    );
  if (!from.includes('@'))
    throw new ConfigFault('FUELGAUGE_MAIL_FROM must be an e-mail address, with a name or without.');
  return { url, from };
}

function oidcOf(text: Text): OidcSettings | null {
  const issuer = text('FUELGAUGE_OIDC_ISSUER');
  const clientId = text('FUELGAUGE_OIDC_CLIENT_ID');
  const clientSecret = text('FUELGAUGE_OIDC_CLIENT_SECRET');
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined)
    throw new ConfigFault(
      'FUELGAUGE_OIDC_ISSUER, FUELGAUGE_OIDC_CLIENT_ID and FUELGAUGE_OIDC_CLIENT_SECRET go together: set all three.',
    );
  const { protocol, hostname } = URL.canParse(issuer) ? new URL(issuer) : NO_URL;
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
    throw new ConfigFault('FUELGAUGE_OIDC_ISSUER must be an address that begins with https://.');
  const domains = listOf(text('FUELGAUGE_OIDC_DOMAINS')).map((each) => each.toLowerCase());
  const name = text('FUELGAUGE_OIDC_NAME') ?? 'single sign-on';
  return { issuer, clientId, clientSecret, name, domains };
}

function embedOrigin(text: string): string {
  const { origin, protocol, hostname } = URL.canParse(text) ? new URL(text) : NO_URL;
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  if (isSafe && (text === origin || text === `${origin}/`)) return origin;
  throw new ConfigFault(
    `FUELGAUGE_EMBED_ORIGINS must list origins such as https://app.example.com, not "${text}".`,
  );
}

const NO_URL = { origin: '', protocol: '', hostname: '' };

export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
  );
}

function wholeNumber(
  name: string,
  text: string,
  { least, most }: { least: number; most: number },
): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
  throw new ConfigFault(`${name} must be a whole number from ${least} to ${most}, not "${text}".`);
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** The five example catalogs, by name. */
export const BUILT_IN_CATALOGS = [
  'hosting',
  'prospecting',
  'agents',
  'ai-workspace',
  'vision',
] as const;

/** Where a catalog's file lies: a built-in name, or a path. */
export function catalogPath(nameOrPath: string): string {
  const isBuiltIn = (BUILT_IN_CATALOGS as readonly string[]).includes(nameOrPath);
  return isBuiltIn
    ? fileURLToPath(new URL(`../../catalogs/${nameOrPath}.json`, import.meta.url))
    : path.resolve(nameOrPath);
}
