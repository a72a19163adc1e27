import { readdirSync, readFileSync } from 'node:fs';
import {
  credits,
  DAY,
  midnight,
  parseRational,
  propertiesRead,
  quantity,
  rational,
} from '@fuelgauge/core';
import { describe, expect, test } from 'vitest';
import { type CatalogDocument, catalogSchema } from './catalog-document.ts';
import { describeCatalog } from './describe/describe-catalog.ts';
import { loadCatalog } from './load-catalog.ts';
import { smallCatalog } from './small-catalog.fixture.ts';

const FOLDER = new URL('../../../catalogs/', import.meta.url);

function example(key: string): unknown {
  return JSON.parse(readFileSync(new URL(`${key}.json`, FOLDER), 'utf8'));
}

function loaded(document: unknown, version?: number) {
  const result = loadCatalog(document, version === undefined ? {} : { version });
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result;
}

describe('the example catalogs', () => {
  const keys = ['agents', 'ai-workspace', 'hosting', 'prospecting', 'vision'];

  test('are the five', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
    expect(files.sort()).toEqual([...keys, 'catalog.schema'].map((key) => `${key}.json`).sort());
  });

  test.each(keys)('%s has no fault and keeps its key', (key) => {
    const { catalog, document } = loaded(example(key));
    expect(catalog.key).toBe(key);
    expect(catalog.version).toBe(0);
    expect(document).toEqual(example(key));
  });

  test('hosting charges a preview, a branch deploy and a rollback nothing', () => {
    const { catalog } = loaded(example('hosting'));
    expect(catalog.meters.get('preview_deploy')?.where.get('context')).toEqual([
      'preview',
      'branch',
      'rollback',
    ]);
    expect(catalog.cards[1]?.prices.get('preview_deploy')?.model.kind).toBe('free');
  });

  test('hosting begins its second card at the midnight at which the first ends', () => {
    const { cards } = loaded(example('hosting')).catalog;
    expect(cards.map(({ from, to }) => [from, to])).toEqual([
      [midnight('2025-09-04', 'UTC'), midnight('2026-04-14', 'UTC')],
      [midnight('2026-04-14', 'UTC'), null],
      [midnight('2026-04-14', 'UTC'), null],
    ]);
  });

  test('prospecting remembers a reveal by contact and data point, the customer being understood', () => {
    const price = loaded(example('prospecting')).catalog.cards[0]?.prices.get('email_reveal');
    expect(price?.onceBy).toEqual(['contact', 'datapoint']);
  });

  test('prospecting grants an annual plan once a year', () => {
    const { series } = loaded(example('prospecting')).catalog;
    expect(series.find(({ id }) => id === 'plan')?.every).toBe('plan_interval');
  });

  test('agents draws promotional credits before monthly ones and bills nothing before it starts', () => {
    const { catalog } = loaded(example('agents'));
    expect(catalog.grantKinds.get('promo')?.priority).toBeLessThan(
      catalog.grantKinds.get('monthly')?.priority ?? 0,
    );
    expect(catalog.billingStartsAt).toBe(midnight('2026-05-04', 'UTC'));
  });

  test('agents rates a completed run by three meters', () => {
    const meters = loaded(example('agents')).catalog.metersByType.get('agent.run.completed');
    expect(meters?.map(({ id }) => id)).toEqual(['agent_run', 'runs_completed', 'agents_finished']);
  });

  test('ai-workspace takes four token counts or one, and reads the size of the prompt', () => {
    const { catalog } = loaded(example('ai-workspace'));
    const meter = catalog.meters.get('tokens');
    expect(meter?.value).toBe('tokens');
    expect([...(meter?.values?.from.values() ?? [])]).toEqual([
      'input_tokens',
      'output_tokens',
      'cache_read_tokens',
      'cache_write_tokens',
    ]);
    expect(propertiesRead(catalog).get('agent.tokens')).toContain('prompt_tokens');
  });

  test('ai-workspace prices a long prompt of claude-opus-4-6 higher until 13 March 2026', () => {
    const rates = loaded(example('ai-workspace')).catalog.cards.map((card) => {
      const model = card.prices.get('tokens')?.model;
      const rows = model?.kind === 'matrix' ? model.rows : [];
      return rows.find(({ match }) => match.join() === 'claude-opus-4-6*,input')?.rate;
    });
    const tier = (upTo: string | null, usd: string) => ({
      upTo: upTo === null ? null : quantity(upTo),
      credits: parseRational(usd),
    });
    expect(rates).toEqual([
      { steps: [tier('200000', '5'), tier(null, '10')], by: 'prompt_tokens', mode: 'whole' },
      rational(5n),
    ]);
  });

  test('vision caps self-hosted video for each camera and month', () => {
    const { catalog } = loaded(example('vision'));
    expect(catalog.cards[0]?.prices.get('selfhost_video')?.cap).toEqual({
      credits: credits('20'),
      series: 'flex',
      by: ['camera'],
    });
    expect(catalog.series.find(({ id }) => id === 'flex')?.every).toBe('month');
    expect(catalog.plans.get('core_annual')?.overage).toBe('flex');
    expect(catalog.dimensions.get('folder')?.from).toEqual(['folder', 'api_key', 'project']);
  });
});

