/** What a person chose for this device; it outlives the tab where storage is allowed. */
const KEYS = {
  // public/start.js reads these two before the first paint.
  theme: 'fuelgauge-theme',
  language: 'fuelgauge-language',
  shortcuts: 'fuelgauge-shortcuts',
  recent: 'fuelgauge-recent',
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

/** What was chosen among the values; undefined where nothing, or something else, was. */
export function preference<const Value extends string>(
  name: Preference,
  values: readonly Value[],
): Value | undefined {
  const [kept] = preferences(name);
  return values.find((value) => value === kept);
}

/** What was kept, line by line. */
export function preferences(name: Preference): readonly string[] {
  try {
    return (localStorage.getItem(KEYS[name]) ?? '').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
