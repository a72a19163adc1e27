import { type FollowOptions, follow } from './follow.ts';
import { FuelgaugeError, type FuelgaugeErrorCode } from './fuelgauge-error.ts';
import { ingestionGapCalls } from './ingestion-gap-calls.ts';
import { type MembershipAsk, membershipCalls } from './membership-calls.ts';
import { type Page, type PageQuery, type Pager, pagerOf } from './pager.ts';
import { path } from './path.ts';
import {
  accountCalls,
  authCalls,
  type Calls,
  invitationCalls,
  operatorCalls,
} from './people-calls.ts';
import { readLines } from './read-lines.ts';
import {
  type EventInput,
  type RecordOptions,
  recordEvents,
  recordInChunks,
  stampEvent,
} from './record-events.ts';
import { openRecorder, type Recorder, type RecorderOptions } from './recorder.ts';
import { type Ask, type CallOptions, type FuelgaugeOptions, openTransport } from './transport.ts';
import type * as wire from './wire.ts';

/**
 * What became of one event, and what its customer was left with; null when there is no such
 * customer.
 */
export interface RecordedEvent {
  readonly result: wire.EventResult;
  readonly balance: wire.RecordedEvents['balances'][string] | null;
  readonly as_of: string;
}

/** Records one event or many; see {@link Fuelgauge}. */
export interface RecordEvents {
  (event: EventInput, options?: RecordOptions): Promise<RecordedEvent>;
  (events: readonly EventInput[], options?: RecordOptions): Promise<wire.RecordedEvents>;
}

/** The parts of a customer's directory. */
export type DirectoryKind = wire.DirectoryEntry['kind'];

/** A question whose answer has the largest rows by themselves, and the others together. */
type Limited<Query> = Query & Pick<PageQuery, 'limit'>;

/** Which administrative acts are meant; without a customer those on catalogs and keys. */
type ActsQuery = PageQuery & wire.ListActsQuery & { readonly customer?: string };

type Signal = Pick<CallOptions, 'signal'>;

/**
 * A client of one server. It has a method for every route, named by what it is about. Amounts are
 * decimal strings, and instants RFC 3339 with an offset. Each method rejects with a {@link
 * FuelgaugeError} when the server refuses or does not answer; what fails for a reason that passes
 * is repeated first, under the same ids, so that nothing happens twice.
 */
export class Fuelgauge {
  readonly #transport: ReturnType<typeof openTransport>;

  /** Opens no connection; nothing is sent before the first call. */
  constructor(options: FuelgaugeOptions) {
    this.#transport = openTransport(options);
  }

  /** Usage, and its corrections. */
  readonly events = {
    /**
     * Records one event, or many in order. An event that the server refuses is an answer too: look
     * at `status`. After a repetition the status may be `duplicate`: it was charged once, and
     * `original` says how.
     */
    record: (async (events: EventInput | readonly EventInput[], options?: RecordOptions) => {
      if (isList(events)) {
        return recordEvents(this.#transport, events.map(stampEvent), options);
      }
      const recorded = await recordEvents(this.#transport, [stampEvent(events)], options);
      const [result] = recorded.results as [wire.EventResult];
      const balance = recorded.balances[events.customer] ?? null;
      return { result, balance, as_of: recorded.as_of };
    }) as RecordEvents,

    /** Gathers events and records them in the background. */
    recorder: (options?: RecorderOptions): Recorder =>
      openRecorder((events) => recordInChunks(this.#transport, events), options),

    /** Takes an event back by reversal. A second time it answers as the first, as `duplicate`. */
    void: (customer: string, body: wire.VoidEventBody, options?: CallOptions) =>
      this.#post<wire.Correction>(path`/v1/customers/${customer}/events/void`, body, options),

    /** Replaces an event's content by reversal and another charge; what is absent stays. */
    amend: (customer: string, body: wire.AmendEventBody, options?: CallOptions) =>
      this.#post<wire.Correction>(path`/v1/customers/${customer}/events/amend`, body, options),

    /** One event with all that became of it. */
    get: (customer: string, id: string, { signal, ...query }: wire.ReadEventQuery & Signal = {}) =>
      this.#get<wire.EventWithEntries>(path`/v1/customers/${customer}/events/${id}`, query, {
        signal,
      }),

    /** The activity log, newest first: each event with what corrections have made of it. */
    list: (customer: string, query?: PageQuery & wire.ListEventsQuery, options?: Signal) =>
      this.#list<wire.LoggedEvent, wire.EventLog>(
        path`/v1/customers/${customer}/events`,
        query,
        options,
      ),
  };

  /** All that moved credits: events, corrections, and grants with what became of them. */
  readonly activity = {
    /** Newest first. */
    list: (customer: string, query?: PageQuery & wire.ListActivityQuery, options?: Signal) =>
      this.#list<wire.LogRow, wire.LogPage>(
        path`/v1/customers/${customer}/activity`,
        query,
        options,
      ),

    /** What all matches come to, beyond any page. */
    summary: (customer: string, query?: wire.SummariseActivityQuery, options?: Signal) =>
      this.#get<wire.LogSummary>(path`/v1/customers/${customer}/activity/summary`, query, options),
  };

