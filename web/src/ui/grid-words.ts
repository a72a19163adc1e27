/** What a table says besides its numbers, in the reader's language. */
export interface GridWords {
  /** Opens what can be done with a row. */
  readonly actions: (row: string) => string;
  /** Shows and hides what a row is made of. */
  readonly open: (row: string) => string;
}
