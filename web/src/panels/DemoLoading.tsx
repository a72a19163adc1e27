import { useEffect } from 'react';
import { useText } from '../data/use-text.ts';
import { Empty } from '../ui/Empty.tsx';

export interface DemoLoadingProps {
  /** Asks again whether the first customer is there. */
  readonly reload: () => void;
}

const ASK_MS = 2_000;

/** Stands in until a demo that loads its data has its first customer. */
export function DemoLoading({ reload }: DemoLoadingProps) {
  const t = useText('shell');
  useEffect(() => {
    const timer = setInterval(reload, ASK_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <div role="status">
      <Empty title={t('demoLoading')} text={t('demoLoadingText')} />
    </div>
  );
}
