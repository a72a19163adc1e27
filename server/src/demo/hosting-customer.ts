import { DAY, HOUR, type Instant, SECOND, shift } from '@fuelgauge/core';
import { assign, assignWeighted, fractionOf } from './assignment.ts';
import type { DemoCustomer } from './demo-customer.ts';
import type { DemoFiles } from './demo-files.ts';
import { people } from './people.ts';
import { invoiceMoment, momentsAlong, monthlyPeriod, type Period, requestCurve } from './period.ts';
import { around, readSeries, readTable } from './table.ts';
import { type Draft, inOrder } from './wire-event.ts';

const KEY = 'brambleway';

/** A web team whose allotment no longer lasts the month: what goes beyond it draws on credits bought as an add-on. */
export function hostingCustomer(now: Instant, files: DemoFiles): DemoCustomer {
  const within = monthlyPeriod(now, 'Europe/Berlin');
  return {
    key: KEY,
    name: 'Brambleway Studio',
    catalog: 'hosting',
    plan: 'pro',
    timeZone: within.zone,
    anchorAt: within.startedAt,
    startedAt: within.startedAt,
    directory: [
      ...PROJECTS.map(([id, name]) => ({
        kind: 'scopes' as const,
        scopeKind: 'project',
        id,
        name,
      })),
      ...people(KEY, 9),
    ],
    grants: grantsOf(within),
    items: itemsOf(within),
    quotas: { projects: PROJECTS.length, concurrent_builds: 4, members: 9 },
    events: () =>
      inOrder(
        KEY,
        [
          ...traffic(files, within),
          ...compute(files, within),
          ...aiRequests(files, within),
          ...deploys(files, within),
          ...forms(files, within),
        ],
        within,
      ),
  };
}

const PROJECTS = [
  ['shop', 'Shop'],
  ['status', 'Status page'],
  ['newsroom', 'Newsroom'],
  ['handbook', 'Handbook'],
  ['live-feed', 'Live feed'],
] as const;

const PACKS_AFTER_DAYS = [19, 44];

function grantsOf({ startedAt }: Period): DemoCustomer['grants'] {
  return PACKS_AFTER_DAYS.map((days, index) => ({
    kind: 'addon',
    amount: '1500',
    effectiveAt: shift(startedAt, days * DAY),
    pricePaid: { amount: '10', currency: 'USD' },
    reference: `order-${2041 + index}`,
    reason: 'Credit pack',
  }));
}

/** Invented domains under the reserved name `example`, and when in days from now each is paid for next. */
const DOMAINS = [
  { name: 'brambleway.example', price: '14.99', inDays: 143, autoRenew: true },
  { name: 'brambleway-shop.example', price: '14.99', inDays: 58, autoRenew: true },
  { name: 'bramble-live.example', price: '34.5', inDays: 24, autoRenew: false },
  { name: 'old-bramble.example', price: '14.99', inDays: 5, autoRenew: false },
];

function itemsOf({ startedAt, cycleStart, end }: Period): NonNullable<DemoCustomer['items']> {
  const second = shift(cycleStart, 8 * DAY);
  const builds = {
    id: 'builds',
    kind: 'concurrent_build',
    quantities: [
      { from: startedAt, value: 1 },
      ...(second < end ? [{ from: second, value: 2 }] : []),
    ],
    inUse: 2,
  };
  const domains = DOMAINS.map(({ name, price, inDays, autoRenew }) => {
    const at = shift(end, inDays * DAY);
    return {
      id: name,
      kind: 'domain',
      label: name,
      unitPrice: { amount: price, currency: 'USD' },
      quantities: [{ from: startedAt, value: 1 }],
      nextChargeAt: at,
      expiresAt: at,
      autoRenew,
    };
  });
  return [builds, ...domains];
}

/** How a project's requests follow from readings: one batch every `step`, of `share` of the readings in it. */
interface Site {
  readonly project: string;
  readonly step: number;
  readonly batches: readonly number[];
}

