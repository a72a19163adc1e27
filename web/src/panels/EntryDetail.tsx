import { credits } from '@fuelgauge/core';
import type { EventWithEntries } from '@fuelgauge/sdk';
import type { ReactNode } from 'react';
import { useShownZone } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { exactText } from '../figures/exact-text.ts';
import { currencyOf, type LogWords } from '../figures/log-words.ts';
import { clockText, dateText } from '../figures/time-text.ts';
import { RatingSteps } from './RatingSteps.tsx';

export interface EntryDetailProps {
  readonly event: EventWithEntries;
  readonly words: LogWords;
}

/** What an event was, how it was priced, what paid it, and what became of it since. */
export function EntryDetail({ event, words }: EntryDetailProps) {
  const t = useText('activity');
  const { catalog } = words;
  const amount = (text: string, signed = false) =>
    exactText(credits(text), { signed, currency: currencyOf(event.unit, catalog) });
  return (
    <div className="detail">
      <p className="detail-amount">
        <strong>{exactText(-credits(event.current.credits), { signed: true })}</strong>
      </p>
      {event.denial && (
        <p>{t('denial', { ...event.denial, available: event.denial.available ?? '—' })}</p>
      )}
      <Part title={t('steps')}>
        <RatingSteps lines={event.current.lines} words={words} amount={amount} />
      </Part>
      <Part title={t('drawn')}>
        {event.current.draws.length === 0 ? (
          <p className="mute">{t('noDraws')}</p>
        ) : (
          <ol className="detail-list">
            {event.current.draws.map((draw) => (
              <li key={draw.account}>
                <span>
                  {words.kind(draw.kind)} <code>{draw.account}</code>
                </span>
                <span>{amount(draw.amount)}</span>
              </li>
            ))}
          </ol>
        )}
      </Part>
      {event.corrections.length > 0 && <Corrections event={event} amount={amount} />}
      <Facts event={event} words={words} />
      <Part title={t('related')}>
        <ol className="detail-list">
          {event.entries.map((entry) => (
            <li key={`${entry.seq}/${entry.part}`}>
              <span>
                {t('transfer', {
                  seq: entry.seq,
                  kind: entry.kind,
                  from: entry.debit,
                  to: entry.credit,
                })}
              </span>
              <span>{amount(entry.amount)}</span>
            </li>
          ))}
        </ol>
      </Part>
      <details>
        <summary>{t('raw')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls takes the arrow keys. */}
        <pre tabIndex={0}>{JSON.stringify(event, null, 2)}</pre>
      </details>
    </div>
  );
}

interface CorrectionsProps {
  readonly event: EventWithEntries;
  readonly amount: (text: string, signed?: boolean) => string;
}

function Corrections({ event, amount }: CorrectionsProps) {
  const t = useText('activity');
  return (
    <Part title={t('corrections')}>
      <ul className="detail-list">
        {event.corrections.map((correction) => (
          <li key={correction.seq}>
            <span>
              {t(correction.kind)} · {correction.reason}
              {correction.rerated !== '0' &&
                ` (${t('rerated', { amount: amount(correction.rerated, true) })})`}
            </span>
            <span>{amount(correction.credits, true)}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Facts({ event, words }: EntryDetailProps) {
  const t = useText('activity');
  const zone = useShownZone();
  const time = (text: string) => {
    const at = new Date(text);
    return (
      <time dateTime={text} title={text}>
        {dateText(at, zone)} {clockText(at, zone)}
      </time>
    );
  };
  const attributed = Object.entries(event.attribution);
  return (
    <>
      <Part title={t('times')}>
        <dl className="detail-facts">
          <Fact name={t('occurredAt')}>{time(event.occurred_at)}</Fact>
          <Fact name={t('recordedAt')}>{time(event.recorded_at)}</Fact>
          <Fact name={t('bookedAt')}>{time(event.booked_at)}</Fact>
        </dl>
      </Part>
      {attributed.length > 0 && (
        <Part title={t('attribution')}>
          <dl className="detail-facts">
            {attributed.map(([name, value]) => (
              <Fact key={name} name={words.dimension(name)}>
                {[value]
                  .flat()
                  .map((each) => words.value(name, `${each}`))
                  .join(', ')}
              </Fact>
            ))}
          </dl>
        </Part>
      )}
      <Part title={t('identity')}>
        <dl className="detail-facts">
          <Fact name={t('id')}>
            <code>{event.id}</code>
          </Fact>
          <Fact name={t('source')}>
            <code>{event.source}</code>
          </Fact>
          <Fact name={t('type')}>
            <code>{event.type}</code>
          </Fact>
          {event.run !== null && (
            <Fact name={t('run')}>
              <code>{event.run}</code>
            </Fact>
          )}
          <Fact name={t('seq')}>{`#${event.seq}`}</Fact>
        </dl>
      </Part>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="detail-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
