/** What the address says is shown. The same address always shows the same picture. */
export interface View {
  /** Null until one is chosen. */
  readonly customer: string | null;
  readonly mode: 'cumulative' | 'daily';
  readonly view: 'chart' | 'table';
  /** `meter`, `category` or a dimension id. */
  readonly by: string;
  /** Rows of the breakdown. */
  readonly show: number;
}

export const ROWS_PER_PAGE = 10;
const ROWS_MAX = 1000;

/** Reads an address; what is missing or malformed becomes the default. */
export function readView(address: URL): View {
  const query = address.searchParams;
  const show = Number(query.get('show'));
  return {
    customer: customerOf(address.pathname),
    mode: query.get('mode') === 'daily' ? 'daily' : 'cumulative',
    view: query.get('view') === 'table' ? 'table' : 'chart',
    by: /^\w[\w-]{0,62}$/.test(query.get('by') ?? '') ? `${query.get('by')}` : 'meter',
    show: Number.isInteger(show) && show > 0 ? Math.min(show, ROWS_MAX) : ROWS_PER_PAGE,
  };
}

/** Path and query of a view, without what is default. */
export function writeView({ customer, mode, view, by, show }: View): string {
  const query = new URLSearchParams();
  if (mode !== 'cumulative') query.set('mode', mode);
  if (view !== 'chart') query.set('view', view);
  if (by !== 'meter') query.set('by', by);
  if (show !== ROWS_PER_PAGE) query.set('show', `${show}`);
  const path = customer === null ? '/' : `/c/${encodeURIComponent(customer)}`;
  return query.size > 0 ? `${path}?${query}` : path;
}

function customerOf(path: string): string | null {
  const [, encoded] = /^\/c\/([^/]+)$/.exec(path) ?? [];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