  /** Events that wait for a price. */
  readonly unpriced = {
    list: (query?: PageQuery, options?: Signal) =>
      this.#list<wire.UnpricedEvent>('/v1/unpriced', query, options),
  };

  readonly customers = {
    /** Creates a customer, or changes its terms; what is absent stays. */
    put: (customer: string, body: wire.CustomerBody, options?: Signal) =>
      this.#put<wire.Customer>(path`/v1/customers/${customer}`, body, options),

    get: (customer: string, options?: Signal) =>
      this.#get<wire.Customer>(path`/v1/customers/${customer}`, {}, options),

    list: (query?: PageQuery, options?: Signal) =>
      this.#list<wire.Customer>('/v1/customers', query, options),

    /** By key, with how each stands. */
    states: (query?: PageQuery & wire.ListCustomerStatesQuery, options?: Signal) =>
      this.#list<wire.CustomerState>('/v1/customer-states', query, options),

    /**
     * Lets a read-only customer be written again once its whole ledger is proved, which takes as
     * long as `verify`: give the client the `timeoutMs` for it.
     */
    release: (customer: string, body: wire.ReleaseBody, options?: Signal) =>
      this.#post<wire.Customer>(path`/v1/customers/${customer}/release`, body, options),
  };

  /** The members, groups, scopes, agents or API keys that a customer's usage is attributed to. */
  directory(customer: string, kind: DirectoryKind) {
    const entries = path`/v1/customers/${customer}/${kind}`;
    const at = (id: string) => `${entries}${path`/${id}`}`;
    return {
      /** Creates or describes an entry; what is absent stays. */
      put: (id: string, body: wire.DirectoryEntryBody, options?: Signal) =>
        this.#put<wire.DirectoryEntry>(at(id), body, options),

      get: (id: string, options?: Signal) => this.#get<wire.DirectoryEntry>(at(id), {}, options),

      list: (query?: PageQuery & wire.ListDirectoryEntriesQuery, options?: Signal) =>
        this.#list<wire.DirectoryEntry>(entries, query, options),

      /** Erases what is personal; the id and what it used stay. */
      erase: (id: string, { reason, ...options }: Signal & { readonly reason?: string } = {}) =>
        this.#delete<wire.DirectoryEntry>(at(id), { reason }, options),
    };
  }

  /** How many entries a customer's directory has, by kind, sort of scope and status. */
  directoryCounts(customer: string, options?: Signal) {
    const at = path`/v1/customers/${customer}/directory`;
    return this.#get<wire.DirectoryCounts>(at, {}, options);
  }

  /** What a customer pays for in money: add-ons, seats and domains. */
  items(customer: string) {
    const items = path`/v1/customers/${customer}/items`;
    const at = (id: string) => `${items}${path`/${id}`}`;
    return {
      /** Creates or changes one; what is absent stays, or is as the catalog says. */
      put: (id: string, body: wire.ItemBody, options?: Signal) =>
        this.#put<wire.Item>(at(id), body, options),

      get: (id: string, options?: Signal) => this.#get<wire.Item>(at(id), {}, options),

      /** By id; each page has the totals of all. */
      list: (query?: PageQuery & wire.ListItemsQuery, options?: Signal) =>
        this.#list<wire.Item, wire.ItemPage>(items, query, options),

      /** Takes all of one away from now on. */
      remove: (id: string, { reason, ...options }: Signal & { readonly reason?: string } = {}) =>
        this.#delete<wire.Item>(at(id), { reason }, options),
    };
  }

