import { useSyncExternalStore } from 'react';

/** Whether the window is as narrow as a phone: tables have two lines a row. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches);
}

const narrow = window.matchMedia('(max-width: 767px)');

function subscribe(change: () => void): () => void {
  narrow.addEventListener('change', change);
  return () => narrow.removeEventListener('change', change);
}
