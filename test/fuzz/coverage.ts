import type { Received } from './check-response.ts';
import type { DocumentedOperation } from './documented-operation.ts';
import type { Draft } from './draft.ts';

/** How many requests of each operation were let through, and how many refused. */
export type Coverage = Readonly<
  Record<string, { readonly reached: number; readonly refused: number }>
>;

/** What asks for a cookie, or for the secret of a link: test/integration/identity gets through to it. */
const FOR_BROWSERS = /^\/(?:auth|v1\/invitations)\//;

/** There are personas in demo mode alone, which this server is not in. */
const FOR_DEMO = '/v1/demo-session';

/** Counts answers by status, and by the operation that a request was made for. */
export function countCoverage() {
  const byStatus: Record<string, number> = {};
  const byOperation: Record<string, { reached: number; refused: number }> = {};
  return {
    /** Operations that are to be reached. */
    expect(operations: readonly DocumentedOperation[]): void {
      for (const { operationId, path } of operations) {
        if (FOR_BROWSERS.test(path) || path === FOR_DEMO) continue;
        byOperation[operationId] ??= { reached: 0, refused: 0 };
      }
    },
    count({ operation, method }: Draft, { status }: Received): void {
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      const counts = byOperation[operation.operationId];
      if (counts === undefined) return;
      if (status >= 300) counts.refused += 1;
      else if (method === operation.method) counts.reached += 1;
    },
    all() {
      const unreached = Object.keys(byOperation).filter((id) => byOperation[id]?.reached === 0);
      return { byStatus: { ...byStatus }, byOperation: structuredClone(byOperation), unreached };
    },
  };
}
