import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ChartPage {
  /** Shows one made chart: `${url}/?chart=year`. */
  readonly url: string;
  close(): Promise<void>;
}

const WEB = fileURLToPath(new URL('../../web', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};
/** As strict as the server's, so that a chart that needs more is noticed. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'";

/** Builds the page of made charts (`web/fixtures`) and serves it, as a server would. */
export async function serveChartPage(): Promise<ChartPage> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-charts-'));
  build(directory);
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://charts');
    const file = path.join(directory, pathname === '/' ? 'index.html' : path.normalize(pathname));
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY });
    return response.end(fs.readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
}

function build(directory: string): void {
  const manifest = createRequire(path.join(WEB, 'package.json')).resolve('vite/package.json');
  const vite = path.join(path.dirname(manifest), 'bin/vite.js');
  const config = path.join(WEB, 'vite.config.ts');
  const args = ['build', path.join(WEB, 'fixtures'), '--config', config, '--outDir', directory];
  const { status, stderr } = spawnSync(
    process.execPath,
    [vite, ...args, '--emptyOutDir', '--logLevel', 'warn'],
    { encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
  );
  if (status !== 0) throw new Error(`The page of charts could not be built:\n${stderr}`);
}
