/** One part of the programme; gives no rows when the order leaves it out. */
export type Part = (order: TortureOrder) => Promise<PartReport>;

export interface TortureOrder {
  /** Of each kind of fault and engine. */
  readonly cycles: number;
  /** To be simulated. */
  readonly seeds: number;
  /** Requests. */
  readonly fuzz: number;
  readonly seed: number;
  /** In lower case. */
  readonly only: string | undefined;
  /** Tells how far it is. */
  readonly say: (sentence: string) => void;
}

export interface PartReport {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What it comes to, to be quoted. */
  readonly quote: string;
  /** Why the programme has failed. */
  readonly failures: readonly string[];
}

/** Of a part that the order leaves out. */
export const LEFT_OUT: PartReport = { heads: [], rows: [], quote: '', failures: [] };

/** With commas, for people. */
export function count(number: number): string {
  return number.toLocaleString('en-US');
}
