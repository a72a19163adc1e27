import { z } from 'zod';
import { takeBackup } from '../../operations/backup/take-backup.ts';
import { describeFault } from '../../operations/is-transient-fault.ts';
import { type Route, type RouteContext, route } from '../route.ts';

/** A copy of everything, for whoever keeps it. */
export const backupRoutes: readonly Route[] = [
  route({
    operationId: 'takeBackup',
    method: 'GET',
    path: '/v1/backup',
    tag: 'Backup',
    summary: 'Everything there is, as one file for `fuelgauge restore`',
    description:
      'Written while it is sent, and complete only when its last line is there: `fuelgauge backup` checks that. It has all ' +
      'that was acknowledged before it began, with names, mail addresses and hashes of keys.',
    access: 'backup',
    concernsAll: true,
    responseType: 'application/zstd',
    response: z.string().meta({ format: 'binary' }),
    statuses: [200],
    refusals: [],
    handle: async (on) => backupResponse(on),
  }),
];

/**
 * A response that is written as the reader asks for it, beginning when it first does. It breaks off when the backup fails, so
 * that nobody takes a part for the whole; a reader that goes away ends the backup.
 */
function backupResponse({ context, log, metrics }: RouteContext): Response {
  let asked = Promise.withResolvers<void>();
  let isBegun = false;
  let isLeft = false;
  const begin = (to: ReadableStreamDefaultController<Uint8Array>): void => {
    isBegun = true;
    const write = async (bytes: Uint8Array): Promise<void> => {
      await asked.promise;
      if (isLeft) throw new Error('the reader of the backup went away');
      asked = Promise.withResolvers();
      to.enqueue(bytes);
    };
    const fail = (error: unknown): void => {
      if (isLeft) return;
      metrics.countFault('internal');
      log({ level: 'error', message: 'The backup failed.', ...describeFault(error) });
      to.error(error);
    };
    takeBackup(context, { write }).then(() => to.close(), fail);
  };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(to) {
        asked.resolve();
        if (!isBegun) begin(to);
      },
      cancel() {
        isLeft = true;
        asked.resolve();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: { 'content-type': 'application/zstd', 'cache-control': 'no-store' },
  });
}
