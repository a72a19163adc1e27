import {
  type Book,
  credits,
  type Instant,
  MINUTE,
  NANO,
  operate,
  PICO,
  type RecordedEvent,
  rational,
  roundHalfEven,
  shift,
} from '@fuelgauge/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Act, METERS, perform, use } from './act.ts';
import { at, modelCatalog } from './model-catalog.ts';
import { customer, type EventSketch, PLAIN, restOfMax, usageEvent } from './model-customer.ts';

const MONTHLY = modelCatalog({
  series: [
    { id: 'plan', every: 'month', anchorTime: 'midnight' },
    { id: 'flex', every: 'month', anchorTime: 'midnight' },
  ],
});
const startedAt = at('2026-03-01');
const PRICED = METERS.filter((meter) => meter !== 'mystery' && meter !== 'store');

const which = fc.nat(100);
const fact = use(PRICED, 0).map((each) => ({ ...each, ago: 0, enforce: false }));
const wait = MINUTE;

/** Records, voids and amends, one a minute, all within one cycle. */
const history = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .array(fact, { minLength: 1, maxLength: 3 })
        .map((events): Act => ({ kind: 'record', events, isBackfill: false, wait })),
    },
    {
      weight: 2,
      arbitrary: which.map((each): Act => ({ kind: 'void', which: each, compensate: false, wait })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(which, fact)
        .map(([each, content]): Act => ({ kind: 'amend', which: each, use: content, wait })),
    },
  ),
  { minLength: 3, maxLength: 40, size: 'max' },
);

test('lines and rerates together are always the price of the live quantity (I31)', () => {
  fc.assert(
    fc.property(history, (sequence) => {
      const book = customer(MONTHLY, { startedAt });
      perform(book, sequence, () => {
        const { reveal, ...charged } = chargedByMeter(book);
        expect(charged).toEqual(priceOfLive(book));
        const used = Object.values(charged).reduce((sum, amount) => sum + amount, reveal);
        expect(usedIn(book)).toBe(used);
      });
    }),
  );
});

test('what may be charged once is charged once, whoever is voided', () => {
  fc.assert(
    fc.property(history, (sequence) => {
      const book = customer(MONTHLY, { startedAt });
      perform(book, sequence, () => {
        const live = [...book.events.values()].filter(({ isVoid }) => !isVoid);
        const charged = live.filter(
          ({ type, credits: amount }) => type === 'reveal' && amount > 0n,
        );
        const contacts = charged.map(({ data }) => data['contact']);
        expect(new Set(contacts).size).toBe(contacts.length);
        expect(chargedByMeter(book).reveal).toBe(6n * NANO * BigInt(contacts.length));
      });
    }),
  );
});

test('voiding what claimed a once-only charge frees it', () => {
  const book = customer(MONTHLY, { startedAt });
  const reveal = (id: string): EventSketch => {
    return { id, type: 'reveal', occurredAt: startedAt, data: { contact: 'c' } };
  };
  expect(charge(book, [reveal('a'), reveal('b')])).toEqual(['6', '0'].map(credits));
  voidOne(book, startedAt, 'b');
  expect(charge(book, [reveal('c')])).toEqual([0n]);
  voidOne(book, startedAt, 'a');
  expect(charge(book, [reveal('d'), reveal('e')])).toEqual(['6', '0'].map(credits));
});

test('a refused amendment leaves no trace', () => {
  const content = usageEvent(prompt('a', startedAt));
  const tooMuch = { ...content, type: 'bulk', data: { amount: '999999999999999999' } };
  const book = customer(MONTHLY, { startedAt });
  operate.record(book, startedAt, { events: [content], options: PLAIN });
  const before = structuredClone({ ...book, keyOf: null, catalog: null });
  const about = { eventKey: content.key, reason: 'test', options: PLAIN };
  expect(operate.amend(book, startedAt, { ...about, event: tooMuch })).toMatchObject({
    refusal: { code: 'amount_invalid' },
  });
  expect({ ...book, keyOf: null, catalog: null }).toEqual(before);
});

