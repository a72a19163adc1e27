import type { Repository } from '../read-repository.ts';
import { type Finding, lineOf } from './finding.ts';

const RULE = 'matrix';

interface Matrix {
  readonly file: string;
  /** What an id of its rows looks like. */
  readonly id: string;
  /** Rows that must be there. */
  readonly required: readonly string[];
  /** Rows that are shown only by tests whose names begin with their id. */
  readonly named: RegExp;
}

const MATRICES: readonly Matrix[] = [
  {
    // What is done to the world (F) and to events and time (E). Abuse (A) has the rows that are tested.
    file: 'docs/reliability.md',
    id: '[AEF]\\d+',
    required: [...idsOf('F', [1, 14]), ...idsOf('E', [1, 18])],
    named: /./,
  },
  {
    // What each of the five catalogs shows, and the checks of the interface.
    file: 'docs/dashboard.md',
    id: '[BLNOR]?\\d+',
    required: [
      ...idsOf('N', [1, 13]),
      ...idsOf('L', [1, 6]),
      ...idsOf('O', [1, 14], [20, 21]),
      ...idsOf('B', [1, 9], [16, 16]),
      ...idsOf('R', [1, 9], [14, 17]),
      ...idsOf('', [1, 19], [21, 30], [41, 42], [48, 55], [57, 57], [62, 66]),
    ],
    named: /^\d/,
  },
];

function idsOf(letter: string, ...ranges: readonly (readonly [number, number])[]): string[] {
  return ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => `${letter}${first + index}`),
  );
}

/** A fault says its row in a field, and its tests are named for it. */
const FAULTS = /\bid: '(F\d+)'/g;

/**
 * The matrices of the documents and the tests agree: each row names tests that are there or says
 * `Not shown:` and why, and each test that begins with an id is in its row.
 */
export function matrixRule(repository: Repository): Finding[] {
  return MATRICES.flatMap((matrix) => {
    const text = repository.get(matrix.file);
    return text === undefined ? [] : findingsOf(repository, matrix, readRows(text, matrix));
  });
}

function findingsOf(repository: Repository, matrix: Matrix, rows: readonly Row[]): Finding[] {
  const { file: document, required, named } = matrix;
  const claims = [...repository].flatMap(([file, source]) => claimsOf(file, source, matrix));
  return [
    ...required
      .filter((id) => !rows.some((row) => row.id === id))
      .map((id) => ({ rule: RULE, file: document, line: 1, message: `${id} has no row` })),
    ...rows.flatMap((row) =>
      faultsOfRow(repository, row, named.test(row.id) ? claims : undefined).map((message) => ({
        ...{ rule: RULE, file: document, line: row.line },
        message: `${row.id} ${message}`,
      })),
    ),
    ...claims
      .filter(({ id, file }) => !rows.some((row) => row.id === id && row.files.includes(file)))
      .map(({ id, file, line }) => ({
        ...{ rule: RULE, file, line },
        message: `a test of ${id} that ${document} does not name there`,
      })),
  ];
}

interface Row {
  readonly id: string;
  readonly line: number;
  readonly shown: string;
  readonly files: readonly string[];
}

interface Claim {
  readonly id: string;
  readonly file: string;
  readonly line: number;
}

/** Rows of three cells: those of a table of torture have more. */
function readRows(text: string, { id }: Matrix): Row[] {
  const row = new RegExp(`^\\| (${id}) \\|[^|]*\\|([^|]*)\\|$`, 'gm');
  return [...text.matchAll(row)].map((match) => {
    const shown = match[2] as string;
    return {
      id: match[1] as string,
      line: lineOf(text, match.index),
      shown,
      files: referencesIn(shown).map(({ file }) => file),
    };
  });
}

function referencesIn(shown: string): { file: string; name: string }[] {
  return [...shown.matchAll(/`([\w./-]+\.(?:tsx?|scenario))`: "([^"]+)"/g)].map(
    ([, file = '', name = '']) => ({ file, name }),
  );
}

/**
 * Tests of the product that say their rows at the start of their name: `'E4: …'`, `'A1, A5: …'`; a scenario, of its first line;
 * and the faults they run. Tools are tested with rows made up.
 */
function claimsOf(file: string, text: string, { id }: Matrix): Claim[] {
  const isFault = /^test\/faults\/[\w-]+\.ts$/.test(file) && !file.endsWith('.test.ts');
  const isTest = /\.test\.tsx?$/.test(file) || file.endsWith('.scenario');
  if (file.startsWith('tools/') || (!isTest && !isFault)) return [];
  const names = new RegExp(`(?:(?<=['"\`])|^# )((?:${id}, )*${id})(?=: )`, 'g');
  const ids = new RegExp(`^(${id})$`);
  return [...text.matchAll(isFault ? FAULTS : names)].flatMap((match) =>
    (match[1] as string)
      .split(', ')
      .filter((each) => ids.test(each))
      .map((each) => ({ id: each, file, line: lineOf(text, match.index) })),
  );
}

/** `claims` are those one of which must be of the row, if any must. */
function faultsOfRow(
  repository: Repository,
  row: Row,
  claims: readonly Claim[] | undefined,
): string[] {
  const references = referencesIn(row.shown);
  if (references.length === 0) {
    return /^ Not shown: .{10,}/.test(row.shown) ? [] : ['names no test and does not say why not'];
  }
  const missing = references.flatMap(({ file, name }) => {
    const text = repository.get(file);
    if (text === undefined) return [`names ${file}, which is not there`];
    return text.includes(name) ? [] : [`names "${name}", not in ${file}`];
  });
  const isClaimed = references.some(({ file }) =>
    claims?.some((claim) => claim.id === row.id && claim.file === file),
  );
  if (missing.length > 0 || isClaimed || claims === undefined) return missing;
  return ['names no test that begins with its id'];
}
