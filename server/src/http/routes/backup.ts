import { z } from 'zod';
import { takeBackup } from '../../operations/backup/take-backup.ts';
import { type Route, route } from '../route.ts';
import { streamedResponse } from '../streamed-response.ts';

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
    handle: async (on) =>
      streamedResponse(on, {
        headers: { 'content-type': 'application/zstd' },
        failure: 'The backup failed.',
        produce: (write) => takeBackup(on.context, { write }).then(() => {}),
      }),
  }),
];
