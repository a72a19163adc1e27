import { useId } from 'react';
import { useText } from '../data/use-text.ts';
import { Wordmark } from '../ui/Wordmark.tsx';

export interface SignInProps {
  /** A key was given and not accepted. */
  readonly refused: boolean;
  readonly signIn: (key: string) => void;
}

/** Asks for an operator key, which stays in this tab. */
export function SignIn({ refused, signIn }: SignInProps) {
  const t = useText('shell');
  const id = useId();
  return (
    <main className="lone">
      <Wordmark />
      <form
        className="card sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          const key = `${new FormData(event.currentTarget).get('key') ?? ''}`.trim();
          if (key) signIn(key);
        }}
      >
        <h1>{t('signIn')}</h1>
        <label htmlFor={id}>{t('operatorKey')}</label>
        <input
          id={id}
          name="key"
          type="password"
          autoComplete="off"
          required
          aria-invalid={refused}
          aria-describedby={`${id}-hint`}
        />
        <p id={`${id}-hint`} className={refused ? 'hint danger' : 'hint'}>
          {t(refused ? 'keyRefused' : 'keyStays')}
        </p>
        <button type="submit" className="primary">
          {t('signIn')}
        </button>
      </form>
    </main>
  );
}
