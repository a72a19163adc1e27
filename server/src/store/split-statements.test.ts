import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitStatements } from './split-statements.ts';

describe('splitStatements', () => {
  test.each([
    ['an empty text has none', '', []],
    ['comments alone are none', '-- a;\n/* b; */ ;;', []],
    ['the last needs no semicolon', 'select 1; select 2', ['select 1', 'select 2']],
    ['comments stay with what they precede', '-- why;\nselect 1;', ['-- why;\nselect 1']],
    [
      'comments nest',
      'select /* a /* ; */ ; */ 1; select 2',
      ['select /* a /* ; */ ; */ 1', 'select 2'],
    ],
    ['quotes hide semicolons', "select ';', 'it''s;'; x", ["select ';', 'it''s;'", 'x']],
    ['a backslash is plain in a plain quote', "select '\\'; x", ["select '\\'", 'x']],
    ['a backslash escapes in an E quote', "select e'\\';'; x", ["select e'\\';'", 'x']],
    ['an E quote may double its quote', "select E'a'';'; x", ["select E'a'';'", 'x']],
    ['a word that ends in e is no E quote', "select type'\\'; x", ["select type'\\'", 'x']],
    ['names may hold semicolons', 'select ";""" ; x', ['select ";"""', 'x']],
    [
      'dollar quotes hide all',
      "do $$ begin; '$a$ -- end $$; x",
      ["do $$ begin; '$a$ -- end $$", 'x'],
    ],
    ['tagged dollar quotes end at their tag', 'do $f$ ; $$ ; $f$; x', ['do $f$ ; $$ ; $f$', 'x']],
    ['a parameter is no dollar quote', 'select $1; select $2', ['select $1', 'select $2']],
    ['a dollar in a name is no quote', 'select a$b$c; x', ['select a$b$c', 'x']],
    ['brackets hide semicolons', 'create rule r (a; b); x', ['create rule r (a; b)', 'x']],
  ])('%s', (_name, sql, expected) => {
    expect(splitStatements(sql)).toEqual(expected);
  });

  test.each(["select '", 'select "a', 'select /* a', 'do $$ a', 'select (1', "select e'\\'"])(
    'refuses what has no end: %s',
    (sql) => {
      expect(() => splitStatements(sql)).toThrow(SyntaxError);
    },
  );

  test('joining statements with semicolons and splitting gives them back', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      "';'",
      '";"',
      '$$;$$',
      '$t$;$t$',
      '(;)',
      '/*;*/',
      '--;\n',
    );
    const statement = fc.array(piece).map((pieces) => `x ${pieces.join(' ')} y`);
    fc.assert(
      fc.property(fc.array(statement), (statements) => {
        expect(splitStatements(statements.join(';\n'))).toEqual(statements);
      }),
    );
  });
});
