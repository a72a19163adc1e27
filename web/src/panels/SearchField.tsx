import { useEffect, useState } from 'react';
import { useView } from '../data/use-view.ts';

export interface SearchFieldProps {
  readonly label: string;
}

const WAIT_MS = 200;

/** Narrows a table to what matches; the address follows once the typing rests. */
export function SearchField({ label }: SearchFieldProps) {
  const [{ search }, changeView] = useView();
  const [text, setText] = useState(search);
  useEffect(() => setText(search), [search]);
  useEffect(() => {
    if (text === search) return;
    const timer = setTimeout(() => changeView.replace({ search: text }), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text, search, changeView]);
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={({ target }) => setText(target.value)}
    />
  );
}
