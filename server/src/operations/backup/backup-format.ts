// A backup is lines of text in blocks of zstd, each with a checksum of its own; `zstdcat` shows them. Objects say what
// follows, arrays are rows:
//
//   {"format":"fuelgauge-backup/1", …}      the head
//   {"customer":"acme","id":"7"}            one customer as of one moment
//   {"table":"ledger"}
//   ["7","1834", …]                         its columns' texts, in the order the head gives
//   {"complete":"acme","digest":"…"}
//   {"everyone":true}                       what belongs to no customer
//   {"table":"catalog"} …
//   {"sequences":{"customer_number":"8"}}
//   {"end":true, …}                         counts, and the SHA-256 of every line before it

/** The format this program writes and reads. */
export const BACKUP_FORMAT = 'fuelgauge-backup/1';

/** What the first line says. */
export interface BackupHead {
  readonly format: string;
  readonly schema: number;
  /** The version of the program that took it. */
  readonly version: string;
  readonly engine: string;
  /** RFC 3339. Everything acknowledged before is in it. */
  readonly taken_at: string;
  /** The columns of every table, in the order of the values in its rows. */
  readonly tables: Readonly<Record<string, readonly string[]>>;
}

/** What the last line says. */
export interface BackupEnd {
  readonly end: true;
  readonly customers: number;
  readonly events: number;
  /** Of all tables. */
  readonly rows: number;
  /** The digest that `verify` gives of the same data; null when there was none to take. */
  readonly digest: string;
  /** SHA-256 of all lines before this one, in hex. */
  readonly sha256: string;
}

/** One thing a backup says, in order. Rows come some at a time, as lines. */
export type BackupPart =
  | { readonly kind: 'head'; readonly head: BackupHead }
  | { readonly kind: 'customer'; readonly key: string; readonly customerId: bigint }
  | {
      readonly kind: 'rows';
      readonly table: string;
      /** Null for what belongs to no customer. */
      readonly customerId: bigint | null;
      readonly lines: readonly string[];
    }
  | { readonly kind: 'complete'; readonly key: string; readonly digest: string }
  | { readonly kind: 'sequences'; readonly next: Readonly<Record<string, string>> }
  | { readonly kind: 'end'; readonly end: BackupEnd };

/** Thrown for a file that cannot be restored: one sentence that says what is wrong with it and what to do. */
export class BackupFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BackupFault';
  }
}
