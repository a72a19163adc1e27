import type { ReactNode } from 'react';

/** A stripe above the page that says in what part somebody is there. */
export function Stripe({ children }: { readonly children: ReactNode }) {
  return <div className="stripe">{children}</div>;
}
