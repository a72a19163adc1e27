/** What a search box of the activity log asks for. */
export interface Search {
  /** Words outside of fields, as one text; empty when there are none. */
  readonly text: string;
  /** `name:value`, in the order written. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** Least and most credits of a row, as decimal texts; null: no bound. Both belong to the range. */
  readonly least: string | null;
  readonly most: string | null;
}

/**
 * Reads `agent:"Nightly triage" amount:>50 id:run_8f2 other words`. A value with spaces stands in quotes, in which `\"` is a
 * quote; an amount is `50`, `>50`, `<50` (both with 50 itself) or `10..50`. A quote that is not closed ends with the text.
 */
export function readSearch(text: string): Search {
  const words: string[] = [];
  const fields: { name: string; value: string }[] = [];
  let [least, most]: [string | null, string | null] = [null, null];
  for (const [token, name, quoted, plain] of text.matchAll(TOKEN)) {
    const value = quoted === undefined ? plain : quoted.replaceAll(/\\(["\\])/g, '$1');
    if (name === undefined || value === undefined || value === '') {
      words.push(value ?? token);
      continue;
    }
    const range = name === 'amount' ? amountRange(value) : undefined;
    if (range) [least, most] = range;
    else fields.push({ name, value });
  }
  return { text: words.join(' '), fields, least, most };
}

const TOKEN = /(?:([\w.-]+):)?(?:"((?:\\.|[^"\\])*)"?|([^\s"]+))/g;

function amountRange(value: string): [string | null, string | null] | undefined {
  const match = /^(?:([<>])=?)?(\d{1,10}(?:\.\d{1,9})?)(?:\.\.(\d{1,10}(?:\.\d{1,9})?))?$/.exec(
    value,
  );
  if (!match) return undefined;
  const [, sign, first = '', second] = match;
  if (second !== undefined) return sign === undefined ? [first, second] : undefined;
  if (sign === '>') return [first, null];
  return sign === '<' ? [null, first] : [first, first];
}