function sitesOf(files: DemoFiles, within: Period): Site[] {
  const mentions = values(files['benchmark-series'], 'mentions-1');
  const recent = (series: string): number[] => {
    const days = Math.round((within.end - within.startedAt) / DAY);
    return values(files['page-views'], series).slice(-days);
  };
  return [
    // Requests per second, an hour each; one request of two and a half thousand is kept.
    {
      project: 'shop',
      step: HOUR,
      batches: requestCurve(files['cloud-series'], within).map((v) => v * 1.44),
    },
    {
      project: 'status',
      step: HOUR,
      batches: values(files['benchmark-series'], 'balancer-requests'),
    },
    { project: 'live-feed', step: HOUR, batches: sums(mentions, 4) },
    { project: 'newsroom', step: DAY, batches: recent('views-bursts').map((v) => v / 10) },
    { project: 'handbook', step: DAY, batches: recent('views-weekly').map((v) => v / 10) },
  ];
}

function traffic(files: DemoFiles, within: Period): Draft[] {
  const bytesAfter = runningSums(readTable(files.responses).map(([bytes]) => Number(bytes)));
  return sitesOf(files, within).flatMap(({ project, step, batches }) => {
    const drafts: Draft[] = [];
    let sent = Math.floor(fractionOf(project) * bytesAfter.length);
    for (let index = 0; within.startedAt + index * step < within.end; index += 1) {
      const requests = Math.round(around(batches, index));
      if (requests === 0) continue;
      const bytes = bytesBetween(bytesAfter, sent, sent + requests);
      sent += requests;
      // A batch is reported a second before its hour or day is over.
      const at = shift(within.startedAt, (index + 1) * step - SECOND);
      const dimensions = { project };
      drafts.push(
        {
          at,
          id: `requests/${project}/${index}`,
          type: 'request.batch',
          dimensions,
          data: { requests },
        },
        {
          at,
          id: `bandwidth/${project}/${index}`,
          type: 'bandwidth.usage',
          dimensions,
          data: { gb: decimal(bytes / 1e9, 9) },
        },
      );
    }
    return drafts;
  });
}

/** Bytes of all responses up to each one, the total last. */
function runningSums(bytes: readonly number[]): number[] {
  let sum = 0;
  return bytes.map((each) => {
    sum += each;
    return sum;
  });
}

/** Bytes of the responses numbered `[from, to)` of a log that is read again from its start whenever it ends. */
function bytesBetween(sums: readonly number[], from: number, to: number): number {
  const upTo = (position: number): number => {
    const rest = position % sums.length;
    const whole = Math.floor(position / sums.length) * (sums.at(-1) ?? 0);
    return whole + (rest === 0 ? 0 : (sums[rest - 1] ?? 0));
  };
  return upTo(to) - upTo(from);
}

/** Gigabytes of memory a fully busy server of each project has. */
const MEMORY_GB: readonly (readonly [project: string, series: string, gb: number])[] = [
  ['shop', 'server-cpu', 0.12],
  ['live-feed', 'database-cpu', 0.12],
];

function compute(files: DemoFiles, within: Period): Draft[] {
  return MEMORY_GB.flatMap(([project, series, gb]) => {
    const busy = values(files['benchmark-series'], series);
    const hours = Math.floor((within.end - within.startedAt) / HOUR);
    return Array.from({ length: hours }, (_, hour) => ({
      at: shift(within.startedAt, (hour + 1) * HOUR - 2 * SECOND),
      id: `compute/${project}/${hour}`,
      type: 'function.usage',
      dimensions: { project },
      data: { gb_hours: decimal((around(busy, hour) / 100) * gb, 6) },
    }));
  });
}

const AI_REQUESTS = 12_000;
const EXPLAINED_SHARE = 0.03;

