const STORAGE_KEY = 'fuelgauge-operator-key';

/** The key of this tab, gone when it closes; undefined when none was given. */
export function storedKey(): string | undefined {
  return sessionStorage.getItem(STORAGE_KEY) ?? undefined;
}

/** Keeps the key for this tab only; undefined forgets it. */
export function storeKey(key: string | undefined): void {
  if (key === undefined) sessionStorage.removeItem(STORAGE_KEY);
  else sessionStorage.setItem(STORAGE_KEY, key);
}
