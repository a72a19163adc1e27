import { listCatalogs } from '../store/catalogs.ts';
import type { Context } from './context.ts';

/** Whether the store answers within the time given. Throws nothing. */
export async function checkReadiness({ database }: Context, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  const answers = listCatalogs(database).then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answers, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
