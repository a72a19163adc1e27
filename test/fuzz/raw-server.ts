import net from 'node:net';
import type { App } from '../../server/src/http/app.ts';
import { listen } from '../../server/src/http/listen.ts';

/** An application behind a real port, for what is not even HTTP. */
export interface RawServer {
  /** Sends bytes over a connection of their own, closes our side, and answers all that came back. */
  readonly send: (bytes: Buffer) => Promise<string>;
  close(): Promise<void>;
}

/** How long requests may take here: none of them is meant to end well. */
const TIMEOUTS = { headersMs: 2_000, requestMs: 3_000, drainMs: 1_000 };

/** After this the connection is given up: the server should have done so long before. */
const GIVEN_UP_MS = 30_000;

/** Listens on a free port of this machine. */
export async function openRawServer(app: App): Promise<RawServer> {
  const host = '127.0.0.1';
  const listening = await listen(app, { host, port: 0 }, TIMEOUTS);
  return {
    send: (bytes) => exchange(listening.port, bytes),
    close: () => listening.close(),
  };
}

function exchange(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = net.connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.setTimeout(GIVEN_UP_MS, () => {
      socket.destroy();
      reject(new Error('The server neither answered nor closed the connection.'));
    });
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    // That it is cut off while we still write is an answer too.
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

/** What is wrong with what came back: a failure of ours, or a refusal that is no problem document. */
export function rawFaults(answer: string, codes: ReadonlySet<string>): string[] {
  const answers = answer.split(/(?=^HTTP\/1\.1 \d{3} )/m).filter((each) => each !== '');
  return answers.flatMap((each) => {
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(each)?.[1]);
    if (!(status >= 100)) return ['an answer that is no HTTP'];
    if (status >= 500) return [`status ${status}`];
    if (status < 400) return [];
    const code = /"code":"(\w+)"/.exec(each)?.[1];
    const isProblem = /^content-type: application\/problem\+json/im.test(each);
    // To HEAD there is no body.
    if (isProblem && (code === undefined || codes.has(code))) return [];
    return [`${status} without a problem that is known`];
  });
}
