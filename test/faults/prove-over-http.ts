import type { ServerProcess } from '../support/server-process.ts';

/** Asks a running server for the proof of these customers; answers how many differences it found, each of which it shows. */
export async function proveOverHttp(
  { url, operatorKey }: Pick<ServerProcess, 'url' | 'operatorKey'>,
  customers: readonly string[],
): Promise<number> {
  const response = await fetch(`${url}/v1/verify`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ customers }),
  });
  const lines = (await response.text()).trim().split('\n');
  const last = JSON.parse(lines.at(-1) ?? '{}') as LastLine;
  if (!response.ok || last.kind !== 'ledger' || last.customers !== customers.length)
    throw new Error(`The server could not prove its ledger: ${response.status} ${lines.at(-1)}`);
  if (last.differences > 0) console.error(lines.filter((line) => line.includes('"expected"')));
  return last.differences;
}

interface LastLine {
  readonly kind: string;
  readonly customers: number;
  readonly differences: number;
}
