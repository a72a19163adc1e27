import { credits } from '@fuelgauge/core';
import type { BalanceGrant } from '@fuelgauge/sdk';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { midSentence, otherKindWords } from '../figures/catalog-words.ts';
import { exactText } from '../figures/exact-text.ts';
import { exampleDraws } from '../figures/grant-lines.ts';

export interface DrawExampleProps {
  /** In draw order. */
  readonly grants: readonly BalanceGrant[];
}

/** The order in which grants are used, with the customer's own as the example. */
export function DrawExample({ grants }: DrawExampleProps) {
  const t = useText('grants');
  const { customer, words } = useShownCustomer();
  const overage = words.plans.get(customer.plan)?.overage ?? null;
  const { amount, draws } = exampleDraws(grants);
  return (
    <>
      <p>{t('drawRule')}</p>
      {draws.length > 0 && (
        <>
          <p>{t('example', { amount: exactText(amount) })}</p>
          <ol className="draws">
            {draws.map((draw) => {
              const { label, look } =
                words.kinds.get(draw.grant.kind) ?? otherKindWords(draw.grant.kind);
              const left = exactText(credits(draw.grant.remaining));
              return (
                <li key={draw.grant.id}>
                  <span className="swatch" data-look={look} aria-hidden="true" />{' '}
                  {t('draw', { name: label, amount: exactText(draw.amount), left })}
                </li>
              );
            })}
          </ol>
        </>
      )}
      <p className="mute">
        {overage ? t('drawBeyond', { kind: midSentence(overage.name) }) : t('drawEnd')}
      </p>
    </>
  );
}