describe('what a section becomes', () => {
  test('the version is the one given', () => {
    expect(loaded(smallCatalog(), 7).catalog.version).toBe(7);
  });

  test('a window is counted in days, 35 unless the catalog says otherwise', () => {
    expect(loaded(smallCatalog()).catalog.windowUs).toBe(35 * DAY);
    expect(loaded({ ...smallCatalog(), window: 'P400D' }).catalog.windowUs).toBe(400 * DAY);
  });

  test('card dates are midnights in the time zone of the catalog', () => {
    expect(loaded(smallCatalog()).catalog.cards[0]?.to).toBe(
      midnight('2026-07-01', 'Europe/Berlin'),
    );
  });

  test('rates in money are multiplied by the credits of a dollar', () => {
    const price = loaded(smallCatalog()).catalog.cards[0]?.prices.get('tokens');
    expect(price).toMatchObject({ moneyUnit: 'usd', creditsPer: rational(100n) });
  });

  test('the short form of a cap is the cap of the plan series', () => {
    const document = smallCatalog();
    Object.assign(document.rateCards[0]?.rates[0] ?? {}, {
      capCreditsPerCycle: '5',
      capBy: 'user',
    });
    const cap = loaded(document).catalog.cards[0]?.prices.get('calls')?.cap;
    expect(cap).toEqual({ credits: credits('5'), series: 'plan', by: ['user'] });
  });

  test.each([
    [true, { max: null, cycles: null }],
    [
      { max: '50', cycles: 2 },
      { max: credits('50'), cycles: 2 },
    ],
    [false, null],
  ])('rollover %j of a cycle-bound kind', (rollover, expected) => {
    const document = smallCatalog();
    Object.assign(document.grantTypes[0] ?? {}, { rollover });
    expect(loaded(document).catalog.grantKinds.get('monthly')?.rollover).toEqual(expected);
  });

  test('a plan is ranked by its place in the list, and without overage only shows overdraft', () => {
    const plans = [...loaded(smallCatalog()).catalog.plans.values()];
    expect(plans.map(({ rank, overage }) => [rank, overage])).toEqual([
      [0, null],
      [1, 'flex'],
    ]);
  });

  test('unpaid overdraft is written off at a reset unless it is carried', () => {
    expect(loaded(smallCatalog()).catalog.overdraftAtReset).toBe('write_off');
    expect(loaded({ ...smallCatalog(), overdraft: 'carry' }).catalog.overdraftAtReset).toBe(
      'carry',
    );
  });

  test('comments are allowed everywhere and mean nothing', () => {
    const commented = JSON.parse(JSON.stringify(smallCatalog()), (_, value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? { ...value, _note: [1] }
        : value,
    );
    expect(loaded(commented).catalog).toEqual(loaded(smallCatalog()).catalog);
    expect(loaded(commented).document).toEqual(commented);
  });
});

describe('what is declared is in force or said to be pending', () => {
  // What each section in force is seen by: a change that shows in the loaded catalog.
  const IN_FORCE: Readonly<Record<string, unknown>> = {
    key: 'other',
    name: 'Other',
    timeZone: 'UTC',
    billingStartsAt: '2026-02-01',
    window: 'P7D',
    keep: ['trace'],
    units: [{ ...smallCatalog().units[0], label: 'points' }, smallCatalog().units[1]],
    billingModes: [{ id: 'own', unit: 'usd' }],
    dimensions: [
      ...smallCatalog().dimensions,
      { id: 'city', label: 'City', kind: 'flat', unattributed: 'None' },
    ],
    categories: [...smallCatalog().categories, { id: 'rest', label: 'Rest' }],
    meters: smallCatalog().meters.map((meter) => ({ ...meter, label: 'Other' })),
    rateCards: smallCatalog().rateCards.map((card) => ({ ...card, id: `${card.id}-x` })),
    grantTypes: smallCatalog().grantTypes.map((kind) => ({ ...kind, label: 'Other' })),
    plans: smallCatalog().plans.map((plan) => ({ ...plan, label: 'Other' })),
    cycles: [{ series: 'plan', every: 'year', anchor: 'plan_started' }],
    planChange: { upgrade: 'restart_cycle_forfeit', downgrade: 'at_renewal' },
    overdraft: 'carry',
    roles: { admin: ['billing.read'] },
    views: [{ id: 'usage', panels: [{ type: 'addons' }] }],
  };
  const SHOWN: Readonly<Record<string, unknown>> = {
    displayModes: [{ id: 'credits', unit: 'credit', default: true }],
    requestsMeter: 'calls',
    addOns: [
      { id: 'seat', label: 'Seat', price: '1', currency: 'USD', interval: 'month', plans: ['pro'] },
    ],
    costItems: [
      { id: 'domain', label: 'Domain', unit: 'usd', interval: 'year', autoRenewDefault: true },
    ],
    quotas: [{ id: 'seats', limit: { free: 1, pro: null } }],
    roleLabels: { admin: 'Boss' },
    links: { rates: '/rates' },
  };
  const PENDING: Readonly<Record<string, unknown>> = {
    grace: 'PT24H',
    packs: [{ grant: 'monthly', credits: '5', price: '1', currency: 'USD' }],
    autoRecharge: [
      { grant: 'monthly', presets: ['10'], currency: 'USD', trigger: 'percent:90', default: 'off' },
    ],
    referral: { grant: 'monthly', credits: '5', trigger: 'referred_signup' },
    exhaustion: { order: ['overage:flex', 'block'], scope: 'agents', message: 'Out of credits' },
    limits: [{ id: 'own', scope: 'user', unit: 'credit', cycle: 'plan' }],
    alerts: [{ id: 'half', basis: 'allotment', thresholds: [50], channels: ['email'] }],
    reports: [{ id: 'monthly', format: 'csv' }],
    projections: { inline: { method: 'mean_elapsed', to: 'cycle_end' } },
  };

  test('every section is one or the other', () => {
    const known = [IN_FORCE, SHOWN, PENDING].flatMap((each) => Object.keys(each));
    const sections = ['schema', ...known];
    expect(sections.sort()).toEqual(Object.keys(catalogSchema.shape).sort());
  });

  test.each(Object.entries(IN_FORCE))('%s shows in the catalog', (section, value) => {
    const changed = loaded({ ...smallCatalog(), [section]: value });
    expect(changed.catalog).not.toEqual(loaded(smallCatalog()).catalog);
    expect(changed.pending.map(({ pointer }) => pointer)).not.toContain(`/${section}`);
  });

  test.each(Object.entries(SHOWN))('%s shows on pages alone', (section, value) => {
    const changed = { ...smallCatalog(), [section]: value } as CatalogDocument;
    const { catalog, pending } = loaded(changed);
    expect(catalog).toEqual(loaded(smallCatalog()).catalog);
    expect(pending.map(({ pointer }) => pointer)).not.toContain(`/${section}`);
    const described = describeCatalog(changed, 1);
    expect(described).not.toEqual(describeCatalog(smallCatalog(), 1));
  });

  test.each(Object.entries(PENDING))('%s is pending', (section, value) => {
    const { catalog, pending } = loaded({ ...smallCatalog(), [section]: value });
    expect(catalog).toEqual(loaded(smallCatalog()).catalog);
    expect(pending).toContainEqual({
      pointer: `/${section}`,
      section,
      note: expect.stringMatching(/\.$/),
    });
  });

  test('keys of items in force that have no effect yet are pending one by one', () => {
    const document = smallCatalog();
    Object.assign(document.plans[1] ?? {}, { channels: ['email'] });
    Object.assign(document.dimensions[0] ?? {}, { asOf: 'event' });
    const pointers = loaded(document).pending.map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/dimensions/0/asOf', '/plans/1/channels', '/cycles/0/anchor']);
  });
});
