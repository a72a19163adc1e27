/** What links lead to that carry a secret behind `#`. */
export type LinkKind = 'invitation' | 'reset-password';

/**
 * The secret of the link that was followed; null when there is none. It is taken out of the address, and stays in this tab, so
 * that who signs in on the way comes back to it, until it is used.
 */
export function takeLinkToken(kind: LinkKind, { isUsed = false } = {}): string | null {
  const { hash, pathname, search } = window.location;
  const token = hash.slice(1);
  const name = `fuelgauge-${kind}`;
  try {
    if (isUsed) sessionStorage.removeItem(name);
    else if (token !== '') sessionStorage.setItem(name, token);
    if (token !== '') window.history.replaceState(null, '', `${pathname}${search}`);
    return isUsed ? null : sessionStorage.getItem(name);
  } catch {
    // Storage is refused: the secret stays in the address, where a reload finds it.
    return token || null;
  }
}
