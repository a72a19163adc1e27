/** What the tables of Explore are made of, in the language of the page. */
export interface ExploreWords {
  /** What amounts are: credits, spend, value. */
  readonly amount: string;
  readonly share: string;
  readonly events: string;
  /** What the catalog counts as requests; null where every event is one. */
  readonly requests: string | null;
  readonly quantity: string;
  readonly change: string;
  readonly total: string;
  readonly other: string;
  readonly time: string;
  /** What a row's own usage is, apart from that of the rows in it. */
  readonly directly: (name: string) => string;
  /** How many rows are left out; undefined where it is not known. */
  readonly everyoneElse: (count: number) => string;
}
