/** What every list may be asked. */
export interface PageQuery {
  /** Rows of a page: 1 to 1,000, 100 when absent. */
  readonly limit?: number;
  /** `next_cursor` of the page before. */
  readonly cursor?: string;
}

/** A page of a list. */
export interface Page<Row> {
  readonly data: readonly Row[];
  /** Where the next page begins; null at the end. */
  readonly next_cursor: string | null;
}

/**
 * A list: await it for one page, or iterate it for every row of this page and of those after it.
 */
export type Pager<Row, Whole extends Page<Row> = Page<Row>> = Promise<Whole> & AsyncIterable<Row>;

/**
 * Asks for the first page at once, and for each later one when the rows before it have been taken.
 */
export function pagerOf<Row, Whole extends Page<Row>>(
  load: (query: PageQuery) => Promise<Whole>,
  query: PageQuery = {},
): Pager<Row, Whole> {
  const first = load(query);
  async function* rows(): AsyncGenerator<Row> {
    for (let page = await first; ; ) {
      yield* page.data;
      if (page.next_cursor === null) return;
      page = await load({ ...query, cursor: page.next_cursor });
    }
  }
  return Object.assign(first, { [Symbol.asyncIterator]: rows });
}
