import type { UsageEvent } from '@fuelgauge/core';
import { formatCredits, type Outcome, type RecordedEvent } from '@fuelgauge/core';
import type { RecordedBatch } from '../../server/src/operations/record-events.ts';
import { resultJson, type Unjudged } from '../../server/src/operations/wire/event-json.ts';
import type { PlainUse } from '../model/plain-model.ts';
import type { Said } from './world.ts';

/** What a server says of one event, as clients and the model compare it. */
export function saidOf(outcome: Outcome | Unjudged, sent: UsageEvent): Said {
  const { status: _, original: __, ...whole } = resultJson(outcome, sent);
  return { words: wordsOf(outcome), whole: JSON.stringify(whole) };
}

function wordsOf(outcome: Outcome | Unjudged): string {
  switch (outcome.status) {
    case 'recorded':
    case 'duplicate':
      return `${outcome.status} ${firstWords(outcome.event)}`;
    case 'mismatch':
      return 'mismatch';
    case 'invalid':
    case 'refused':
      return `${outcome.status} ${outcome.refusal.code}`;
    default:
      return outcome satisfies never;
  }
}

/** What is said of a batch: in its order, one for each event. */
export function saidOfBatch(
  recorded: Extract<RecordedBatch, { ok: true }>,
  events: readonly UsageEvent[],
): Said[] {
  return recorded.outcomes.map((outcome, index) => saidOf(outcome, events[index] as UsageEvent));
}

function firstWords({ status, credits, denial }: RecordedEvent): string {
  if (denial === null) return `${status} ${formatCredits(credits)}`;
  const { code, required, available } = denial;
  return `denied ${code} ${formatCredits(required)} of ${formatCredits(available)}`;
}

/** How an event stands. */
export function stateOf(event: RecordedEvent): string {
  return event.isVoid ? 'void' : firstWords(event);
}

/** An event as the model is told of it. */
export function useOf(event: UsageEvent): PlainUse {
  const { id, type, occurredAt, enforce, fingerprint } = event;
  const amount = BigInt(Number(event.data['amount']));
  return { id, type, amount, at: occurredAt, enforce, content: fingerprint };
}

/** Words alone, where there is no more to say. */
export function plainly(words: string): Said {
  return { words, whole: words };
}
