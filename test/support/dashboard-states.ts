import type { EventInput, Fuelgauge } from '@fuelgauge/sdk';

/** A history that brings the dashboard into one state, and what must then be read of it. */
export interface DashboardState {
  readonly name: string;
  /** Of its address, with the `?`. */
  readonly query?: string;
  readonly record: (client: Fuelgauge, customer: string) => Promise<unknown>;
  readonly says: readonly RegExp[];
  readonly hides?: readonly RegExp[];
}

/** Customers of tests have a clock of their own; most states are read at this moment. */
const NOW = '2026-11-11T12:00:00Z';
const STARTED = '2026-09-01T00:00:00Z';

const FIRST_DAY = {
  clock_at: '2026-11-01T06:00:00Z',
  started_at: '2026-11-01T00:00:00Z',
  anchor_at: '2026-11-01T00:00:00Z',
};

/** Every state of the first page that a history leads to. */
export const DASHBOARD_STATES: readonly DashboardState[] = [
  {
    name: 'empty',
    record: (client, customer) => create(client, customer, { plan: 'personal' }),
    says: [/1,000\s+credits left/, /No usage yet\. The first event appears here/, /0 of 1,000/],
  },
  {
    name: 'first-day',
    query: '?mode=cumulative',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'personal', ...FIRST_DAY });
      await client.events.record(deploys(customer, { count: 2, at: '2026-11-01T05:00:00Z' }));
    },
    says: [/30 days/, /0 days/, /estimate starts after 3 days/],
    hides: [/Likely/, /A period started/],
  },
  {
    name: 'zero-plan',
    record: (client, customer) => create(client, customer, { catalog: 'agents', plan: 'business' }),
    says: [/Your plan includes 0 credits\./, /Promotional: 0\./, /What costs credits/],
    hides: [/%/],
  },
  {
    name: 'unlimited',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'enterprise' });
      await daily(client, customer, 3);
    },
    says: [/credits used in this period/, /Your plan is unlimited\./],
    hides: [/credits left/, /Runs out in/],
  },
  {
    name: 'own-model-money',
    record: async (client, customer) => {
      await create(client, customer, { catalog: 'ai-workspace', plan: 'enterprise_byom' });
      await client.events.record(tokens(customer, 4));
    },
    says: [/\$[\d.]+\s+spent in this period/, /counts spend in USD instead of credits/, /Spend by/],
    hides: [/credits left/, /Runs out in/],
  },
  {
    name: 'over-limit',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'free' });
      await client.events.record(deploys(customer, { count: 25, at: '2026-11-09T10:00:00Z' }));
    },
    says: [
      /0\s+credits left/,
      /375 of 300 credits used/,
      /Over\s+75/,
      /Ran out 9 Nov 10:00/,
      /Site not available/,
    ],
  },
  {
    name: 'run-out',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'free' });
      await client.events.record(deploys(customer, { count: 20, at: '2026-11-09T10:00:00Z' }));
    },
    says: [/300 of 300 credits used/, /No credits are left\./, /Ran out 9 Nov 10:00/],
  },
  {
    name: 'add-on-in-use',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'personal' });
      await client.grants.issue(customer, { kind: 'addon', amount: '500' });
      await client.events.record([
        ...deploys(customer, { count: 80, at: '2026-11-08T10:00:00Z' }),
        bandwidth(customer, '2'),
      ]);
    },
    says: [
      /260\s+credits left/,
      /1,240 of 1,500 credits used/,
      /0 of 1,000 left/,
      /260 of 500 left/,
      /Add-on credits are in use: 260 of 500 left/,
    ],
  },
  {
    name: 'will-run-out',
    query: '?mode=cumulative',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'free' });
      await daily(client, customer, 1);
    },
    says: [
      /credits last until about/,
      /\d+ days? \(\d+–\d+\)/,
      /Pacing toward running out/,
      /Likely/,
    ],
  },
  {
    name: 'lasts-past-reset',
    query: '?mode=cumulative',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'pro' });
      await daily(client, customer, 1);
    },
    says: [/Lasts past reset/, /Likely [\d,]+–[\d,]+ by 1 Dec 00:00 UTC \(80 %\)/],
    hides: [/Pacing toward/],
  },
  {
    name: 'grant-expires',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'pro' });
      const expires_at = '2026-11-20T00:00:00Z';
      await client.grants.issue(customer, { kind: 'addon', amount: '400', expires_at });
    },
    says: [/400 add-on credits expire 20 Nov 00:00 UTC/, /No usage yet/],
  },
  {
    name: 'billed-overage',
    record: async (client, customer) => {
      await create(client, customer, { catalog: 'vision', plan: 'core_monthly' });
      await client.events.record(uploads(customer, '250000'));
    },
    says: [/25 of 20 credits used/, /Further use is billed as flex: 5 credits so far/],
  },
  {
    name: 'flex-cycle',
    record: async (client, customer) => {
      await create(client, customer, { catalog: 'vision', plan: 'core_annual' });
      await client.events.record(uploads(customer, '250000'));
    },
    says: [/Plan cycle/, /Flex cycle/, /Resets 1 Sept? 00:00 UTC/, /Resets 1 Dec 00:00 UTC/],
  },
  {
    name: 'past-period',
    query: '?period=prev',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'personal', clock_at: '2026-10-20T12:00:00Z' });
      await client.events.record(deploys(customer, { count: 10, at: '2026-10-12T10:00:00Z' }));
      await client.clock.advance(customer, NOW);
    },
    says: [
      /Closed period/,
      /850 expired unused/,
      /Ended 1 Nov 00:00 UTC/,
      /Left at the end/,
      /credits left at the end/,
      /Length/,
    ],
    hides: [/Likely/, /Runs out in/, /Days remaining/],
  },
  {
    name: 'period-just-reset',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'personal', clock_at: '2026-10-20T12:00:00Z' });
      await client.events.record(deploys(customer, { count: 10, at: '2026-10-12T10:00:00Z' }));
      await client.clock.advance(customer, '2026-11-01T02:00:00Z');
    },
    says: [/A period started at 00:00\. Last period: 150 used\./, /1,000\s+credits left/],
  },
  {
    name: 'free-beta',
    record: async (client, customer) => {
      const clock = { clock_at: '2026-04-20T12:00:00Z', started_at: '2026-04-01T00:00:00Z' };
      const catalog = { catalog: 'agents', plan: 'business' };
      await create(client, customer, { ...clock, anchor_at: clock.started_at, ...catalog });
      await client.events.record([run(customer, '42', '2026-04-18T10:00:00Z')]);
    },
    says: [/Free until 4 May: usage is recorded and nothing is charged\./, /would have cost 42/],
  },
  {
    name: 'huge',
    record: async (client, customer) => {
      await create(client, customer, { catalog: 'prospecting', plan: 'scale' });
      await client.events.record(reveals(customer, 1_000));
    },
    says: [/Everyone else \(995\)/, /Show 10 more/],
  },
  {
    name: 'long-names',
    record: async (client, customer) => {
      const name = `<img src=x onerror=alert(1)> ${'Verylongnamewithoutaspace'.repeat(20)}`;
      await create(client, customer, { plan: 'pro', name });
      const projects = ['مشروع طويل جدا للاختبار', 'p'.repeat(200), '<b>bold</b> & "quoted"'];
      for (const project of projects) {
        const at = '2026-11-08T10:00:00Z';
        await client.events.record(deploys(customer, { count: 3, at, project }));
      }
    },
    says: [/<img src=x onerror=alert\(1\)>/, /مشروع طويل/, /<b>bold<\/b> & "quoted"/],
  },
  {
    name: 'ingest-gap',
    query: '?mode=daily',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'pro' });
      for (const at of ['2026-11-03T10:00:00Z', '2026-11-05T01:00:00Z', '2026-11-09T10:00:00Z']) {
        await client.events.record(deploys(customer, { count: 4, at }));
      }
      const span = { from: '2026-11-05T02:10:00Z', to: '2026-11-07T03:40:00Z' };
      await client.ingestionGaps.put(customer, { customer, ...span, reason: 'test' });
    },
    says: [/No data received 5 Nov,? 02:10\s?–\s?7 Nov,? 03:40\./],
    hides: [/Delayed/, /Usage is complete/],
  },
  {
    name: 'what-changed',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'pro' });
      const days = Array.from({ length: 28 }, (_, index) =>
        new Date(Date.parse('2026-10-14T10:00:00Z') + index * 86_400_000).toISOString(),
      );
      const events = days.flatMap((at, index) =>
        deploys(customer, { count: index < 25 ? 1 : 5, at }),
      );
      await client.events.record(events, { backfill: true });
    },
    says: [
      /What changed/,
      /Production deploys used 225 credits since Sun 8 Nov, 5× its usual 15 a day\./,
      /site used 225 credits since Sun 8 Nov, 5× its usual 15 a day\./,
    ],
  },
  {
    name: 'delayed',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'pro' });
      await daily(client, customer, 3);
      await client.ingestionGaps.put(customer, { customer, from: '2026-11-11T09:41:00Z' });
    },
    says: [
      /Delayed — events to 09:41/,
      /Usage is complete to 09:41\. Later events will be added; nothing is lost\./,
      /No data received since 11 Nov 09:41 UTC\./,
    ],
  },
  {
    name: 'plan-changes',
    record: async (client, customer) => {
      await create(client, customer, { plan: 'personal' });
      await client.customers.put(customer, { plan: 'pro', effective_at: '2026-12-01T00:00:00Z' });
    },
    says: [/The plan changes to Pro on 1 Dec\./],
    hides: [/What changed/],
  },
];

