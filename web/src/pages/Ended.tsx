import { keepToken } from '../data/credential.ts';
import { useText } from '../data/use-text.ts';
import { Wordmark } from '../ui/Wordmark.tsx';

/** A view that was opened for a while, and is over. Inside another page that page opens it again. */
export function Ended() {
  const t = useText('entrance');
  const isInside = window.parent !== window;
  return (
    <main className="lone">
      <title>{`${t('ended')} · Fuelgauge`}</title>
      <Wordmark />
      <section className="card sign-in">
        <h1>{t('ended')}</h1>
        <p>{t(isInside ? 'endedInside' : 'endedText')}</p>
        {!isInside && (
          <button
            type="button"
            onClick={() => {
              keepToken(undefined);
              window.location.assign('/');
            }}
          >
            {t('toStart')}
          </button>
        )}
      </section>
    </main>
  );
}
