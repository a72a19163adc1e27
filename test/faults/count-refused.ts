import type { ServerProcess } from '../support/server-process.ts';

/** Requests that a server has refused so far because its store has no space (`full`) or is away (`store`). */
export async function countRefused(
  { url, operatorKey }: Pick<ServerProcess, 'url' | 'operatorKey'>,
  kind: 'full' | 'store',
): Promise<number> {
  const headers = { authorization: `Bearer ${operatorKey}` };
  const metrics = await (await fetch(`${url}/metrics`, { headers })).text();
  const line = new RegExp(`^fuelgauge_faults_total\\{kind="${kind}"\\} (\\d+)$`, 'm').exec(metrics);
  return Number(line?.[1] ?? 0);
}
