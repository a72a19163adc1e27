import { listCatalogs } from '../store/catalogs.ts';
import { probeSpace } from '../store/probe-space.ts';
import type { Context } from './context.ts';
import { isFullFault } from './is-transient-fault.ts';

/** `full`: the store reads, and has no space to write. */
export type Readiness = 'away' | 'full' | 'ready';

export interface ReadinessCheck {
  readonly timeoutMs: number;
  /** Look for space too: worth its price once a write has been refused for want of it. */
  readonly probesSpace: boolean;
}

/** Whether the store answers within the time given. Throws nothing. */
export async function checkReadiness(
  { database }: Context,
  { timeoutMs, probesSpace }: ReadinessCheck,
): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve('away'), timeoutMs);
  });
  const asked = Promise.all([listCatalogs(database), probesSpace && probeSpace(database)]);
  const answers = asked.then(
    (): Readiness => 'ready',
    (error): Readiness => (isFullFault(error) ? 'full' : 'away'),
  );
  try {
    return await Promise.race([answers, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
