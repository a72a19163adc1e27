import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readView, type View, writeView } from './view.ts';

const ORIGIN = 'http://localhost';

test('an address brings back the view it was written from', () => {
  const views = fc.record<View>({
    customer: fc.option(
      fc
        .string({ minLength: 1, unit: 'binary' })
        .filter((id) => id.isWellFormed() && !/^\.{1,2}$/.test(id)),
    ),
    mode: fc.constantFrom('cumulative', 'daily'),
    view: fc.constantFrom('chart', 'table'),
    by: fc.constantFrom('meter', 'category', 'workspace_group', 'api-key'),
    show: fc.integer({ min: 1, max: 1000 }),
  });
  fc.assert(
    fc.property(views, (view) => {
      expect(readView(new URL(writeView(view), ORIGIN))).toEqual(view);
    }),
  );
});

test('what an address says wrongly is the default', () => {
  const wrong = new URL('/c/%E0%A4%A?mode=weekly&view=pie&by=%3Cscript&show=-1', ORIGIN);
  expect(readView(wrong)).toEqual(readView(new URL('/', ORIGIN)));
});

test('defaults are not written', () => {
  expect(writeView(readView(new URL('/c/acme', ORIGIN)))).toBe('/c/acme');
});
