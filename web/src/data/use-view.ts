import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { readView, type View, writeView } from './view.ts';

export interface ChangeView {
  /** Another result set: the browser's Back returns to this one. */
  readonly push: (changes: Partial<View>) => void;
  /** The same result shown otherwise: no step of history. */
  readonly replace: (changes: Partial<View>) => void;
}

/** The view in the address bar, and how to change it. */
export function useView(): [View, ChangeView] {
  const href = useSyncExternalStore(subscribe, () => window.location.href);
  const view = useMemo(() => readView(new URL(href)), [href]);
  const push = useCallback((changes: Partial<View>) => go('pushState', changes), []);
  const replace = useCallback((changes: Partial<View>) => go('replaceState', changes), []);
  return [view, useMemo(() => ({ push, replace }), [push, replace])];
}

function go(how: 'pushState' | 'replaceState', changes: Partial<View>): void {
  const view = readView(new URL(window.location.href));
  window.history[how](null, '', writeView({ ...view, ...changes }));
  window.dispatchEvent(new PopStateEvent('popstate'));
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('popstate', changed);
  return () => window.removeEventListener('popstate', changed);
}
