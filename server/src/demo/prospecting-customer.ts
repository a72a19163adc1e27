import { type Instant, SECOND, shift } from '@fuelgauge/core';
import { assign, assignWeighted, fractionOf } from './assignment.ts';
import type { DemoCustomer, DirectoryEntry } from './demo-customer.ts';
import type { DemoFiles } from './demo-files.ts';
import { people } from './people.ts';
import { invoiceMoment, type Period, yearlyPeriod } from './period.ts';
import { readTable } from './table.ts';
import { type Draft, inOrder } from './wire-event.ts';

const KEY = 'larkfield';

/** A sales team on an annual allotment: each of its sessions is a real invoice, each reveal one of its lines. */
export function prospectingCustomer(now: Instant, files: DemoFiles): DemoCustomer {
  const within = yearlyPeriod(now, 'Europe/London');
  const members = people(KEY, MEMBERS, (index) => groupAt(index));
  return {
    key: KEY,
    name: 'Larkfield Partners',
    catalog: 'prospecting',
    plan: 'scale',
    timeZone: within.zone,
    anchorAt: within.startedAt,
    startedAt: within.startedAt,
    directory: [
      ...GROUPS.map(([id, name]) => ({ kind: 'groups' as const, id, name })),
      ...members,
      ...API_KEYS.map(([id, name]) => ({ kind: 'api-keys' as const, id, name })),
    ],
    grants: [],
    quotas: { seats: MEMBERS },
    statuses: members.slice(-1).map(({ kind, id }) => ({ kind, id, status: 'disabled' as const })),
    events: () => inOrder(KEY, sessions(files, members, within), within),
  };
}

const GROUPS = [
  ['home-market', 'Home market'],
  ['international', 'International'],
  ['partnerships', 'Partnerships'],
] as const;

const API_KEYS = [
  ['key-crm', 'Nightly enrichment'],
  ['key-site', 'Website sign-up'],
] as const;

const MEMBERS = 18;
const HOME_COUNTRY = 'United Kingdom';

/** Of every six members three sell at home, two abroad and one to partners. */
function groupAt(index: number): string {
  return (
    ['home-market', 'home-market', 'home-market', 'international', 'international', 'partnerships'][
      index % 6
    ] ?? ''
  );
}

interface Visit {
  readonly invoice: string;
  readonly at: Instant;
  readonly buyer: string;
  readonly user: string;
  readonly group: string;
  readonly lines: readonly (readonly string[])[];
}

function sessions(files: DemoFiles, members: readonly DirectoryEntry[], within: Period): Draft[] {
  const linesOf = Map.groupBy(readTable(files['invoice-lines']), ([invoice = '']) => invoice);
  return readTable(files.invoices).flatMap(
    ([invoice = '', time = '', buyer = '', country = '', cancelled, count]) => {
      const at = invoiceMoment(time, within);
      if (at < within.startedAt) return [];
      if (buyer === '') return cancelled === '1' ? [] : apiRequest(invoice, at, Number(count));
      const lines = linesOf.get(invoice);
      if (!lines) return [];
      const visit = { invoice, at, buyer, lines, ...sellerOf({ buyer, country, members }) };
      return cancelled === '1' ? signals(visit) : [...reveals(visit), ...workspaceUse(visit)];
    },
  );
}

/** A buyer always has the same seller, of the group that its country belongs to. */
function sellerOf(of: {
  readonly buyer: string;
  readonly country: string;
  readonly members: readonly DirectoryEntry[];
}): { user: string; group: string } {
  const home = assign(
    ['home-market', 'home-market', 'home-market', 'partnerships'],
    `group ${of.buyer}`,
  );
  const group = of.country === HOME_COUNTRY ? home : 'international';
  const sellers = of.members.filter(({ parent }) => parent === group);
  const weights = sellers.map((_, index) => 1 / (index + 1));
  return { user: assignWeighted(sellers, weights, `seller ${of.buyer}`).id, group };
}

/** Lines that cost this much in pounds, about one in ten, stand for telephone numbers, the others for e-mail addresses. */
const PHONE_FROM_GBP = 7.5;

