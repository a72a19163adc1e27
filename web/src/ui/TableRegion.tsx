import type { ReactNode } from 'react';

export interface TableRegionProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** A table that scrolls by itself where it is too wide, also by keyboard. */
export function TableRegion({ label, children }: TableRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls takes the arrow keys.
    <section className="table-scroll" aria-label={label} tabIndex={0}>
      <table className="data">{children}</table>
    </section>
  );
}
