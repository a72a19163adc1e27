import { type ReactNode, useDeferredValue, useEffect } from 'react';

let wasPainted = false;

/** Cards that are made after the first paint of a page that has just been loaded, and at once in every page after it. */
export function Later({ children }: { readonly children: ReactNode }) {
  const isTime = useDeferredValue(true, wasPainted);
  useEffect(() => {
    wasPainted = true;
  }, []);
  if (isTime) return children;
  return <section className="card skeleton" data-height="chart" aria-busy="true" />;
}
