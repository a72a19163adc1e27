/** The server's own numbers, in the text format of Prometheus. */
export interface Metrics {
  countEvents(status: string, events: number): void;
  /** `route` is a template, never a path: ids would make endless series. */
  observeRequest(request: ObservedRequest): void;
  countFault(kind: 'full' | 'internal' | 'store'): void;
  /** All of it, with the gauges that are read now. */
  render(
    gauges: Readonly<Record<GaugeName, number>>,
    counts: Readonly<Record<CountName, number>>,
  ): string;
}

export interface ObservedRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Counts of the process that other parts keep. */
const COUNTS = {
  fuelgauge_transaction_retries_total: 'Transactions run again because they lost to another one.',
  fuelgauge_isolated_events_total: 'Events that made a batch fail and were refused alone.',
  fuelgauge_ledger_checked_total: 'Sequence numbers of ledgers that this process has checked.',
} as const;

export type CountName = keyof typeof COUNTS;

/** Upper ends of the histogram's buckets, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const GAUGES = {
  fuelgauge_ledger_drift: 'Customers that are read-only because their ledgers drift. Must be 0.',
  fuelgauge_ledger_behind:
    'Sequence numbers of all ledgers that were not checked in the last round.',
  fuelgauge_ledger_check_age_seconds:
    'Seconds since the last round of the check ended, or since this process began.',
  fuelgauge_ledger_check_seconds: 'How long the last round of the check took.',
  fuelgauge_waiting_events: 'Events accepted and not yet recorded by this process.',
  fuelgauge_body_bytes: 'Bytes of request bodies that this process is reading.',
  fuelgauge_resident_bytes: 'Resident memory of this process.',
  fuelgauge_heap_bytes: 'Heap in use by this process.',
  fuelgauge_uptime_seconds: 'Seconds since this process began.',
} as const;

export type GaugeName = keyof typeof GAUGES;

export function openMetrics(): Metrics {
  const events = new Map<string, number>();
  const requests = new Map<string, number>();
  const durations = new Map<string, Histogram>();
  const faults = new Map<string, number>();

  return {
    countEvents: (status, more) => add(events, labels({ status }), more),
    countFault: (kind) => add(faults, labels({ kind }), 1),
    observeRequest({ method, route, status, seconds }) {
      add(requests, labels({ method, route, status: `${status}` }), 1);
      const key = labels({ method, route });
      const histogram = durations.get(key) ?? emptyHistogram();
      durations.set(key, histogram);
      observe(histogram, seconds);
    },
    render(gauges, counts) {
      const lines = [
        ...counter('fuelgauge_events_total', 'Events answered, by status.', events),
        ...counter('fuelgauge_requests_total', 'Requests answered.', requests),
        ...counter('fuelgauge_faults_total', 'Requests that failed on our side.', faults),
        ...histograms('fuelgauge_request_seconds', 'Time to answer a request.', durations),
        ...Object.entries(COUNTS).flatMap(([name, help]) => [
          `# HELP ${name} ${help}`,
          `# TYPE ${name} counter`,
          `${name} ${counts[name as CountName]}`,
        ]),
        ...Object.entries(GAUGES).flatMap(([name, help]) => [
          `# HELP ${name} ${help}`,
          `# TYPE ${name} gauge`,
          `${name} ${gauges[name as GaugeName]}`,
        ]),
      ];
      return `${lines.join('\n')}\n`;
    },
  };
}

interface Histogram {
  readonly counts: number[];
  sum: number;
  count: number;
}

function emptyHistogram(): Histogram {
  return { counts: BUCKETS.map(() => 0), sum: 0, count: 0 };
}

function observe(histogram: Histogram, seconds: number): void {
  BUCKETS.forEach((end, index) => {
    if (seconds <= end) histogram.counts[index] = (histogram.counts[index] ?? 0) + 1;
  });
  histogram.sum += seconds;
  histogram.count += 1;
}

function add(counts: Map<string, number>, key: string, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

function labels(values: Readonly<Record<string, string>>): string {
  const quoted = (text: string) =>
    text.replace(/[\\"\n]/g, (each) => (each === '\n' ? '\\n' : `\\${each}`));
  return Object.entries(values)
    .map(([name, value]) => `${name}="${quoted(value)}"`)
    .join(',');
}

function counter(name: string, help: string, counts: ReadonlyMap<string, number>): string[] {
  const rows = [...counts].map(([key, value]) => `${name}{${key}} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} counter`, ...rows];
}

function histograms(name: string, help: string, of: ReadonlyMap<string, Histogram>): string[] {
  const rows = [...of].flatMap(([key, { counts, sum, count }]) => [
    ...BUCKETS.map((end, index) => `${name}_bucket{${key},le="${end}"} ${counts[index]}`),
    `${name}_bucket{${key},le="+Inf"} ${count}`,
    `${name}_sum{${key}} ${sum}`,
    `${name}_count{${key}} ${count}`,
  ]);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`, ...rows];
}
