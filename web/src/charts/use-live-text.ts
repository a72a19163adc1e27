import { useEffect, useState } from 'react';

const DEBOUNCE_MS = 150;

/** The text once it has stood for a moment: a held arrow key is not read out step by step. */
export function useLiveText(text: string): string {
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => setSpoken(text), DEBOUNCE_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return spoken;
}
