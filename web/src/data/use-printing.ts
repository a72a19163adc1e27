import { useSyncExternalStore } from 'react';

/** Whether the page is being put on paper: tables are longer there, and nothing can be opened. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => print.matches);
}

const print = window.matchMedia('print');

function subscribe(change: () => void): () => void {
  print.addEventListener('change', change);
  return () => print.removeEventListener('change', change);
}
