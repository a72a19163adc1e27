/** One thing the palette leads to. */
export interface PaletteEntry {
  readonly id: string;
  readonly group: 'page' | 'entity' | 'feature' | 'period' | 'action';
  readonly label: string;
  /** What kind of thing it is, in words; and whatever else it is found by. */
  readonly note: string;
}

/** What may be searched quickly, made once for a list of entries. */
export interface PaletteIndex {
  readonly entries: readonly PaletteEntry[];
  readonly texts: readonly string[];
}

/** Prepares entries to be searched with each key that is pressed. */
export function paletteIndex(entries: readonly PaletteEntry[]): PaletteIndex {
  return { entries, texts: entries.map(({ label, note, id }) => plain(`${label} ${note} ${id}`)) };
}

/**
 * Entries that hold every word of the text, in any case and without regard to accents: those that begin with
 * it first, then those with a word that does, recent ones before others. Without a text: the recent
 * ones, then the others in their order.
 */
export function searchPalette(
  { entries, texts }: PaletteIndex,
  { text, recent }: { readonly text: string; readonly recent: readonly string[] },
): readonly PaletteEntry[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const lately = new Map(recent.map((id, index) => [id, index]));
  const found: { readonly entry: PaletteEntry; readonly rank: number; readonly late: number }[] =
    [];
  for (const [index, entry] of entries.entries()) {
    const own = texts[index] ?? '';
    if (!words.every((word) => own.includes(word))) continue;
    const [first = ''] = words;
    const rank = first === '' || own.startsWith(first) ? 0 : own.includes(` ${first}`) ? 1 : 2;
    found.push({ entry, rank, late: lately.get(entry.id) ?? recent.length });
  }
  const isPlain = words.length === 0;
  return found
    .sort((a, b) => (isPlain ? 0 : a.rank - b.rank) || a.late - b.late)
    .slice(0, SHOWN_MAX)
    .map(({ entry }) => entry);
}

/** The recent ones with one more, which comes first. */
export function withRecent(recent: readonly string[], id: string): readonly string[] {
  return [id, ...recent.filter((each) => each !== id)].slice(0, RECENT_MAX);
}

const SHOWN_MAX = 30;
const RECENT_MAX = 8;

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
