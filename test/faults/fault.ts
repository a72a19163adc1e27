import type { Engine } from '../../server/src/store/database.ts';

/** One way in which the world fails, done to a real server again and again. */
export interface Fault {
  /** Of the matrix in `docs/reliability.md`: `F1`. */
  readonly id: string;
  /** In a few words, for the table: `server killed mid-batch`. */
  readonly name: string;
  readonly engines: readonly Engine[];
  run(order: FaultOrder): Promise<FaultTally>;
}

export interface FaultOrder {
  readonly engine: Engine;
  readonly cycles: number;
  /** Decides every moment and choice that the run makes by itself. */
  readonly seed: number;
  readonly onCycle?: (tally: FaultTally) => void;
}

/** What a run saw. It proves something only when `hits` is above zero; it went well when the last three are zero. */
export interface FaultTally {
  readonly cycles: number;
  /** Cycles whose fault met work under way: what exactly counts is said at the fault. */
  readonly hits: number;
  /** Events that a server answered for. */
  readonly acknowledged: number;
  /** Events acknowledged and gone, or stored other than as acknowledged. */
  readonly lost: number;
  /** Events that moved credits more than once. */
  readonly doubled: number;
  /** Differences that the proof of the ledger found, and damage of the storage below it. */
  readonly drift: number;
  /** How often other things happened that only a fault brings about, by name: for whoever judges the run. */
  readonly sometimes?: Readonly<Record<string, number>>;
}
