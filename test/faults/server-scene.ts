import type { ServerProcess } from '../support/server-process.ts';
import { type FaultPlace, startFaultServer } from './fault-place.ts';
import type { LoadReport } from './load-protocol.ts';
import type { Moment, Scene } from './run-fault.ts';

/** A moment at which one server answers. */
export interface ServerMoment extends Moment {
  readonly server: ServerProcess;
  /** Starts another in the place of one that has ended, and aims the load at it. */
  replace(): Promise<void>;
}

/** The scene of faults that happen to one server or to its database; a place may say how its server is started. */
export async function openServerScene(
  place: FaultPlace & { start?(): Promise<ServerProcess> },
  disturb: (moment: ServerMoment) => Promise<(report: LoadReport) => boolean>,
): Promise<Scene> {
  const start = place.start ?? (() => startFaultServer(place));
  let server = await start();
  return {
    place,
    servers: () => [server],
    disturb(moment) {
      const replace = async (): Promise<void> => {
        server = await start();
        moment.load.aim([server.url]);
      };
      return disturb({ ...moment, server, replace });
    },
    settle: () => server.stop(),
    async remove() {
      await kill(server);
      await place.remove();
    },
  };
}

/** `kill -9`, unless it has ended already. */
export async function kill({ pid, ended }: ServerProcess): Promise<void> {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  await ended;
}
