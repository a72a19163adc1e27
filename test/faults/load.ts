import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { LoadCycle, LoadNotice, LoadOrder, LoadReport } from './load-protocol.ts';

/** The process that makes the load: one for a whole run, one cycle at a time. */
export interface Load {
  /** Makes the cycle's customers and sends without pause; resolves once answers come. */
  begin(cycle: LoadCycle): Promise<void>;
  /** Resolves once that many more requests are answered. */
  untilAnswered(answers: number): Promise<void>;
  /** From now on, to these servers. */
  aim(servers: readonly string[]): void;
  /** Resolves once all that was sent is answered, which takes servers that answer. */
  finish(): Promise<LoadReport>;
  close(): Promise<void>;
}

const PROGRAM = path.join(import.meta.dirname, 'process/send-load.ts');

/** Long enough for any server to come back on a busy machine; a load that is not answered by then is a fault found. */
const PATIENCE_MS = 120_000;

export function startLoad(): Load {
  const child = fork(PROGRAM, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const order = (message: LoadOrder): void => {
    child.send(message);
  };
  const notice = async (what: string): Promise<LoadNotice> => {
    const tooLate = AbortSignal.timeout(PATIENCE_MS);
    const told = once(child, 'message', { signal: tooLate }).catch(() => {
      throw new Error(`The load has not ${what} after ${PATIENCE_MS / 1000} s.`);
    });
    const gone = ended.then(([code]) => {
      throw new Error(`The load generator ended with ${code}.`);
    });
    const [message] = (await Promise.race([told, gone])) as [LoadNotice];
    return message;
  };
  return {
    async begin(cycle) {
      order({ kind: 'begin', ...cycle });
      await notice('begun');
    },
    async untilAnswered(answers) {
      order({ kind: 'await', answers });
      await notice('answered');
    },
    aim: (servers) => order({ kind: 'aim', servers }),
    async finish() {
      order({ kind: 'finish' });
      const message = await notice('finished');
      if (message.kind !== 'finished') throw new Error('The load had not begun.');
      return message.report;
    },
    async close() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