function aiRequests(files: DemoFiles, within: Period): Draft[] {
  const usdPerMillion = new Map(
    readTable(files.prices).map(([model = '', input, output]) => [
      model,
      [Number(input), Number(output)],
    ]),
  );
  const curve = requestCurve(files['cloud-series'], within);
  const requests = readTable(files['inference-requests']).slice(0, AI_REQUESTS);
  return momentsAlong(curve, within, requests.length).map((at, index) => {
    const [surface = '', input = '', output = ''] = around(requests, index);
    const id = `ai/${index}`;
    const model = modelOf(surface, id);
    const [perInput = 0, perOutput = 0] = usdPerMillion.get(model) ?? [];
    return {
      at,
      id,
      type: 'ai.request',
      dimensions: {
        project: assignWeighted(PROJECTS, [5, 1, 2, 1, 3], id)[0],
        ai_product: productOf(surface, id),
        model,
      },
      data: {
        cost_usd: decimal((Number(input) * perInput + Number(output) * perOutput) / 1e6, 9),
        input_tokens: Number(input),
        output_tokens: Number(output),
      },
    };
  });
}

/** Code requests are an agent's, conversations go through the gateway; a few of either explain a failed deploy. */
function productOf(surface: string, id: string): string {
  if (fractionOf(`why ${id}`) < EXPLAINED_SHARE) return 'why_did_it_fail';
  return surface === 'code' ? 'agent_runners' : 'ai_gateway';
}

function modelOf(surface: string, id: string): string {
  if (surface === 'code') return assign(['claude-haiku-4-5', 'claude-sonnet-4-5'], id);
  return assignWeighted(['gpt-5-mini', 'gpt-5', 'claude-haiku-4-5'], [6, 2, 2], id);
}

/** Countries whose invoices stand for production deploys; every fourth one at home stands for a preview. */
const PRODUCTION = new Set(['Germany', 'France']);
const PREVIEWS_KEPT = 4;

function deploys(files: DemoFiles, within: Period): Draft[] {
  return readTable(files.invoices).flatMap(
    ([invoice = '', time = '', , country = '', cancelled], index) => {
      const context = contextOf({ country, cancelled: cancelled === '1', index });
      if (context === undefined) return [];
      return [
        {
          at: shift(invoiceMoment(time, within), Math.floor(fractionOf(invoice) * 60) * SECOND),
          id: `deploy/${invoice}`,
          type: 'deploy.succeeded',
          dimensions: { project: assignWeighted(PROJECTS, [5, 1, 3, 3, 2], invoice)[0] },
          data: { context },
        },
      ];
    },
  );
}

function contextOf(invoice: {
  country: string;
  cancelled: boolean;
  index: number;
}): string | undefined {
  if (PRODUCTION.has(invoice.country)) return invoice.cancelled ? 'rollback' : 'production';
  if (invoice.cancelled || invoice.index % PREVIEWS_KEPT !== 0) return undefined;
  return fractionOf(`context ${invoice.index}`) < 0.7 ? 'preview' : 'branch';
}

function forms(files: DemoFiles, within: Period): Draft[] {
  const purchases = values(files['cloud-series'], 'purchases');
  const hours = Math.floor((within.end - within.startedAt) / HOUR);
  return Array.from({ length: hours }, (_, hour) => hour).flatMap((hour) =>
    Array.from({ length: Math.min(around(purchases, hour), 5) }, (_, each) => ({
      at: shift(
        within.startedAt,
        hour * HOUR + Math.floor(fractionOf(`${hour}/${each}`) * 3600) * SECOND,
      ),
      id: `form/${hour}/${each}`,
      type: 'form.submitted',
      dimensions: { project: assign(['shop', 'newsroom'], `${hour}/${each}`) },
    })),
  );
}

function values(text: string, series: string): number[] {
  return readSeries(text, series).map(({ value }) => value);
}

function sums(readings: readonly number[], count: number): number[] {
  return Array.from({ length: Math.floor(readings.length / count) }, (_, index) =>
    readings.slice(index * count, (index + 1) * count).reduce((sum, value) => sum + value, 0),
  );
}

/** A plain decimal string without trailing zeros. */
function decimal(value: number, places: number): string {
  return value.toFixed(places).replace(/\.?0+$/, '');
}
