import type { CustomerCatalog, Cycle } from '@fuelgauge/sdk';
import type { View } from '../data/view.ts';
import type { Clause } from './filter.ts';
import type { Period } from './period.ts';

/** What the address means for Explore of one customer. */
export interface ExploreView {
  /** `time`, or what the rows of the table are the values of. */
  readonly rows: string;
  /** What the columns are the values of; null: the measures of a row. */
  readonly columns: string | null;
  /** What the colours of the chart are. */
  readonly colours: string;
  readonly filter: readonly Clause[];
}

/** Rows that are stretches of time. */
export const TIME = 'time';

/** What usage can be divided by, in the catalog's order. */
export function attributesOf({ categories, dimensions }: CustomerCatalog): readonly string[] {
  return [
    'meter',
    ...(categories.length > 1 ? ['category'] : []),
    ...dimensions.map(({ id }) => id),
  ];
}

/** Reads the view; what this catalog does not know becomes the default. */
export function exploreView(view: View, catalog: CustomerCatalog): ExploreView {
  const known = attributesOf(catalog);
  const asked = view.by.filter((name) => name === TIME || known.includes(name));
  const rows = asked[0] ?? TIME;
  const columns = asked[1] === undefined || asked[1] === rows ? null : asked[1];
  const colours = [rows, columns].find((name) => name !== null && name !== TIME) ?? 'meter';
  // Time across the top is the chart itself.
  const shown = columns === TIME ? null : columns;
  return { rows, columns: shown, colours, filter: knownClauses(view.filter, catalog) };
}

/** The clauses that this catalog can be asked. */
export function knownClauses(
  filter: readonly Clause[],
  catalog: CustomerCatalog,
): readonly Clause[] {
  const meters = new Set(catalog.meters.map(({ id }) => id));
  const categories = new Set(catalog.categories.map(({ id }) => id));
  const dimensions = new Set(catalog.dimensions.map(({ id }) => id));
  return filter.flatMap((clause) => {
    const { name, values } = clause;
    if (dimensions.has(name)) return [clause];
    const known = name === 'meter' ? meters : name === 'category' ? categories : new Set<string>();
    const kept = values.filter((value) => known.has(value));
    return kept.length === 0 ? [] : [{ ...clause, values: kept }];
  });
}

const DAY_MS = 86_400_000;

/** How a period is divided when nobody says: days by the hour, weeks by the day, `30d` by the week. */
export function granularityOf(
  { period, granularity }: Pick<View, 'period' | 'granularity'>,
  { from, to }: { readonly from: string; readonly to: string },
): NonNullable<Granularity> {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  const fits = granularity === 'hour' ? days <= HOURLY_DAYS_MAX : true;
  if (granularity !== 'auto' && fits) return granularity;
  if (period === '30d') return 'week';
  if (days <= HOURLY_DAYS_AUTO) return 'hour';
  return days <= DAILY_DAYS_MAX ? 'day' : 'week';
}

/** Whether amounts are added up: in cycles, unless the reader says. */
export function modeOf(
  { mode }: Pick<View, 'mode'>,
  period: Pick<Period, 'kind'> | undefined,
): 'cumulative' | 'daily' {
  return mode ?? (period?.kind === 'cycle' ? 'cumulative' : 'daily');
}

/**
 * How sums so far are divided: they begin again with each cycle, which only hours and days are sure to begin with. Longer
 * stretches are taken where no cycle begins within the time shown.
 */
export function summedGranularity(
  granularity: NonNullable<Granularity>,
  { from, to }: { readonly from: string; readonly to: string },
  cycles: readonly Pick<Cycle, 'series' | 'start'>[],
): NonNullable<Granularity> {
  const isFine = granularity === 'hour' || granularity === 'day';
  const isWithin = (at: number) => at > Date.parse(from) && at < Date.parse(to);
  const begins = cycles.some(
    ({ series, start }) => series === 'plan' && isWithin(Date.parse(start)),
  );
  return begins && !isFine ? 'day' : granularity;
}

/** Longer periods are charted by the day, also when hours are asked for. */
export const HOURLY_DAYS_MAX = 8;
const HOURLY_DAYS_AUTO = 3;
const DAILY_DAYS_MAX = 120;

type Granularity = 'hour' | 'day' | 'week' | 'month';

/** The group of an answer that stands for the groups it does not show one by one. */
export const OTHER_KEY = '(other)';
