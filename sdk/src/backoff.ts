const FIRST_MS = 200;
const MOST_MS = 10_000;

/**
 * How long to wait before the attempt after this many failed ones, in milliseconds: twice as long
 * each time, half of it by chance so that clients that failed together do not come back together,
 * and never less than the server asked.
 */
export function backoffMs(failures: number, retryAfterMs: number | null): number {
  const most = Math.min(MOST_MS, FIRST_MS * 2 ** (failures - 1));
  const chosen = most / 2 + (Math.random() * most) / 2;
  return Math.max(chosen, retryAfterMs ?? 0);
}

/**
 * `Retry-After`, in seconds or as a date, in milliseconds; null when it is absent or says neither.
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