function create(client: Fuelgauge, customer: string, terms: Readonly<Record<string, unknown>>) {
  return client.customers.put(customer, {
    name: customer,
    catalog: 'hosting',
    time_zone: 'UTC',
    anchor_at: STARTED,
    started_at: STARTED,
    test: true,
    clock_at: NOW,
    ...terms,
  });
}

let events = 0;

function eventOf(customer: string, event: Omit<EventInput, 'customer' | 'id'>): EventInput {
  events += 1;
  return { customer, id: `state-${events}`, ...event } as EventInput;
}

interface Deploys {
  readonly count: number;
  readonly at: string;
  readonly project?: string;
}

function deploys(customer: string, { count, at, project = 'site' }: Deploys): EventInput[] {
  return Array.from({ length: count }, () =>
    eventOf(customer, {
      type: 'deploy.succeeded',
      occurred_at: at,
      dimensions: { project },
      data: { context: 'production' },
    }),
  );
}

/** So many deploys on each day of November so far, one more on every other. */
function daily(client: Fuelgauge, customer: string, count: number) {
  const days = Array.from(
    { length: 10 },
    (_, index) => `2026-11-${`${index + 1}`.padStart(2, '0')}`,
  );
  return client.events.record(
    days.flatMap((day, index) =>
      deploys(customer, { count: count + (index % 2), at: `${day}T10:00:00Z` }),
    ),
  );
}

