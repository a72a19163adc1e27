import { useSyncExternalStore } from 'react';

/** Whether the page can be seen: nothing has to change in a tab behind others. */
export function useLooked(): boolean {
  return useSyncExternalStore(subscribe, () => document.visibilityState === 'visible');
}

function subscribe(change: () => void): () => void {
  document.addEventListener('visibilitychange', change);
  return () => document.removeEventListener('visibilitychange', change);
}
