import type { Balance } from '@fuelgauge/sdk';
import { useText } from '../data/use-text.ts';
import { exactText } from '../figures/exact-text.ts';
import type { Figure } from '../figures/explained.ts';
import { reconciliation } from '../figures/grant-lines.ts';
import { Num } from './Num.tsx';

export interface ReconciliationCardProps {
  readonly balance: Balance;
}

/** The sum from the start of the cycle to what is left, to the last digit of the ledger. */
export function ReconciliationCard({ balance }: ReconciliationCardProps) {
  const t = useText('grants');
  const { terms, remaining, held, available, difference } = reconciliation(balance);
  const period = { from: balance.cycle.start, to: balance.cycle.end };
  const number = (figure: Figure, amount: bigint) => (
    <Num explain={{ figure, period, ...(figure === 'used' && { unit: 'credits' }) }}>
      {exactText(amount)}
    </Num>
  );
  return (
    <section className="card" aria-labelledby="reconciliation">
      <div className="card-head">
        <h2 id="reconciliation">{t('reconciliation')}</h2>
      </div>
      <dl className="sum">
        {terms.map(({ name, sign, amount }, index) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>
              {(index > 0 || sign === '−') && <span className="sign">{sign} </span>}
              {number(name, amount)}
            </dd>
          </div>
        ))}
        <div className="result">
          <dt>{t('remaining')}</dt>
          <dd>
            <span className="sign">= </span>
            {number('remaining', remaining)}
          </dd>
        </div>
        {held > 0n && available !== null && (
          <>
            <div>
              <dt>{t('held')}</dt>
              <dd>
                <span className="sign">− </span>
                {number('held', held)}
              </dd>
            </div>
            <div className="result">
              <dt>{t('available')}</dt>
              <dd>
                <span className="sign">= </span>
                {number('left', available)}
              </dd>
            </div>
          </>
        )}
      </dl>
      <p className={difference === 0n ? 'footnote matches' : 'footnote differs'}>
        {difference === 0n
          ? t('matches')
          : t('differs', { amount: exactText(difference, { signed: true }) })}
      </p>
    </section>
  );
}
