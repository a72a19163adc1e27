import type { EventAnswer } from './runner.ts';
import { listOf } from './scenario.ts';

export function fail(message: string): never {
  throw new Error(message);
}

/** Compares lists of items, each of some words, and shows both in full when they differ. */
export function expectList(
  expected: readonly (readonly string[])[],
  found: readonly (readonly string[])[],
): void {
  const [want, got] = [shown(expected), shown(found)];
  if (want !== got) fail(`expected ${want}\n     got ${got}`);
}

/** Compares the fields that are named, such as `used 915, available 85`, with those of an answer. */
export function expectFields(expected: readonly string[], answer: object): void {
  const fields = answer as Readonly<Record<string, unknown>>;
  const said = listOf(expected);
  for (const [name = ''] of said) if (!(name in fields)) fail(`There is no "${name}".`);
  expectList(
    said,
    said.map(([name = '']) => [name, String(fields[name])]),
  );
}

/**
 * `charged 1, 0, 0` for three events; `charged 42 list 42: run 42, count 0 of 1` for one and its lines;
 * `charged 0 free`, `invalid too_old`, `denied insufficient_credits` with the reason. Lines that split
 * a meter are `meter.value`.
 */
export function expectAnswers(
  expected: readonly string[] | null,
  answers: readonly EventAnswer[],
): void {
  if (expected === null) fail('An event needs to say what is expected after "→".');
  const colon = expected.findIndex((word) => word.endsWith(':'));
  const head = colon < 0 ? expected : expected.slice(0, colon + 1);
  const [status = '', ...rest] = head.map((word) => word.replace(/:$/, ''));
  const said = listOf(rest);
  const single = said.length <= 1;
  if (answers.length === 0) fail('Nothing was answered.');
  for (const [index, answer] of answers.entries()) {
    expectAnswer({ status, words: said[single ? 0 : index] ?? [] }, answer);
  }
  if (!single && said.length !== answers.length) fail(`${answers.length} events were recorded.`);
  if (colon < 0) return;
  for (const answer of answers) expectLines(listOf(expected.slice(colon + 1)), answer);
}

function expectAnswer(
  { status, words }: { status: string; words: readonly string[] },
  answer: EventAnswer,
): void {
  const found: string[] = [];
  for (const [index, word] of words.entries()) {
    if (/^-?\d/.test(word)) {
      const amount = words[index - 1] === 'list' ? answer.list_credits : answer.credits;
      found.push(amount ?? answer.code ?? 'nothing');
    } else if (word === 'list') found.push('list');
    else found.push(answer.code ?? answer.zero_reason ?? 'no reason');
  }
  const unsaid = words.some((word) => /^-?\d/.test(word)) ? [] : whatElse(status, answer);
  expectList([[status, ...words]], [[answer.status, ...found, ...unsaid]]);
}

/** A status that stands alone must not hide a charge, or why something is refused. */
function whatElse(status: string, { status: found, credits = '0', code }: EventAnswer): string[] {
  if (status !== found && code !== undefined) return [code];
  if (status === 'duplicate') return [];
  return credits === '0' ? [] : [credits];
}

function expectLines(said: readonly (readonly string[])[], { lines = [] }: EventAnswer): void {
  expectList(
    said,
    lines.map((line, index) => {
      const [name = '', , of] = said[index] ?? [];
      const [meter = '', value] = splitName(name, line['meter'] ?? '');
      const isSplit = value !== undefined && Object.values(line).includes(value);
      const shownName = isSplit ? `${meter}.${value}` : meter;
      const quantity = of === 'of' ? ['of', line['quantity'] ?? ''] : [];
      return [shownName, line['credits'] ?? '', ...quantity];
    }),
  );
}

function splitName(name: string, meter: string): [string, string?] {
  return name.startsWith(`${meter}.`) ? [meter, name.slice(meter.length + 1)] : [meter];
}

function shown(items: readonly (readonly string[])[]): string {
  return items.length === 0 ? 'nothing' : items.map((item) => item.join(' ')).join(', ');
}
