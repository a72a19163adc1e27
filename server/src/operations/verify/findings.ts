/** One thing that is not as it must be. Amounts are nano-units. */
export interface Difference {
  /** The number of the rule, such as `I3`. */
  readonly invariant: string;
  readonly customer: string;
  /** Where in the ledger; null for what has no place of its own. */
  readonly seq: number | null;
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
}

/** Collects differences by rule: counts all, keeps the first of each. */
export interface Findings {
  /** Notes one, or `count` of which this is the first. */
  add(difference: Omit<Difference, 'customer'>, count?: number): void;
  /** Compares two values part by part and notes each part of `expected` that `found` has otherwise. */
  compare<Row extends object>(about: About<Row>, expected: Row, found: Row): void;
  countOf(invariant: string): number;
  readonly kept: readonly Difference[];
  readonly count: number;
}

export interface About<Row> {
  readonly seq: number | null;
  readonly subject: string;
  /** The rule that each part belongs to; parts that it does not name are not compared. */
  readonly rules: Partial<Readonly<Record<keyof Row, string>>>;
}

/** How many differences of one rule are kept to be shown. */
export const DIFFERENCES_SHOWN = 20;

export function openFindings(customer: string): Findings {
  const kept: Difference[] = [];
  const counts = new Map<string, number>();
  const findings: Findings = {
    kept,
    add(difference, count = 1) {
      const before = counts.get(difference.invariant) ?? 0;
      counts.set(difference.invariant, before + count);
      if (before < DIFFERENCES_SHOWN) kept.push({ customer, ...difference });
    },
    compare({ seq, subject, rules }, expected, found) {
      for (const [part, invariant] of Object.entries(rules) as [keyof typeof expected, string][]) {
        if (isSame(expected[part], found[part])) continue;
        findings.add({
          invariant,
          seq,
          subject: `${subject} ${String(part)}`,
          expected: textOf(expected[part]),
          found: textOf(found[part]),
        });
      }
    },
    countOf: (invariant) => counts.get(invariant) ?? 0,
    get count() {
      return [...counts.values()].reduce((sum, each) => sum + each, 0);
    },
  };
  return findings;
}

/** Equal in all parts; the order of names does not count, and what is undefined is absent. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b)) return false;
  const names = namesOf(a);
  if (names.length !== namesOf(b).length) return false;
  return names.every((name) => isSame(a[name], b[name]));
}

function namesOf(value: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(value).filter((name) => value[name] !== undefined);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const TEXT_MAX = 300;

/** A value as text to compare by eye: names sorted, and cut where it is long. */
function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(sorted(value)) ?? 'none');
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text;
}

function sorted(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    namesOf(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}
