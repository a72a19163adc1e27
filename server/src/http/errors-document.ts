import { PROBLEMS } from './problem.ts';

/** `docs/errors.md`: every code with its status and title, in order of the codes. */
export function errorsDocument(): string {
  const rows = Object.entries(PROBLEMS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`);
  return `${HEAD}${rows.join('\n')}\n`;
}

const HEAD = `# Errors

Every refusal is a problem after RFC 9457, \`application/problem+json\`: \`type\`, \`title\`, \`status\`, \`code\`, a \`detail\`
that says what is wrong and what to do, \`request_id\`, and \`errors[]\` with the places at fault: a JSON Pointer into the
body as \`pointer\`, or the name of a parameter as \`parameter\`. Decide by \`code\`: it never changes its meaning.

A refusal with 4xx will be refused again as it is; only 408 and 429 are worth repeating. 503 and 507 are worth repeating
after \`Retry-After\`: an event or a request with an \`Idempotency-Key\` that was already recorded answers as it did the first
time. In \`results\` of \`POST /v1/events\` a problem belongs to its event alone, and its \`status\` is the one a request with that
event alone would have answered.

This page is generated from \`server/src/http/problem.ts\`.

| Code | Status | Title |
| --- | --- | --- |
`;
