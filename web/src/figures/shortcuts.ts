/** Whether single keys do something: alone, only with Alt, or not at all. */
export type ShortcutMode = 'on' | 'alt' | 'off';

/** What a key press has to say for itself. */
export interface KeyPress {
  readonly key: string;
  /** Tells a key with Alt from the character it makes on some keyboards. */
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Single keys, in the order of the sheet. Each is also a text of the area `keyboard`. */
export const SHORTCUTS = [
  { key: '/', text: 'focusSearch' },
  { key: 'g', text: 'goTo' },
  { key: '[', text: 'earlier' },
  { key: ']', text: 'later' },
  { key: 'c', text: 'cumulative' },
  { key: 'u', text: 'unit' },
  { key: 'x', text: 'compare' },
  { key: 'f', text: 'filter' },
  { key: 't', text: 'table' },
  { key: 'e', text: 'export' },
  { key: 'l', text: 'copyLink' },
  { key: '?', text: 'sheet' },
] as const;

/** Opens the palette wherever the focus is; it is no single key. */
export function isPaletteKey({ key, ctrlKey, metaKey, altKey }: KeyPress): boolean {
  return key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey;
}

/** The single key that was pressed, as the mode allows it; null where it is none. */
export function singleKey(press: KeyPress, mode: ShortcutMode): string | null {
  if (mode === 'off' || press.ctrlKey || press.metaKey) return null;
  if (press.altKey !== (mode === 'alt')) return null;
  if (mode === 'alt') {
    const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
    return letter?.toLowerCase() ?? CODES[press.code] ?? null;
  }
  return press.key.length === 1 ? press.key.toLowerCase() : null;
}

const CODES: Readonly<Record<string, string>> = {
  Slash: '/',
  BracketLeft: '[',
  BracketRight: ']',
};