  /** How many of something a customer has in use, and how many may be. */
  quotas(customer: string) {
    const quotas = path`/v1/customers/${customer}/quotas`;
    const at = (key: string) => `${quotas}${path`/${key}`}`;
    return {
      put: (key: string, body: wire.QuotaBody, options?: Signal) =>
        this.#put<wire.Quota>(at(key), body, options),

      get: (key: string, options?: Signal) => this.#get<wire.Quota>(at(key), {}, options),

      list: (options?: Signal) => this.#get<wire.QuotaList>(quotas, {}, options),
    };
  }

  readonly grants = {
    /** Gives credits, now or from a later moment. */
    issue: (customer: string, body: wire.GrantBody, options?: CallOptions) =>
      this.#post<wire.IssuedGrant>(path`/v1/customers/${customer}/grants`, body, options),

    /** Newest first. */
    list: (customer: string, query?: PageQuery, options?: Signal) =>
      this.#list<wire.Grant>(path`/v1/customers/${customer}/grants`, query, options),

    /** Takes back what is left of a grant; what was drawn stays drawn. */
    void: (
      customer: string,
      grant: string,
      { reason, ...options }: wire.VoidGrantBody & CallOptions,
    ) => {
      const at = path`/v1/customers/${customer}/grants/${grant}/void`;
      return this.#post<wire.Grant>(at, { reason }, options);
    },
  };

  readonly balance = {
    /** What is left; with `at`, what the ledger knew at that instant. */
    get: (customer: string, query?: wire.ReadBalanceQuery, options?: Signal) =>
      this.#get<wire.Balance>(path`/v1/customers/${customer}/balance`, query, options),
  };

  /** The next, the current and past cycles of each series, newest first. */
  readonly cycles = {
    list: (customer: string, query?: PageQuery & wire.ListCyclesQuery, options?: Signal) =>
      this.#list<wire.Cycle>(path`/v1/customers/${customer}/cycles`, query, options),
  };

  readonly entries = {
    /** The ledger's entries, in the order they were written. */
    list: (customer: string, query?: PageQuery & wire.ListEntriesQuery, options?: Signal) =>
      this.#list<wire.Entry>(path`/v1/customers/${customer}/entries`, query, options),
  };

  readonly overview = {
    /** Everything the first page shows of a customer, read at one moment. */
    get: (customer: string, query?: Limited<wire.ReadOverviewQuery>, options?: Signal) =>
      this.#get<wire.Overview>(path`/v1/customers/${customer}/overview`, query, options),
  };

  readonly usage = {
    /** Credits and quantities by hour, day, week or month. */
    get: (customer: string, query?: Limited<wire.ReadUsageQuery>, options?: Signal) =>
      this.#get<wire.Usage>(path`/v1/customers/${customer}/usage`, query, options),

    /** By two or three attributes at once, with what the directory says of rows. */
    pivot: (customer: string, query: wire.ReadPivotQuery, options?: Signal) =>
      this.#get<wire.Pivot>(path`/v1/customers/${customer}/usage/pivot`, query, options),
  };

  readonly breakdown = {
    /** Where it went, ranked: by meter, category or a dimension. */
    get: (customer: string, query?: wire.ReadBreakdownQuery & PageQuery, options?: Signal) =>
      this.#get<wire.Breakdown>(path`/v1/customers/${customer}/breakdown`, query, options),
  };

  /** Administrative acts, newest first. */
  readonly audit = {
    /** Those on one customer, or without one those on catalogs and keys. */
    list: (query: ActsQuery = {}, options?: Signal) => {
      const { customer, ...page } = query;
      const at = customer === undefined ? '/v1/audit' : path`/v1/customers/${customer}/audit`;
      return this.#list<wire.Act>(at, page, options);
    },
  };

