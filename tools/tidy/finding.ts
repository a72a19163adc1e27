/** One breach of a house rule, at a place a person can open. */
export interface Finding {
  readonly rule: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** The line, from 1, of an offset in a text. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** A finding for each match of a pattern, which must have the flag `g`. */
export function findMatches(
  where: { readonly rule: string; readonly file: string; readonly text: string },
  pattern: RegExp,
  message: (matched: string) => string,
): Finding[] {
  const { rule, file, text } = where;
  return [...text.matchAll(pattern)].map((match) => ({
    rule,
    file,
    line: lineOf(text, match.index),
    message: message(match[0]),
  }));
}