test('what a rerate has given back is not given back again', () => {
  // The allotment pays the first package; when it is gone, the add-on pays the second.
  const plans = [{ from: startedAt, value: 'free' }];
  const book = customer(MONTHLY, { startedAt, plans });
  const prompts = Array.from({ length: 6 }, (_, index) => prompt(`p${index}`, startedAt));
  const rest = { id: 'w', type: 'work', occurredAt: startedAt, data: { amount: 117 } };
  charge(book, [...prompts.slice(0, 5), rest]);
  const addon = { kind: 'addon', amount: credits('10'), effectiveAt: startedAt } as const;
  operate.grant(book, startedAt, { ...addon, source: 'purchase' });
  charge(book, prompts.slice(5));
  for (const id of ['p1', 'w', 'p5']) voidOne(book, startedAt, id);
  const left = [...book.ledger.grants.values()].map(({ kind, remaining }) => [kind, remaining]);
  expect(left).toEqual([
    ['monthly', credits('39')],
    ['addon', credits('10')],
  ]);
});

test('G20: six prompts of one user cost 1, 0, 0, 0, 0, 1; voiding the second takes 1 back', () => {
  const book = customer(MONTHLY, { startedAt });
  const prompts = Array.from({ length: 6 }, (_, index) => prompt(`p${index}`, startedAt));
  expect(charge(book, prompts)).toEqual(['1', '0', '0', '0', '0', '1'].map(credits));
  const { correction } = voidOne(book, startedAt, 'p1');
  expect(correction).toMatchObject({ credits: credits('-1'), rerated: credits('-1') });
});

test('G21: 26 rows in one run as 10, 10 and 6 cost 1, 0 and 1', () => {
  const [per, one] = [rational(25n), rational(1n)];
  const model = { kind: 'package', credits: one, per, round: 'up' } as const;
  const book = customer(withPrice('step', { model, minQuantity: null }), { startedAt });
  const rows = [10, 10, 6].map((amount, index): EventSketch => {
    return { id: `r${index}`, type: 'step', occurredAt: startedAt, data: { amount }, run: 'csv' };
  });
  expect(charge(book, rows)).toEqual(['1', '0', '1'].map(credits));
});

test('G22: a call of 1,106 ms in 20 increments costs what it costs at once', () => {
  const model = { kind: 'unit', credits: rational(1n), per: rational(500_000n) } as const;
  const book = customer(withPrice('step', { model, minQuantity: null }), { startedAt });
  const calls = Array.from({ length: 20 }, (_, index): EventSketch => {
    const data = { amount: '55.3' };
    return { id: `c${index}`, type: 'step', occurredAt: startedAt, data, run: 'call' };
  });
  const charged = charge(book, calls);
  expect(charged.reduce((sum, amount) => sum + amount, 0n)).toBe(credits('0.002212'));
});

test('G29: two cameras of 11,000 and 4,000 minutes cost 20 and 8', () => {
  const model = { kind: 'unit', credits: rational(2n), per: rational(1000n) } as const;
  const book = customer(withPrice('video', { model }), { startedAt });
  const minutes = [6000, 5000, 4000].map((amount, index): EventSketch => {
    const dimensions = { camera: index < 2 ? 'yard' : 'hall' };
    return { id: `v${index}`, type: 'video', occurredAt: startedAt, data: { amount }, dimensions };
  });
  expect(charge(book, minutes)).toEqual(['12', '8', '8'].map(credits));
});

function prompt(id: string, occurredAt: Instant): EventSketch {
  return { id, type: 'prompt', occurredAt, dimensions: { user: 'ann' } };
}

function charge(book: Book, sketches: readonly EventSketch[]): bigint[] {
  const events = sketches.map(usageEvent);
  operate.record(book, startedAt, { events, options: PLAIN });
  return events.map(({ key }) => book.events.get(key)?.credits ?? -1n);
}

function voidOne(book: Book, now: Instant, id: string) {
  const eventKey = `test ${id}`;
  const rest = restOfMax(book, eventKey);
  const request = { eventKey, reason: 'test', compensate: false, restOfMax: rest };
  const outcome = operate.void(book, shift(now, MINUTE), request);
  if (!outcome.ok) throw new Error(outcome.refusal.detail);
  return outcome;
}

function withPrice(meter: string, change: object): typeof MONTHLY {
  const [card] = MONTHLY.cards;
  const known = card?.prices.get(meter);
  if (!card || !known) throw new Error('the model has one card');
  const prices = new Map([...card.prices, [meter, { ...known, ...change }]]);
  return { ...MONTHLY, cards: [{ ...card, prices }] };
}

