const KEY = 'fuelgauge-dismissed';
const KEPT_MAX = 100;

let kept = stored();

/** Whether a notice was put away here; what has no way to be put away never is. */
export function isDismissed(scope: string, dismissal: string | null): boolean {
  return dismissal !== null && kept.includes(`${scope} ${dismissal}`);
}

/**
 * Puts a notice away on this device for as long as its scope is the same; where storage is refused,
 * for as long as the page is.
 */
export function dismissNotice(scope: string, dismissal: string): void {
  kept = [`${scope} ${dismissal}`, ...kept].slice(0, KEPT_MAX);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Storage is refused.
  }
}

function stored(): readonly string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}
