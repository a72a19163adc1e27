import type { EstimateBand } from './layout-band.ts';

export interface BandProps {
  readonly estimate: EstimateBand;
}

/** What is likely: a grey area that 80 % of outcomes stay in, and a dashed median. */
export function Band({ estimate: { band, median } }: BandProps) {
  return (
    <>
      <path className="estimate-band" d={band} />
      <path className="estimate-median" d={median} />
    </>
  );
}
