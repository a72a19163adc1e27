import type { UsageEvent } from '@fuelgauge/core';
import { formEvent } from '../../server/src/operations/event-form.ts';

/** A body of events that is sent again and again, each time with ids nobody has seen. */
export interface EventBatch {
  readonly size: number;
  /** JSON of the array, or of the one event alone; overwritten by the next {@link EventBatch.renew}. */
  readonly body: Buffer;
  /** The customer the next sending is for. */
  renew(customer: string): void;
  /** The same events as the server understands them. */
  form(): UsageEvent[];
}

/** Of all customers of a measurement, so that bodies keep their length. */
export function customerKey(index: number): string {
  return `customer-${String(index).padStart(4, '0')}`;
}

/**
 * Makes a batch that happened in the seconds before `nowMs`. Ids and customers are written into the bytes where they stand,
 * because a load generator that formats JSON takes the processor from what it measures.
 */
export function makeEventBatch(size: number, nowMs: number): EventBatch {
  const events = Array.from({ length: size }, (_, index) => wireEvent(index, nowMs));
  const text = JSON.stringify(size === 1 ? events[0] : events);
  const body = Buffer.from(text);
  const ids = offsetsOf(text, ID_BLANK);
  const customers = offsetsOf(text, CUSTOMER_BLANK);
  return {
    size,
    body,
    renew(customer) {
      for (const offset of ids) body.write(nextId(), offset, 'latin1');
      for (const offset of customers) body.write(customer, offset, 'latin1');
    },
    form: () => [JSON.parse(body.toString())].flat().map(eventOf),
  };
}

const ID_BLANK = 'evt_00000000_00000000';
const CUSTOMER_BLANK = customerKey(9999);
const PROJECTS = 8;
const MODELS = 6;
const MEMBERS = 40;

/** Two of three events are completions. Each project, model and member comes up in every full batch. */
function wireEvent(index: number, nowMs: number): object {
  const isQuery = index % 3 === 2;
  return {
    id: ID_BLANK,
    type: isQuery ? 'query' : 'completion',
    customer: CUSTOMER_BLANK,
    occurred_at: new Date(nowMs - index * 500).toISOString(),
    dimensions: {
      project: `project-${index % PROJECTS}`,
      model: `model-${index % MODELS}`,
      member: `member-${index % MEMBERS}`,
    },
    data: isQuery ? { rows: 1 + (index % 250) } : { tokens: 100 + ((index * 37) % 4000) },
  };
}

const run = Date.now().toString(16).slice(-8).padStart(8, '0');
let sent = 0;

function nextId(): string {
  sent += 1;
  return `evt_${run}_${sent.toString(16).padStart(8, '0')}`;
}

function offsetsOf(text: string, part: string): number[] {
  const offsets: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) offsets.push(at);
  return offsets;
}

function eventOf(json: unknown): UsageEvent {
  const formed = formEvent(json);
  if (!formed.ok) throw new Error(`The bench made a malformed event: ${formed.refusal.detail}`);
  return formed.event;
}