function bandwidth(customer: string, gb: string): EventInput {
  const occurred_at = '2026-11-08T11:00:00Z';
  return eventOf(customer, { type: 'bandwidth.usage', occurred_at, data: { gb } });
}

function tokens(customer: string, count: number): EventInput[] {
  return Array.from({ length: count }, (_, index) =>
    eventOf(customer, {
      type: 'agent.tokens',
      occurred_at: `2026-11-0${index + 1}T10:00:00Z`,
      dimensions: { model: 'sonnet', surface: index % 2 === 0 ? 'web' : 'cli', user: 'ana' },
      data: {
        prompt_tokens: 100_000,
        input_tokens: 100_000,
        output_tokens: 50_000,
        cache_read_tokens: 0,
        cache_write_tokens: 0,
      },
    }),
  );
}

function uploads(customer: string, images: string): EventInput[] {
  const occurred_at = '2026-11-05T10:00:00Z';
  return [eventOf(customer, { type: 'image.upload', occurred_at, data: { images } })];
}

function run(customer: string, amount: string, occurred_at: string): EventInput {
  return eventOf(customer, {
    type: 'agent.run.completed',
    occurred_at,
    dimensions: { agent: 'triage', creator: 'ana' },
    data: { credits: amount, outcome: 'success' },
  });
}

/** As many members as reveals. */
function reveals(customer: string, count: number): EventInput[] {
  return Array.from({ length: count }, (_, index) =>
    eventOf(customer, {
      type: 'reveal.email',
      occurred_at: '2026-11-05T10:00:00Z',
      dimensions: { user: `m${index}`, feature: 'platform' },
      data: { contact: `c${index}`, datapoint: 'email' },
    }),
  );
}