function usedIn(book: Book): bigint {
  let used = 0n;
  for (const { debit, credit, amount } of book.ledger.appended.entries) {
    if (credit === 'used') used += amount;
    if (debit === 'used') used -= amount;
  }
  return used;
}

function chargedByMeter(book: Book): Record<string, bigint> & { reveal: bigint } {
  const charged: Record<string, bigint> = Object.fromEntries(PRICED.map((meter) => [meter, 0n]));
  charged['handling'] = 0n;
  for (const { meter, credits: amount } of book.changed.usage) {
    charged[meter] = (charged[meter] ?? 0n) + amount;
  }
  return { reveal: 0n, ...charged };
}

/** What the live events cost by meter, from the events alone; which of several reveals paid is another matter. */
function priceOfLive(book: Book): Record<string, bigint> {
  const live = [...book.events.values()].filter((event) => !event.isVoid);
  const of = (meter: string) => live.filter(({ type }) => type === meter);
  const whole = (amount: bigint) => amount * NANO;
  const units = (meter: string, price: (parts: bigint) => bigint) =>
    [...groupsOf(of(meter)).values()].reduce((sum, parts) => sum + price(parts), 0n);
  const seats = new Set(of('seat').map(({ dimensions }) => dimensions['user'])).size;
  const peak = of('peak').reduce(
    (most, each) => (amountOf(each) > most ? amountOf(each) : most),
    0n,
  );
  return {
    work: of('work').reduce((sum, event) => sum + rounded(amountOf(event), 3n), 0n),
    prompt: units('prompt', (parts) => whole(up(parts, 5n))),
    parcel: units('parcel', (parts) => whole((parts / (10n * PICO)) * 4n)),
    step: units('step', (parts) => whole(up(parts < PICO ? PICO : parts, 3n) * 2n)),
    climb: units('climb', climb),
    bulk: units('bulk', (parts) => (parts * bulkRate(parts)) / 1000n),
    video: videoOf(of('video')),
    handling: whole(4n * BigInt(of('bulk').length)),
    seat: whole(7n * BigInt(seats)),
    peak: whole(up(peak, 4n) * 3n),
  };
}

function bulkRate(parts: bigint): bigint {
  return parts > 30n * PICO ? 1n : parts > 10n * PICO ? 2n : 3n;
}

/** Each line is rounded before the cap, so the sum of rounded lines is what it bounds. */
function videoOf(events: readonly RecordedEvent[]): bigint {
  const byCamera = new Map<unknown, bigint>();
  for (const event of events) {
    const camera = event.dimensions['camera'];
    const listed = roundHalfEven(rational(amountOf(event) * 3n, 7000n));
    byCamera.set(camera, (byCamera.get(camera) ?? 0n) + listed);
  }
  const cap = 20n * NANO;
  return [...byCamera.values()].reduce((sum, listed) => sum + (listed > cap ? cap : listed), 0n);
}

function groupsOf(events: readonly RecordedEvent[]): Map<string, bigint> {
  const groups = new Map<string, bigint>();
  for (const event of events) {
    const isByUser = event.type === 'prompt';
    const group = isByUser
      ? String(event.dimensions['user'])
      : event.type === 'step'
        ? `${event.run}`
        : '';
    groups.set(group, (groups.get(group) ?? 0n) + (isByUser ? PICO : amountOf(event)));
  }
  return groups;
}

function climb(parts: bigint): bigint {
  const [ten, thirty] = [10n * PICO, 30n * PICO];
  const within = (low: bigint, high: bigint) =>
    parts <= low ? 0n : (parts < high ? parts : high) - low;
  return (
    (within(0n, ten) + within(ten, thirty) * 2n + (parts > thirty ? parts - thirty : 0n) * 5n) /
    1000n
  );
}

function up(parts: bigint, per: bigint): bigint {
  return (parts + per * PICO - 1n) / (per * PICO);
}

function rounded(parts: bigint, per: bigint): bigint {
  return roundHalfEven(rational(parts, per * 1000n));
}

function amountOf(event: RecordedEvent): bigint {
  return BigInt(Math.round(Number(event.data['amount']) * 10)) * (PICO / 10n);
}
