import type { Engine } from '../../server/src/store/database.ts';

/** A piece of the programme, small enough that little is lost when it is stopped half way. */
export interface Part {
  readonly kind: 'fault' | 'simulation' | 'fuzz' | 'properties';
  /** Of a fault, its row in the matrix: `F1`. Otherwise the kind. */
  readonly id: string;
  readonly name: string;
  /** Null where none is used. */
  readonly engine: Engine | null;
  /** Cycles, seeds or requests of the programme, counted from 0: `from` belongs to the part, `to` does not. */
  readonly from: number;
  readonly to: number;
  /** Of the programme. With `from` it decides everything that the part decides by itself. */
  readonly seed: number;
}

/** What a part came to. */
export interface Outcome {
  /** What is summed up, by its name in the table. */
  readonly counts: Readonly<Record<string, number>>;
  /** What the part is for and never met. What no part of a kind has met makes the kind void. */
  readonly unseen: readonly string[];
  /** Why it failed, with all that is needed to do it again. */
  readonly failures: readonly string[];
}

/** A line of the file of results. */
export interface PartResult extends Part, Outcome {
  readonly seconds: number;
  /** Of the code that ran. */
  readonly commit: string;
  /** When it ended. */
  readonly at: string;
  /** When the programme was started that ran it: one for each time it was carried on. */
  readonly sitting: string;
}

/** Does a part; says how far it is. */
export type RunPart = (part: Part, say: (sentence: string) => void) => Promise<Outcome>;

/** Names all parts of one kind of work: those that are summed up together. */
export function laneOf({ id, name, engine }: Pick<Part, 'id' | 'name' | 'engine'>): string {
  return [...new Set([id, name]), ...(engine === null ? [] : [engine])].join(' ');
}

/** Names one part for people. */
export function partText(part: Part): string {
  return `${laneOf(part)}, ${part.from} to ${part.to} of seed ${part.seed}`;
}
