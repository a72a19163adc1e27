/** One line of a scenario: what is done, and what is expected to come of it. */
export interface Step {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly action: readonly string[];
  /** What stands after the arrow; null without one. */
  readonly expected: readonly string[] | null;
  /** The JSON block of a step whose line ends in `{`; null otherwise. It ends with a line that begins with `}`. */
  readonly json: Readonly<Record<string, unknown>> | null;
  /** Indented lines below it. */
  readonly inner: readonly Step[];
}

export interface Scenario {
  /** The rule it shows: the comment it begins with, as one line. */
  readonly rule: string;
  readonly steps: readonly Step[];
}

/** Reads the text of a `.scenario` file. Throws, naming the line, on text that is none. */
export function parseScenario(text: string): Scenario {
  const lines = text.split('\n');
  const rule: string[] = [];
  for (const line of lines) {
    if (!line.startsWith('#')) break;
    rule.push(line.slice(1).trim());
  }
  return { rule: rule.join(' '), steps: readSteps(lines) };
}

/** What a list of items, each of one word or more and divided by commas, says. */
export function listOf(tokens: readonly string[]): string[][] {
  const items: string[][] = [[]];
  for (const token of tokens) {
    if (token === ',') items.push([]);
    else items.at(-1)?.push(token);
  }
  return items.filter((item) => item.length > 0);
}

function readSteps(lines: readonly string[]): Step[] {
  const steps: Step[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const text = lines[index] ?? '';
    if (text.trim() === '' || text.trimStart().startsWith('#')) continue;
    const block = text.trimEnd().endsWith('{') ? endOfBlock(lines, index) : index;
    const json =
      block === index ? null : parseJson(['{', ...lines.slice(index + 1, block), '}'], index);
    const words = json ? text.trimEnd().slice(0, -1) + (lines[block] ?? '').slice(1) : text;
    const [action = '', ...expected] = words.split('→');
    const step = {
      line: index + 1,
      action: tokensOf(action),
      expected: expected.length === 0 ? null : tokensOf(expected.join(' ')),
      json,
      inner: [],
    };
    const outer = steps.at(-1);
    if (/^\s/.test(text) && outer) steps[steps.length - 1] = within(outer, step);
    else steps.push(step);
    index = block;
  }
  return steps;
}

function within(outer: Step, step: Step): Step {
  return { ...outer, inner: [...outer.inner, step] };
}

function endOfBlock(lines: readonly string[], from: number): number {
  const end = lines.findIndex((line, index) => index > from && line.startsWith('}'));
  if (end < 0) throw new Error(`line ${from + 1}: the block has no closing brace of its own line`);
  return end;
}

function parseJson(lines: readonly string[], from: number): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(lines.join('\n')) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new Error(`line ${from + 1}: the block is no JSON: ${String(error)}`);
  }
}

const TOKEN = /"[^"]*"|\[[^\]]*\]|,|[^\s,]+/g;

/** Words, quoted texts, lists in square brackets and commas. A word keeps its colon at the end. */
function tokensOf(text: string): string[] {
  return (text.match(TOKEN) ?? []).map((token) =>
    token.startsWith('"') ? token.slice(1, -1) : token,
  );
}