  readonly clock = {
    /** Moves a test customer's clock forward; every boundary in between is booked. */
    advance: (customer: string, advanceTo: string, options?: CallOptions) => {
      const body = { advance_to: advanceTo };
      return this.#post<wire.Clock>(path`/v1/customers/${customer}/clock`, body, options);
    },
  };

  readonly catalog = {
    /** Validates a catalog and publishes it as the next version of its key. */
    publish: (document: object, options?: Signal) =>
      this.#put<wire.PublishedCatalog>('/v1/catalog', document, options),

    /** The newest version when none is named. */
    get: (query: { readonly key: string; readonly version?: number }, options?: Signal) =>
      this.#get<wire.Catalog>('/v1/catalog', query, options),

    list: (options?: Signal) => this.#get<wire.CatalogList>('/v1/catalog', {}, options),

    /** What a customer's pages are made of, as it applies to its plan today. */
    of: (customer: string, options?: Signal) =>
      this.#get<wire.CustomerCatalog>(path`/v1/customers/${customer}/catalog`, {}, options),
  };

  /** Operator keys. */
  readonly keys = {
    /** The answer alone holds the secret. */
    create: (body: wire.KeyBody, options?: CallOptions) =>
      this.#post<wire.NewKey>('/v1/keys', body, options),

    list: (options?: Signal) => this.#list<wire.Key>('/v1/keys', {}, options),

    revoke: (key: string, { reason, ...options }: Signal & { readonly reason?: string } = {}) =>
      this.#delete<wire.Key>(path`/v1/keys/${key}`, { reason }, options),
  };

