import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { readView, type Search, type View, writeView } from './view.ts';

export interface ChangeView {
  /** Another result set: the browser's Back returns to this one. */
  readonly push: (changes: Partial<View>) => void;
  /** The same result shown otherwise: no step of history. */
  readonly replace: (changes: Partial<View>) => void;
}

/** The view in the address bar, and how to change it. */
export function useView(): [View, ChangeView] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const view = useMemo(() => readView(search), [search]);
  const change = useMemo(() => {
    const go = (replace: boolean) => (changes: Partial<View>) => {
      void navigate({
        to: '.',
        replace,
        resetScroll: false,
        search: ((before: Search) => writeView({ ...readView(before), ...changes })) as never,
      });
    };
    return { push: go(false), replace: go(true) };
  }, [navigate]);
  return [view, change];
}
