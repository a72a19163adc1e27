import { type Clause, readFilter, writeFilter } from '../figures/filter.ts';

/** What the address says is shown. The same address always shows the same picture. */
export interface View {
  /**
   * `current`, `prev`, `24h`, `7d`, `30d`, a cycle by its series and first day
   * (`cycle:2026-10-01`, `flex:2026-07-01`), or days that are both shown
   * (`2026-11-01..2026-11-15`), or moments, the second of which is not.
   */
  readonly period: string;
  readonly granularity: 'auto' | 'hour' | 'day' | 'week' | 'month';
  /** Undefined: cumulative for a cycle, daily for everything else. */
  readonly mode: 'cumulative' | 'daily' | undefined;
  /** Undefined: as the customer is counted. */
  readonly unit: 'credits' | 'money' | undefined;
  /** `meter`, `category` or a dimension id; a second one makes the columns of a pivot. */
  readonly by: readonly string[];
  readonly filter: readonly Clause[];
  readonly compare: 'none' | 'prev' | 'year';
  /** Compare weekdays with the same weekdays. */
  readonly weekdays: boolean;
  readonly view: 'chart' | 'table';
  readonly zone: 'billing' | 'local' | 'utc';
  /** The first day or moment of the chosen bucket, or the open row: `event:req_81`. */
  readonly selected: string | null;
  /** A column; descending with a `-` before it. */
  readonly sort: string | null;
  /** Rows shown of each table by its name. */
  readonly show: ReadonlyMap<string, number>;
  readonly search: string;
  readonly tab: string | null;
}

/** Raw values by their keys in the address. */
export type Search = Readonly<Record<string, string>>;

/** What an address without a query shows. */
export const DEFAULT_VIEW: View = {
  period: 'current',
  granularity: 'auto',
  mode: undefined,
  unit: undefined,
  by: [],
  filter: [],
  compare: 'none',
  weekdays: false,
  view: 'chart',
  zone: 'billing',
  selected: null,
  sort: null,
  show: new Map(),
  search: '',
  tab: null,
};

/** Reads the query of an address; what is missing or malformed becomes the default. */
export function readView(search: Search): View {
  return {
    period: PERIOD.test(search['period'] ?? '') ? `${search['period']}` : DEFAULT_VIEW.period,
    granularity: oneOf(search['g'], ['auto', 'hour', 'day', 'week', 'month']) ?? 'auto',
    mode: oneOf(search['mode'], ['cumulative', 'daily']),
    unit: oneOf(search['unit'], ['credits', 'money']),
    by: (search['by'] ?? '')
      .split(',')
      .filter((name) => NAME.test(name))
      .slice(0, 2),
    filter: readFilter(search['f'] ?? ''),
    compare: oneOf(search['cmp'], ['none', 'prev', 'year']) ?? 'none',
    weekdays: search['wd'] === '1',
    view: oneOf(search['view'], ['chart', 'table']) ?? 'chart',
    zone: oneOf(search['tz'], ['billing', 'local', 'utc']) ?? 'billing',
    selected: SELECTED.test(search['sel'] ?? '') ? `${search['sel']}` : null,
    sort: /^-?\w[\w.:-]{0,62}$/.test(search['sort'] ?? '') ? `${search['sort']}` : null,
    show: readShow(search['show'] ?? ''),
    search: (search['q'] ?? '').slice(0, TEXT_MAX),
    tab: NAME.test(search['tab'] ?? '') ? `${search['tab']}` : null,
  };
}

/** The query of a view, without what is default. */
export function writeView(view: View): Search {
  const show = [...view.show].map(([table, rows]) => `${table}:${rows}`).join(',');
  const all: Record<string, string | null | undefined> = {
    period: view.period === DEFAULT_VIEW.period ? null : view.period,
    g: view.granularity === 'auto' ? null : view.granularity,
    mode: view.mode,
    unit: view.unit,
    by: view.by.join(','),
    f: writeFilter(view.filter),
    cmp: view.compare === 'none' ? null : view.compare,
    wd: view.weekdays ? '1' : null,
    view: view.view === 'chart' ? null : view.view,
    tz: view.zone === 'billing' ? null : view.zone,
    sel: view.selected,
    sort: view.sort,
    show,
    q: view.search,
    tab: view.tab,
  };
  return Object.fromEntries(
    Object.entries(all).filter((pair): pair is [string, string] => Boolean(pair[1])),
  );
}

const PERIOD =
  /^(current|prev|24h|7d|30d|[a-z]\w{0,31}:\d{4}-\d\d-\d\d|\d{4}-\d\d-\d\d(T[\d:.]{8,18}Z)?\.\.\d{4}-\d\d-\d\d(T[\d:.]{8,18}Z)?)$/;
const SELECTED = /^(\d{4}-\d\d-\d\d(T[\d:.+Z-]{1,30})?|(event|entry):[\w!'()*.~%/-]{1,900})$/;
const NAME = /^\w[\w-]{0,62}$/;
const TEXT_MAX = 500;
const ROWS_MAX = 1000;
const TABLES_MAX = 20;

function oneOf<const Value extends string>(
  text: string | undefined,
  values: readonly Value[],
): Value | undefined {
  return values.find((value) => value === text);
}

function readShow(text: string): ReadonlyMap<string, number> {
  const pairs = text.split(',').flatMap((part): [string, number][] => {
    const [, table = '', digits = ''] = /^(\w[\w-]{0,62}):([1-9]\d{0,3})$/.exec(part) ?? [];
    return table === '' ? [] : [[table, Math.min(Number(digits), ROWS_MAX)]];
  });
  return new Map(pairs.slice(0, TABLES_MAX));
}
