import type { IngestionGap, IngestionGapBody } from '@fuelgauge/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { useClient } from '../data/session.ts';
import { type Deed, useDeed } from '../data/use-deed.ts';
import { useList } from '../data/use-list.ts';
import { useText } from '../data/use-text.ts';
import { momentText } from '../figures/time-text.ts';
import { HeadRow } from '../ui/HeadRow.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';
import { ListCard } from './ListCard.tsx';
import { ReasonForm } from './ReasonForm.tsx';

/** The times from which usage is missing, as operators declare, end and withdraw them. */
export function IngestionGaps() {
  const t = useText('operator');
  const client = useClient();
  const queries = useQueryClient();
  const list = useList({
    key: ['gaps'],
    load: (_page, signal) => client.ingestionGaps.list({ signal }),
  });
  // Whatever is shown of customers may have a gap now.
  const forget = () => void queries.invalidateQueries();
  return (
    <>
      <GapForm onDeclared={forget} />
      <ListCard
        what="theGaps"
        list={list}
        nothing={t('noGaps')}
        head={
          <div className="card-head">
            <h2>{t('gaps')}</h2>
          </div>
        }
      >
        <TableRegion label={t('gaps')}>
          <HeadRow
            columns={[
              { text: t('customer') },
              { text: t('gapFrom') },
              { text: t('gapTo') },
              { text: t('withdrawGap'), isHidden: true },
            ]}
          />
          <tbody>
            {list.rows?.map((gap) => (
              <GapRow key={gap.id} gap={gap} onChanged={forget} />
            ))}
          </tbody>
        </TableRegion>
      </ListCard>
    </>
  );
}

function GapForm({ onDeclared }: { readonly onDeclared: () => void }) {
  const t = useText('operator');
  const client = useClient();
  const id = useId();
  const fields = useRef<HTMLFieldSetElement>(null);
  const declaring = useDeed(
    ({ gap, body }: { readonly gap: string; readonly body: IngestionGapBody }) =>
      client.ingestionGaps.put(gap, body),
    onDeclared,
  );
  const declare = (reason: string) => {
    const customer = fieldOf(fields.current, 'customer') || null;
    const from = instantOf(fieldOf(fields.current, 'from')) ?? '';
    const to = instantOf(fieldOf(fields.current, 'to'));
    // Declared twice it is one: it is named for what it says.
    const gap = `${customer ?? '*'} ${from}`;
    declaring.run({ gap, body: { customer, from, to, reason } });
  };
  return (
    <section className="card" aria-labelledby={`${id}-title`}>
      <div className="card-head">
        <h2 id={`${id}-title`}>{t('declareTitle')}</h2>
      </div>
      <p className="mute">{t('gapsText')}</p>
      <ReasonForm submit={t('declareGap')} deed={declaring} run={declare}>
        <fieldset ref={fields} className="form-fields">
          <legend className="visually-hidden">{t('declareTitle')}</legend>
          <label>
            {t('gapCustomer')}
            <input name="customer" autoComplete="off" maxLength={255} />
          </label>
          <label>
            {t('gapFrom')}
            <input name="from" type="datetime-local" required />
          </label>
          <label>
            {t('gapToLasts')}
            <input name="to" type="datetime-local" />
          </label>
        </fieldset>
      </ReasonForm>
    </section>
  );
}

interface GapRowProps {
  readonly gap: IngestionGap;
  readonly onChanged: () => void;
}

function GapRow({ gap, onChanged }: GapRowProps) {
  const t = useText('operator');
  const client = useClient();
  const [asking, setAsking] = useState<'end' | 'withdraw' | null>(null);
  const done = () => {
    setAsking(null);
    onChanged();
  };
  const ending = useDeed((body: IngestionGapBody) => client.ingestionGaps.put(gap.id, body), done);
  const withdrawing = useDeed(
    (reason: string) => client.ingestionGaps.withdraw(gap.id, { reason }),
    done,
  );
  const at = (moment: string) => momentText(new Date(moment), 'UTC');
  const whom = gap.customer ?? t('everyCustomer');
  const button = (what: 'end' | 'withdraw', text: string) => (
    <button type="button" onClick={() => setAsking(what)}>
      {text}
      <span className="visually-hidden">{` ${whom} ${at(gap.from)}`}</span>
    </button>
  );
  return (
    <>
      <tr>
        <th scope="row">{whom}</th>
        <td>{at(gap.from)}</td>
        <td>{gap.to === null ? t('gapLasts') : at(gap.to)}</td>
        <td>
          {asking === null && gap.to === null && button('end', t('endGap'))}
          {asking === null && button('withdraw', t('withdrawGap'))}
        </td>
      </tr>
      {asking !== null && (
        <tr>
          <td colSpan={4}>
            {asking === 'end' ? (
              <EndForm deed={ending} cancel={() => setAsking(null)} />
            ) : (
              <ReasonForm
                submit={t('withdrawGapNow')}
                deed={withdrawing}
                run={withdrawing.run}
                cancel={() => setAsking(null)}
              />
            )}
          </td>
        </tr>
      )}
    </>
  );
}

interface EndFormProps {
  readonly deed: Deed<IngestionGapBody, unknown>;
  readonly cancel: () => void;
}

function EndForm({ deed, cancel }: EndFormProps) {
  const t = useText('operator');
  const fields = useRef<HTMLFieldSetElement>(null);
  const end = (reason: string) => {
    const to = instantOf(fieldOf(fields.current, 'to'));
    if (to !== null) deed.run({ to, reason });
  };
  return (
    <ReasonForm submit={t('endGapAt')} deed={deed} run={end} cancel={cancel}>
      <fieldset ref={fields} className="form-fields">
        <legend className="visually-hidden">{t('endGap')}</legend>
        <label>
          {t('gapTo')}
          <input name="to" type="datetime-local" required />
        </label>
      </fieldset>
    </ReasonForm>
  );
}

function fieldOf(fields: HTMLFieldSetElement | null, name: string): string {
  return fields?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value.trim() ?? '';
}

/** What a field for date and time holds, in UTC; null where it is empty. */
function instantOf(text: string): string | null {
  return text === ''
    ? null
    : Temporal.PlainDateTime.from(text).toZonedDateTime('UTC').toInstant().toString();
}