  /** Times from which not all usage was received, as operators say. */
  readonly ingestionGaps = ingestionGapCalls(this.#calls());

  /** Who operates the server; for keys. */
  readonly operators = operatorCalls(this.#calls());

  /** Signing in and out with the browser's cookie; `docs/sign-in.md` tells what a page asks when. */
  readonly auth = authCalls(this.#calls());

  /** The account of whoever is signed in with the browser's cookie. */
  readonly account = accountCalls(this.#calls());

  /** What the page of an invitation's link asks. */
  readonly invitations = invitationCalls(this.#calls());

  /** What a customer lets its members see and do, and whom it invites. */
  memberships(customer: string) {
    const asks: MembershipAsk = {
      ...this.#calls(),
      list: (at, query, options) => this.#list(at, query, options),
    };
    return membershipCalls(asks, customer);
  }

  /** Tokens that show a customer's page within the operator's own product. */
  readonly portalSessions = {
    /** Makes a token for a member's browser: at most 15 minutes, shown once. */
    create: (body: wire.PortalSessionBody, options?: Signal) =>
      this.#post<wire.PortalSession>('/v1/portal-sessions', body, options),
  };

  /** An operator's look at a customer's page. */
  readonly visits = {
    /** Opens it, to read alone; who and why stand in the customer's audit. */
    begin: (customer: string, body: wire.VisitBody, options?: Signal) =>
      this.#post<wire.PortalSession>(path`/v1/customers/${customer}/visits`, body, options),
  };

  readonly session = {
    /** Who calls, what they may see and do, and whether the server is in demo mode. */
    get: (options?: Signal) => this.#get<wire.Session>('/v1/session', {}, options),

    /** In a browser, in demo mode: be somebody of the demo, or with null its reader again. */
    choosePersona: (persona: string | null, options?: Signal) =>
      this.#post<wire.DemoSession>('/v1/demo-session', { persona }, options),
  };

  /**
   * Recomputes everything from the events up and compares: the proof, as it is made. The last line
   * is the ledger's; when there is none, it throws.
   */
  async *verify(
    body: wire.VerifyBody = {},
    { signal }: Signal = {},
  ): AsyncGenerator<wire.VerifyLine> {
    const ask: Ask = { method: 'POST', path: '/v1/verify', body: JSON.stringify(body), signal };
    const lines = readLines<wire.VerifyLine>(await this.#transport.stream(ask));
    yield* untilLedger(lines, signal);
  }

  /** Files as CSV, of all rows there are: bytes as they are made. Reading throws when one is cut off. */
  readonly exports = {
    /** All that moved credits. */
    activity: (customer: string, query?: wire.ExportActivityQuery, options?: Signal) =>
      this.#file(path`/v1/customers/${customer}/activity.csv`, query, options),

    /** The ledger's entries. */
    entries: (customer: string, query?: wire.ExportEntriesQuery, options?: Signal) =>
      this.#file(path`/v1/customers/${customer}/entries.csv`, query, options),

    /** Usage by bucket and group. */
    usage: (customer: string, query?: Limited<wire.ExportUsageQuery>, options?: Signal) =>
      this.#file(path`/v1/customers/${customer}/usage.csv`, query, options),
  };

  /** What happens to a customer, as it happens; see {@link follow}. */
  live(customer: string, options?: FollowOptions): AsyncGenerator<wire.LiveMessage> {
    return follow(this.#transport, path`/v1/customers/${customer}/live`, options);
  }

  /**
   * Everything there is, as `fuelgauge backup` writes it: bytes of zstd, as they are made. Reading
   * throws when it is cut off; what restores it notices too.
   */
  backup({ signal }: Signal = {}): Promise<ReadableStream<Uint8Array>> {
    return this.#transport.stream({ method: 'GET', path: '/v1/backup', signal });
  }

  /** How recording goes in the process that answers. */
  ingestion(options?: Signal): Promise<wire.Ingestion> {
    return this.#get('/v1/ingestion', {}, options);
  }

  /** Whether the process runs. */
  health(options?: Signal): Promise<wire.Status> {
    return this.#get('/healthz', {}, options);
  }

  /** Whether it can take requests. */
  readiness(options?: Signal): Promise<wire.Status> {
    return this.#get('/readyz', {}, options);
  }

  /** For groups of calls that have a file of their own. */
  #calls(): Calls {
    return {
      get: (at, options) => this.#get(at, {}, options),
      post: (at, body, options) => this.#post(at, body, options),
      put: (at, body, options) => this.#put(at, body, options),
      delete: (at, query, options) => this.#delete(at, query, options),
    };
  }

  #get<Answer>(at: string, query?: object, { signal }: Signal = {}): Promise<Answer> {
    return this.#transport.json({ method: 'GET', path: at, query, signal });
  }

  #file(at: string, query?: object, { signal }: Signal = {}): Promise<ReadableStream<Uint8Array>> {
    return this.#transport.stream({ method: 'GET', path: at, query, signal });
  }

  #list<Row, Whole extends Page<Row> = Page<Row>>(
    at: string,
    query?: PageQuery,
    options?: Signal,
  ): Pager<Row, Whole> {
    return pagerOf((page) => this.#get<Whole>(at, page, options), query);
  }

  #put<Answer>(at: string, body: object, { signal }: Signal = {}): Promise<Answer> {
    return this.#transport.json({ method: 'PUT', path: at, body: JSON.stringify(body), signal });
  }

  /** One key for all attempts of a call, so that its effect happens once. */
  #post<Answer>(at: string, body: object, options: CallOptions = {}): Promise<Answer> {
    const { signal, idempotencyKey = crypto.randomUUID() } = options;
    const ask = { method: 'POST', path: at, body: JSON.stringify(body), signal } as const;
    return this.#transport.json({ ...ask, idempotencyKey });
  }

  #delete<Answer>(at: string, query: object, { signal }: Signal = {}): Promise<Answer> {
    return this.#transport.json({ method: 'DELETE', path: at, query, signal });
  }
}

/** A proof that was cut off must not look like one that found nothing. */
async function* untilLedger(
  lines: AsyncIterable<wire.VerifyLine>,
  signal: AbortSignal | undefined,
): AsyncGenerator<wire.VerifyLine> {
  let cause: unknown;
  try {
    for await (const line of lines) {
      if (line.kind === 'fault') {
        const code = line.code as FuelgaugeErrorCode;
        throw new FuelgaugeError({ code, detail: line.detail });
      }
      yield line;
      if (line.kind === 'ledger') return;
    }
  } catch (error) {
    if (error instanceof FuelgaugeError) throw error;
    signal?.throwIfAborted();
    cause = error;
  }
  const detail = 'The proof was cut off before it was finished. Ask again.';
  throw new FuelgaugeError({ code: 'unreachable', detail, cause });
}

function isList<Item>(items: Item | readonly Item[]): items is readonly Item[] {
  return Array.isArray(items);
}
