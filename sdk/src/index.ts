/**
 * Where and as whom the client calls. Without a key the browser's session, or demo mode, decides.
 */
export interface FuelgaugeOptions {
  /** Empty for the page's own origin. */
  readonly baseUrl: string;
  readonly key?: string;
}

/** Amounts are decimal strings, instants RFC 3339 with offset. */
export interface Customer {
  readonly customer: string;
  readonly name: string;
  readonly catalog: string;
  readonly plan: string;
  readonly time_zone: string;
  readonly test: boolean;
}

export interface CustomerList {
  readonly data: readonly Customer[];
  readonly next_cursor: string | null;
}

/** A published catalog: `catalog` is the document as it was put. */
export interface PublishedCatalog {
  readonly key: string;
  readonly version: number;
  readonly catalog: unknown;
}

export interface Balance {
  readonly customer: string;
  readonly unit: string;
  readonly opening: string;
  readonly granted: string;
  readonly expired: string;
  readonly voided: string;
  readonly total: string;
  readonly used: string;
  readonly overdrawn: string;
  readonly overage: string;
  readonly remaining: string;
  readonly held: string;
  /** Null when the plan is unlimited. */
  readonly available: string | null;
  readonly cycle: { readonly series: string; readonly start: string; readonly end: string };
  readonly resets_at: string;
  readonly grants: readonly BalanceGrant[];
  readonly state: string;
  readonly seq: number;
  readonly as_of: string;
}

export interface BalanceGrant {
  readonly id: string;
  readonly kind: string;
  readonly amount: string;
  readonly remaining: string;
  /**
   * Drawn from it in the cycle of the balance; without it, everything ever drawn is taken to be.
   */
  readonly used?: string;
  readonly priority: number;
  readonly expires_at: string | null;
}

export interface UsageQuery {
  readonly from?: string;
  readonly to?: string;
  readonly granularity: 'hour' | 'day';
  readonly group_by: 'meter';
  readonly unit?: 'credits';
}

/** One value per bucket in `credits` and `quantity`, zero where nothing was used. */
export interface Usage {
  readonly from: string;
  readonly to: string;
  readonly granularity: 'hour' | 'day';
  readonly time_zone: string;
  readonly unit: string;
  readonly buckets: readonly { readonly start: string; readonly end: string }[];
  readonly groups: readonly UsageGroup[];
  readonly total: { readonly credits: string; readonly quantity?: string; readonly events: number };
  readonly as_of: string;
  readonly seq: number;
}

export interface UsageGroup {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly credits: readonly string[];
  readonly quantity: readonly string[];
  readonly total: { readonly credits: string; readonly quantity: string; readonly events: number };
}

export interface BreakdownQuery {
  readonly by: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
}

/** Ranked; `rest` is everything the limit left out, so that rows and rest are the total. */
export interface Breakdown {
  readonly by: string;
  readonly rows: readonly BreakdownRow[];
  readonly rest: {
    readonly rows: number;
    readonly credits: string;
    readonly events: number;
  } | null;
  readonly total: { readonly credits: string; readonly events: number };
  readonly as_of: string;
  readonly seq: number;
}

export interface BreakdownRow {
  readonly key: string | null;
  readonly label: string;
  readonly credits: string;
  readonly list_credits: string;
  readonly quantity?: string;
  readonly unit?: string;
  readonly events: number;
  readonly share: string;
}

export interface Session {
  readonly demo: boolean;
  readonly authenticated: boolean;
}

/** The server answered with a problem (RFC 9457), or with something that is none. */
export class FuelgaugeError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;

  constructor(
    status: number,
    problem: { readonly code: string; readonly title: string; readonly requestId: string | null },
  ) {
    super(problem.title);
    this.status = status;
    this.code = problem.code;
    this.requestId = problem.requestId;
  }
}

/**
 * Reads what the dashboard shows. Every call rejects with a {@link FuelgaugeError} when the server
 * refuses.
 */
export class Fuelgauge {
  readonly #options: FuelgaugeOptions;

  constructor(options: FuelgaugeOptions) {
    this.#options = options;
  }

  readonly customers = { list: () => this.#get<CustomerList>('/v1/customers', {}) };

  readonly catalog = {
    get: (query: { readonly key: string }) =>
      this.#get<PublishedCatalog>('/v1/catalog', { ...query }),
  };

  readonly balance = {
    get: (customer: string) => this.#get<Balance>(`${pathOf(customer)}/balance`, {}),
  };

  readonly usage = {
    get: (customer: string, query: UsageQuery) =>
      this.#get<Usage>(`${pathOf(customer)}/usage`, { ...query }),
  };

  readonly breakdown = {
    get: (customer: string, query: BreakdownQuery) =>
      this.#get<Breakdown>(`${pathOf(customer)}/breakdown`, { ...query }),
  };

  readonly session = { get: () => this.#get<Session>('/v1/session', {}) };

  async #get<Answer>(path: string, query: Record<string, string | number>): Promise<Answer> {
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]) => [name, `${value}`]),
    );
    const { baseUrl, key } = this.#options;
    const response = await fetch(`${baseUrl}${path}${search.size > 0 ? `?${search}` : ''}`, {
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    });
    if (!response.ok) throw await errorOf(response);
    return (await response.json()) as Answer;
  }
}

function pathOf(customer: string): string {
  return `/v1/customers/${encodeURIComponent(customer)}`;
}

async function errorOf(response: Response): Promise<FuelgaugeError> {
  const body = (await response.json().catch(() => ({}))) as { code?: string; title?: string };
  return new FuelgaugeError(response.status, {
    code: body.code ?? 'unknown',
    title: body.title ?? response.statusText,
    requestId: response.headers.get('x-request-id'),
  });
}
