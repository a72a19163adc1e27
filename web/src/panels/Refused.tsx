import type { Failure } from '../data/failure.ts';
import { useText } from '../data/use-text.ts';

/** Why nothing was done, in the server's words, with what finds the request in its log. */
export function Refused({ failure }: { readonly failure: Failure }) {
  const t = useText('shell');
  return (
    <p className="hint danger" role="alert">
      {failure.message} {t('nothingChanged')}
      {failure.requestId !== null && (
        <>
          {' '}
          {t('request')} <code>{failure.requestId}</code>
        </>
      )}
    </p>
  );
}
