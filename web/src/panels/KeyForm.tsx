import { useId } from 'react';
import { useText } from '../data/use-text.ts';

export interface KeyFormProps {
  /** The key of this tab was not accepted. */
  readonly isRefused?: boolean;
  readonly submit: string;
  readonly giveKey: (key: string) => void;
}

/** Takes an operator key, which stays in this tab. */
export function KeyForm({ isRefused = false, submit, giveKey }: KeyFormProps) {
  const t = useText('shell');
  const id = useId();
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const key = `${new FormData(event.currentTarget).get('key') ?? ''}`.trim();
        if (key) giveKey(key);
      }}
    >
      <label htmlFor={id}>{t('operatorKey')}</label>
      <input
        id={id}
        name="key"
        type="password"
        autoComplete="off"
        required
        aria-invalid={isRefused}
        aria-describedby={`${id}-hint`}
      />
      <p id={`${id}-hint`} className={isRefused ? 'hint danger' : 'hint'}>
        {t(isRefused ? 'keyRefused' : 'keyStays')}
      </p>
      <button type="submit" className="primary">
        {submit}
      </button>
    </form>
  );
}
