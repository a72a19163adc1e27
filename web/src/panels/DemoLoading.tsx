import { useEffect } from 'react';
import { useBeat } from '../data/use-beat.ts';
import { Empty } from '../ui/Empty.tsx';

export interface DemoLoadingProps {
  /** Asks again whether the first customer is there. */
  readonly reload: () => void;
}

const ASK_MS = 2_000;

/** Stands in until a demo that loads its data has its first customer. */
export function DemoLoading({ reload }: DemoLoadingProps) {
  const beat = useBeat(ASK_MS);
  useEffect(() => {
    if (beat > 0) reload();
  }, [beat, reload]);
  return (
    <div role="status">
      <Empty title="Demo data is loading…" text="The first customer appears here in seconds." />
    </div>
  );
}