/** One reveal a line: the buyer is a company, the item a contact there, so what is bought again is seen again. */
function reveals({ invoice, at, buyer, user, group, lines }: Visit): Draft[] {
  const feature = assignWeighted(['platform', 'extension'], [6, 4], `feature ${invoice}`);
  return lines.map(([, item = '', , price], index) => {
    const kind = Number(price) >= PHONE_FROM_GBP ? 'phone' : 'email';
    return {
      at: shift(at, index * 4 * SECOND),
      id: `reveal/${invoice}/${index}`,
      type: `reveal.${kind}`,
      dimensions: { user, group, feature, credit_type: kind },
      data: { account: `company-${buyer}`, contact: `contact-${buyer}-${item}`, datapoint: kind },
    };
  });
}

/** From this many lines on, a session ends in an export. */
const EXPORT_LINES = 12;
const CRM_SHARE = 0.25;

/** Prompts before the first reveal, enriched cells for some of them, and an export of as many rows as pieces sold. */
function workspaceUse({ invoice, at, user, group, lines }: Visit): Draft[] {
  const place = { user, group, feature: 'workspace', credit_type: 'workflow' };
  const after = (seconds: number): Instant => shift(at, seconds * SECOND);
  const prompts = Array.from({ length: 1 + (lines.length % 3) }, (_, index) => ({
    at: after(index * 4 + 1),
    id: `prompt/${invoice}/${index}`,
    type: 'workspace.prompt',
    dimensions: place,
  }));
  const cells = Array.from({ length: Math.floor(lines.length / 8) }, (_, index) => ({
    at: after(index * 4 + 2),
    id: `cell/${invoice}/${index}`,
    type: 'workspace.cell',
    dimensions: place,
  }));
  if (lines.length < EXPORT_LINES) return [...prompts, ...cells];
  const rows = lines.reduce((sum, [, , quantity]) => sum + Math.max(0, Number(quantity)), 0);
  const end = after(lines.length * 4 + 30);
  const toCrm = fractionOf(`crm ${invoice}`) < CRM_SHARE;
  const out: Draft = toCrm
    ? { at: end, id: `crm/${invoice}`, type: 'workspace.crm_export', dimensions: place }
    : {
        at: end,
        id: `csv/${invoice}`,
        type: 'workspace.csv_export',
        dimensions: place,
        data: { rows },
        run: `export-${invoice}`,
      };
  return [...prompts, ...cells, out];
}

/** A cancelled line is news about the company. */
function signals({ invoice, at, user, group, lines }: Visit): Draft[] {
  return lines.map((_, index) => ({
    at: shift(at, index * 4 * SECOND),
    id: `signal/${invoice}/${index}`,
    type: 'signal.found',
    dimensions: { user, group, feature: 'platform', credit_type: 'signal' },
  }));
}

/** The most results one bulk request returns. */
const BULK_RESULTS = 100;

/** Invoices of unknown buyers stand for programs: one line is a single request, several are results of bulk requests. */
function apiRequest(invoice: string, at: Instant, count: number): Draft[] {
  const [key] = assignWeighted(API_KEYS, [3, 1], `key ${invoice}`);
  const of = (type: string, endpoint: string, creditType: string) => ({
    type,
    dimensions: { feature: 'api', credit_type: creditType, api_key: key, endpoint },
  });
  if (count === 1 && fractionOf(invoice) < 0.5) {
    return [{ at, id: `company/${invoice}`, ...of('api.company', '/companies', 'company') }];
  }
  if (count === 1) {
    return [
      {
        at,
        id: `single/${invoice}`,
        ...of('api.request.single', '/contact', 'api_search'),
        data: { results: 1 },
      },
    ];
  }
  return Array.from({ length: Math.ceil(count / BULK_RESULTS) }, (_, index) => ({
    at: shift(at, index * SECOND),
    id: `bulk/${invoice}/${index}`,
    ...of('api.request.bulk', '/contacts', 'api_search'),
    data: { results: Math.min(BULK_RESULTS, count - index * BULK_RESULTS) },
  }));
}
