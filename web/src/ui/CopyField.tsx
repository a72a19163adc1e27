import { useId, useState } from 'react';

export interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  readonly copyWord: string;
  /** On the button once it is done. */
  readonly copiedWord: string;
}

/** A text to be taken along, with a button that copies it. */
export function CopyField({ label, value, copyWord, copiedWord }: CopyFieldProps) {
  const id = useId();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div className="copy-field">
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <input
        id={id}
        readOnly
        value={value}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <button type="button" onClick={() => void copy()}>
        <span role="status">{isCopied ? copiedWord : copyWord}</span>
      </button>
    </div>
  );
}
