/** What a person chose for this device; it outlives the tab where storage is allowed. */
const KEYS = {
  // public/start.js reads these two before the first paint.
  theme: 'fuelgauge-theme',
  language: 'fuelgauge-language',
  shortcuts: 'fuelgauge-shortcuts',
} as const;

export type Preference = keyof typeof KEYS;

/** Null forgets it. Where storage is refused the choice lasts as long as the page. */
export function keepPreference(name: Preference, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(KEYS[name]);
    else localStorage.setItem(KEYS[name], value);
  } catch {
    // Storage is refused.
  }
}
