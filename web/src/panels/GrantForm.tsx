import type { Customer, GrantBody, IssuedGrant } from '@fuelgauge/sdk';
import { useId, useRef } from 'react';
import { useClient } from '../data/session.ts';
import { useDeed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';
import type { CatalogWords } from '../figures/catalog-words.ts';
import { creditsText } from '../figures/credits-text.ts';
import { ReasonForm } from './ReasonForm.tsx';

export interface GrantFormProps {
  readonly customer: Customer;
  readonly words: CatalogWords;
  readonly onIssued: () => void;
}

/** Gives credits, and says what the server made of it; nothing is shown as given before. */
export function GrantForm({ customer, words, onIssued }: GrantFormProps) {
  const t = useText('operator');
  const client = useClient();
  const id = useId();
  const form = useRef<HTMLFieldSetElement>(null);
  // The same body sent twice gives once: the key changes with what was filled in.
  const sent = useRef({ body: '', idempotencyKey: '' });
  const giving = useDeed((body: GrantBody) => {
    const text = JSON.stringify(body);
    if (sent.current.body !== text) {
      sent.current = { body: text, idempotencyKey: crypto.randomUUID() };
    }
    const { idempotencyKey } = sent.current;
    return client.grants.issue(customer.customer, body, { idempotencyKey });
  }, onIssued);
  const kinds = [...words.kinds].map(([kind, { label }]) => ({ kind, label }));
  const field = (name: string) =>
    form.current?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value.trim() ?? '';
  const give = (reason: string) => giving.run(bodyOf(field, reason, customer.time_zone));
  return (
    <section className="card" aria-labelledby={`${id}-title`}>
      <div className="card-head">
        <h2 id={`${id}-title`}>{t('giveCredits')}</h2>
      </div>
      <p className="mute">{t('giveText')}</p>
      <ReasonForm submit={t('give')} deed={giving} run={give}>
        <fieldset ref={form} className="form-fields">
          <legend className="visually-hidden">{t('giveCredits')}</legend>
          <label>
            {t('kind')}
            <select name="kind" defaultValue="goodwill">
              {kinds.map(({ kind, label }) => (
                <option key={kind} value={kind}>
                  {label}
                </option>
              ))}
              <option value="goodwill">{t('goodwill')}</option>
              <option value="correction">{t('correction')}</option>
            </select>
          </label>
          <label>
            {t('amountCredits')}
            <input name="amount" inputMode="decimal" required pattern="\d{1,10}(\.\d{1,9})?" />
          </label>
          <label>
            {t('expiresOn')}
            <input name="expires" type="date" />
          </label>
          <label>
            {t('pricePaid')}
            <input name="paid" inputMode="decimal" pattern="\d{1,10}(\.\d{1,9})?" />
          </label>
          <label>
            {t('currency')}
            <input name="currency" pattern="[A-Za-z]{3}" maxLength={3} placeholder="USD" />
          </label>
        </fieldset>
      </ReasonForm>
      <p role="status" className="form-result">
        {giving.done && !giving.busy && <Issued grant={giving.done} words={words} />}
      </p>
    </section>
  );
}

function Issued({ grant, words }: { readonly grant: IssuedGrant; readonly words: CatalogWords }) {
  const t = useText('operator');
  const { kind, amount, remaining, repaid_now } = grant;
  const own = kind === 'goodwill' || kind === 'correction' ? t(kind) : kind;
  return (
    <>
      <strong>
        {t('given', { amount: creditsText(amount), kind: words.kinds.get(kind)?.label ?? own })}
      </strong>{' '}
      {repaid_now !== '0' && `${t('repaid', { amount: creditsText(repaid_now) })} `}
      {t('leftOfIt', { amount: creditsText(remaining) })}
    </>
  );
}

function bodyOf(field: (name: string) => string, reason: string, timeZone: string): GrantBody {
  const expires = field('expires');
  const paid = field('paid');
  return {
    kind: field('kind'),
    amount: field('amount'),
    reason,
    ...(expires !== '' && { expires_at: endOf(expires, timeZone) }),
    ...(paid !== '' && {
      price_paid: { amount: paid, currency: (field('currency') || 'USD').toUpperCase() },
    }),
  };
}

/** The last day is part of it: what expires on a day ends with the day, where the customer is billed. */
function endOf(day: string, timeZone: string): string {
  const next = Temporal.PlainDate.from(day).add({ days: 1 });
  return next.toZonedDateTime(timeZone).toInstant().toString();
}
