import { useState } from 'react';
import { useText } from '../data/use-text.ts';

export interface ExplainCopiesProps {
  readonly text: string;
  readonly request: string;
}

/** An explanation to take along: its words, or the request that answers the same. */
export function ExplainCopies({ text, request }: ExplainCopiesProps) {
  const t = useText('explain');
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async (value: string) => {
    await navigator.clipboard.writeText(value);
    setCopied(value);
  };
  return (
    <p className="explain-copies">
      <button type="button" onClick={() => void copy(text)}>
        {t(copied === text ? 'copied' : 'copyText')}
      </button>
      <button type="button" onClick={() => void copy(request)}>
        {t(copied === request ? 'copied' : 'copyRequest')}
      </button>
    </p>
  );
}
