import { dateFormatter } from './formatters.ts';

const HOUR_MS = 3_600_000;
// The day the clocks go back.
const DAY_MAX_MS = 25 * HOUR_MS;

/** `1 Dec` in the zone. */
export function dateText(at: Date, timeZone: string): string {
  return format(at, { timeZone, day: 'numeric', month: 'short' });
}

/** `1 Dec 2026` in the zone: a day that may be in another year. */
export function dayText(at: Date, timeZone: string): string {
  return format(at, { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
}

/** {@link dayText}, and with the time where the zone's day does not begin then. */
export function beginningText(at: Date, timeZone: string): string {
  const isMidnight = timeText(at, timeZone) === '00:00';
  if (isMidnight) return dayText(at, timeZone);
  const time = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const;
  return `${dayText(at, timeZone)} ${format(at, { timeZone, ...time })}`;
}

/** `1 Dec 00:00 CET`: an absolute moment, never without its zone. */
export function momentText(at: Date, timeZone: string): string {
  const time = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const;
  return `${dateText(at, timeZone)} ${format(at, { timeZone, ...time })}`;
}

/** `18 Nov 16:20`, where the zone is said beside it. */
export function shortMomentText(at: Date, timeZone: string): string {
  return `${dateText(at, timeZone)} ${timeText(at, timeZone)}`;
}

/** `14:02:31` in the zone. */
export function clockText(at: Date, timeZone: string): string {
  return format(at, { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** `14:00` of the same day, `13 Nov 14:00 CET` of another. */
export function sinceText(at: Date, { asOf, timeZone }: { asOf: Date; timeZone: string }): string {
  const isToday = dayText(at, timeZone) === dayText(asOf, timeZone);
  return isToday ? timeText(at, timeZone) : momentText(at, timeZone);
}

/** `14:00` in the zone. */
export function timeText(at: Date, timeZone: string): string {
  return format(at, { timeZone, hour: '2-digit', minute: '2-digit' });
}

/** `1 – 30 Nov 2026` for a half-open interval: its last moment decides the last date. */
export function periodText({ start, end }: Span, timeZone: string): string {
  const last = new Date(end.getTime() - 1);
  const date = { timeZone, day: 'numeric', month: 'short' } as const;
  return dateFormatter({ ...date, year: 'numeric' }).formatRange(start, last);
}

/** `12 Nov, 02:10 – 03:40` in the zone, with both dates where there are two. */
export function stretchText({ start, end }: Span, timeZone: string): string {
  const date = { timeZone, day: 'numeric', month: 'short' } as const;
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  return dateFormatter({ ...date, ...time }).formatRange(start, end);
}

const MIDNIGHT = '00:00';

export interface Span {
  readonly start: Date;
  readonly end: Date;
}

/**
 * `Sat 14 Nov`, for an hour of it `Sat 14 Nov 13:00`, for several days `9 – 15 Nov`. A cycle that begins or ends within a day cuts
 * it: `Sat 14 Nov 00:00–09:30` and `Sat 14 Nov 09:30–24:00`.
 */
export function bucketText({ start, end }: Span, timeZone: string): string {
  if (end.getTime() - start.getTime() > DAY_MAX_MS) {
    const last = new Date(end.getTime() - 1);
    const date = { timeZone, day: 'numeric', month: 'short' } as const;
    return dateFormatter(date).formatRange(start, last);
  }
  const day = `${format(start, { timeZone, weekday: 'short' })} ${dateText(start, timeZone)}`;
  const from = timeText(start, timeZone);
  if (end.getTime() - start.getTime() <= HOUR_MS) return `${day} ${from}`;
  const to = timeText(end, timeZone);
  if (from === MIDNIGHT && to === MIDNIGHT) return day;
  return `${day} ${from}–${to === MIDNIGHT ? '24:00' : to}`;
}

function format(at: Date, options: Intl.DateTimeFormatOptions): string {
  return dateFormatter(options).format(at);
}
