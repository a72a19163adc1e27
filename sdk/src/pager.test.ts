import { expect, test } from 'vitest';
import { type Page, type PageQuery, pagerOf } from './pager.ts';

function pagesOfThree() {
  const asked: PageQuery[] = [];
  const load = async (query: PageQuery): Promise<Page<number>> => {
    asked.push(query);
    const from = Number(query.cursor ?? 1);
    return { data: [from, from + 1], next_cursor: from < 5 ? `${from + 2}` : null };
  };
  return { asked, load };
}

test('awaiting a list gives its first page and asks for no other', async () => {
  const { asked, load } = pagesOfThree();
  const page = await pagerOf(load, { limit: 2 });
  expect(page).toEqual({ data: [1, 2], next_cursor: '3' });
  expect(asked).toEqual([{ limit: 2 }]);
});

test('iterating a list gives every row in order and asks with the same limit', async () => {
  const { asked, load } = pagesOfThree();
  const rows = [];
  for await (const row of pagerOf(load, { limit: 2 })) rows.push(row);
  expect(rows).toEqual([1, 2, 3, 4, 5, 6]);
  expect(asked).toEqual([{ limit: 2 }, { limit: 2, cursor: '3' }, { limit: 2, cursor: '5' }]);
});

test('leaving the iteration early asks for no later page', async () => {
  const { asked, load } = pagesOfThree();
  for await (const row of pagerOf(load)) if (row === 2) break;
  expect(asked).toEqual([{}]);
});
