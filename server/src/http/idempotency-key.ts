import { hash } from 'node:crypto';
import { canonical } from '../operations/event-form.ts';
import type { IdempotencyKey } from '../operations/with-book.ts';
import { type Problem, problem } from './problem.ts';

/** What a key belongs to: the caller, the route, and what stands in the path. */
export interface KeyedRequest {
  readonly actor: string;
  readonly operationId: string;
  readonly params: unknown;
  readonly body: unknown;
}

/**
 * Reads `Idempotency-Key`, quoted as a structured field or bare: 1–255 visible ASCII characters. Undefined when there is
 * none. The fingerprint covers path and body, the route the caller, so that nobody meets another's answer.
 */
export function idempotencyKeyOf(
  header: string | null,
  request: KeyedRequest,
): IdempotencyKey | Problem | undefined {
  if (header === null) return undefined;
  const key = unquoted(header.trim());
  if (key === undefined || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    const detail =
      'Idempotency-Key must be 1 to 255 visible ASCII characters, with or without quotes around them.';
    return problem('idempotency_key_invalid', detail, {
      errors: [{ parameter: 'Idempotency-Key', detail }],
    });
  }
  const { actor, operationId, params, body } = request;
  const fingerprint = hash('sha256', canonical({ params, body }), 'hex');
  return { route: `${actor} ${operationId}`, key, fingerprint };
}

/** The content of a structured-field string, or the text itself when it has no quotes. */
function unquoted(text: string): string | undefined {
  if (!text.startsWith('"')) return text.includes('"') ? undefined : text;
  const inner = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text)?.[1];
  return inner?.replace(/\\(["\\])/g, '$1');
}
