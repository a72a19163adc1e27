import { hash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodingFor, respondText } from './content-encoding.ts';

/** The built page. */
export interface StaticFiles {
  /** The file at a request's path; undefined where there is none. */
  answer(request: Request): Response | undefined;
  /** The page, with what stands at the end of its head. It is for one caller alone and kept by nobody. */
  page(request: Request, head: string): Promise<Response>;
}

/** Whether a path is one of the page's own: the page itself tells them apart. */
export function isPagePath(path: string): boolean {
  return path === '/' || /^\/(?:c|op)(?:\/|$)/.test(path) || LONE_PAGES.has(path);
}

/** Where people come in, and what is theirs wherever they are. */
const LONE_PAGES = new Set(['/account', '/invitation', '/reset-password', '/sign-in']);

interface StaticFile {
  readonly type: string;
  readonly etag: string;
  readonly isImmutable: boolean;
  /** By content encoding; '' as it is. */
  readonly bodies: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

const BUILT = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/**
 * Reads the built page once, so that no path of a request ever reaches the file system. Folders that begin with a dot are
 * the build's own and left out.
 */
export function openStaticFiles(directory = BUILT): StaticFiles {
  const files = new Map<string, StaticFile>();
  for (const name of namesIn(directory)) {
    const type = TYPES[path.extname(name)];
    if (type !== undefined) files.set(`/${name}`, load(path.join(directory, name), { name, type }));
  }
  const index = files.get('/index.html')?.bodies.get('');
  files.delete('/index.html');
  const [before = '', after = ''] = (index ? new TextDecoder().decode(index) : NOT_BUILT).split(
    /(?=<\/head>)/,
  );
  return {
    answer(request) {
      const file = files.get(new URL(request.url).pathname);
      return file && respond(file, request);
    },
    page: (request, head) => respondPage(request, `${before}${head}${after}`),
  };
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

function namesIn(directory: string): string[] {
  if (!fs.existsSync(directory)) return [];
  const entries = fs.readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(directory, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
    )
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')));
}

/** With what the build compressed beside it. */
function load(file: string, { name, type }: { name: string; type: string }): StaticFile {
  const content = fs.readFileSync(file);
  const bodies = new Map([['', new Uint8Array(content)]]);
  for (const [encoding, extension] of Object.entries(COMPRESSED)) {
    const beside = `${file}${extension}`;
    if (fs.existsSync(beside)) bodies.set(encoding, new Uint8Array(fs.readFileSync(beside)));
  }
  const etag = `"${hash('sha256', content, 'hex').slice(0, 20)}"`;
  return { type, etag, isImmutable: name.startsWith('assets/'), bodies };
}

/** What names end in, by content encoding. */
const COMPRESSED = { br: '.br', gzip: '.gz' } as const;

const NOT_BUILT =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fuelgauge</title></head><body><h1>The page is not built</h1>' +
  '<p>The API is served: see <a href="/docs">the reference</a>. To build the page, run ' +
  '<code>npx vite build</code> in the folder <code>web</code> and start the server again.</p></body></html>\n';

async function respondPage(request: Request, html: string): Promise<Response> {
  const headers = new Headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  });
  const response = await respondText(request, html, { headers });
  response.headers.append('vary', 'cookie');
  return response;
}

function respond(file: StaticFile, request: Request): Response {
  const headers = new Headers({
    'content-type': file.type,
    'cache-control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.etag,
    vary: 'accept-encoding',
  });
  if (request.headers.get('if-none-match') === file.etag)
    return new Response(null, { status: 304, headers });
  const encoding = encodingFor(request, [...file.bodies.keys()]);
  if (encoding !== '') headers.set('content-encoding', encoding);
  return new Response(file.bodies.get(encoding) ?? null, { headers });
}
