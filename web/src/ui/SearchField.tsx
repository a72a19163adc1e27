import { Search } from 'lucide-react';

export interface SearchFieldProps {
  readonly label: string;
  readonly submit: string;
  /** What is searched for now. */
  readonly text: string;
  readonly search: (text: string) => void;
}

/** A search that runs on Enter or on its button. Give it a key of the text, so that Back changes it. */
export function SearchField({ label, submit, text, search }: SearchFieldProps) {
  return (
    <search className="log-search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search(`${new FormData(event.currentTarget).get('q') ?? ''}`.trim());
        }}
      >
        <input
          type="search"
          name="q"
          data-search=""
          aria-label={label}
          placeholder={label}
          maxLength={200}
          defaultValue={text}
        />
        <button type="submit" className="control">
          <Search size={16} aria-hidden="true" />
          {submit}
        </button>
      </form>
    </search>
  );
}
