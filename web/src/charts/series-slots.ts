/** Colours that are told apart under every kind of colour vision; slot 0 is Other beside them. */
export const SLOTS = 8;
/** So many series are named; the rest of more than {@link SLOTS} is Other. */
export const NAMED_MAX = 7;
/** From this many series on, colours alone are too close. */
export const PATTERNED_FROM = 5;

/**
 * A slot for each key, the same in every chart unless two keys of one chart fall on the same: the
 * later in the alphabet moves on. Keys of `order` have the slot of their place there, others one
 * from a hash, so no slot depends on a rank. More keys than slots share.
 */
export function seriesSlots(
  keys: readonly string[],
  order: readonly string[] = [],
): ReadonlyMap<string, number> {
  const wanted = (key: string) => {
    const place = order.indexOf(key);
    return ((place < 0 ? hash(key) : place) % SLOTS) + 1;
  };
  const isListed = (key: string) => order.includes(key);
  // Those of the list choose first: what they collide with is never among the first eight of it.
  const choosing = keys.toSorted(
    (a, b) => Number(isListed(b)) - Number(isListed(a)) || (a < b ? -1 : 1),
  );
  const slots = new Map<string, number>();
  const taken = new Set<number>();
  for (const key of choosing) {
    let slot = wanted(key);
    while (taken.has(slot) && taken.size < SLOTS) slot = (slot % SLOTS) + 1;
    taken.add(slot);
    slots.set(key, slot);
  }
  return slots;
}

/** How many of so many series keep their name; the others are Other. */
export function namedCount(series: number): number {
  return series > SLOTS ? NAMED_MAX : series;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const unit of text) value = Math.imul(value ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
