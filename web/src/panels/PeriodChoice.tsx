import { type FormEvent, useId, useState } from 'react';
import { usePeriod, useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import {
  clippedText,
  cycleText,
  type DateSpan,
  dateOf,
  keptDates,
  lastDateOf,
} from '../figures/period.ts';
import { dateText, periodText } from '../figures/time-text.ts';
import { OptionList } from '../ui/OptionList.tsx';

export interface PeriodChoiceProps {
  /** Takes what the address says for it; see `View`. */
  readonly choose: (period: string) => void;
}

const CYCLES_SHOWN = 12;
const RELATIVE = [
  ['current', 'current'],
  ['prev', 'previous'],
  ['24h', 'last24h'],
  ['7d', 'last7d'],
  ['30d', 'last30d'],
] as const;

/** Every period there is: the cycles of each series, rolling windows, and any days. */
export function PeriodChoice({ choose }: PeriodChoiceProps) {
  const t = useText('period');
  const { customer, cycles } = useShownCustomer();
  const [{ period: chosen }] = useView();
  const zone = customer.time_zone;
  const kept = useKeptDates();
  const begun = cycles.filter(({ state }) => state !== 'next');
  const bySeries = [...Map.groupBy(begun, ({ series }) => series)];
  return (
    <div className="period-choice">
      <OptionList
        options={RELATIVE.filter(([id]) => !kept || id !== 'prev').map(([id, key]) => ({
          id,
          label: t(key),
        }))}
        chosen={chosen}
        choose={(text) => {
          const now = Temporal.Now.instant();
          const asked = { text, cycles, now, timeZone: zone };
          choose(kept && text !== 'current' ? clippedText(asked, kept) : text);
        }}
      />
      {(kept ? [] : bySeries).map(([series, list]) => (
        <section key={series}>
          <h3>{series === 'plan' ? t('planCycles') : t('otherCycles', { name: series })}</h3>
          <OptionList
            options={list.slice(0, CYCLES_SHOWN).map((cycle) => ({
              id: cycleText(cycle, zone),
              label: periodText({ start: new Date(cycle.start), end: new Date(cycle.end) }, zone),
            }))}
            {...{ chosen, choose }}
          />
        </section>
      ))}
      <CustomRange choose={choose} />
    </div>
  );
}

/** The dates readers may choose where the catalog keeps them to the current cycle; undefined where it does not. */
function useKeptDates(): DateSpan | undefined {
  const { customer, catalog, cycles } = useShownCustomer();
  if (catalog.dates_within !== 'current_cycle') return undefined;
  return keptDates({ cycles, now: Temporal.Now.instant(), timeZone: customer.time_zone });
}

function CustomRange({ choose }: PeriodChoiceProps) {
  const t = useText('period');
  const id = useId();
  const { customer, cycles } = useShownCustomer();
  const period = usePeriod();
  const [isWrong, setWrong] = useState(false);
  const zone = customer.time_zone;
  const oldest = cycles.findLast(({ series }) => series === 'plan');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [from, to] = [`${form.get('from')}`, `${form.get('to')}`];
    setWrong(from > to);
    if (from <= to) choose(`${from}..${to}`);
  };
  const kept = useKeptDates();
  const bounds = kept
    ? { min: kept.first, max: kept.last }
    : { min: oldest && dateOf(oldest.start, zone) };
  const last = period && lastDateOf(period.to, zone);
  return (
    <section>
      <h3>{t('custom')}</h3>
      <form onSubmit={submit} className="range">
        <label htmlFor={`${id}-from`}>{t('from')}</label>
        <input
          id={`${id}-from`}
          name="from"
          type="date"
          required
          {...bounds}
          defaultValue={period && dateOf(period.from, zone)}
        />
        <label htmlFor={`${id}-to`}>{t('to')}</label>
        <input
          id={`${id}-to`}
          name="to"
          type="date"
          required
          {...bounds}
          defaultValue={kept && last && last > kept.last ? kept.last : last}
        />
        {isWrong && (
          <p className="hint danger" role="alert">
            {t('invalid')}
          </p>
        )}
        {kept ? (
          <p className="hint">{t('withinCycle')}</p>
        ) : (
          oldest && (
            <p className="hint">
              {t('earliest', { date: dateText(new Date(oldest.start), zone) })}
            </p>
          )
        )}
        <button type="submit">{t('apply')}</button>
      </form>
    </section>
  );
}
