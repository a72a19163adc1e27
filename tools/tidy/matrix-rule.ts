import type { Repository } from '../read-repository.ts';
import { type Finding, lineOf } from './finding.ts';

const MATRIX = 'docs/reliability.md';
const RULE = 'matrix';

/** Every row there must be: what is done to the world (F) and to events and time (E). Abuse (A) has the rows that are tested. */
const REQUIRED: readonly string[] = [
  ...Array.from({ length: 14 }, (_, index) => `F${index + 1}`),
  ...Array.from({ length: 18 }, (_, index) => `E${index + 1}`),
];

/** A test says its rows at the start of its name: `'E4: …'`, `'A1, A5: …'`; a scenario, of its first line. */
const CLAIMS = /(?:(?<=['"`])|^# )((?:[AEF]\d+, )*[AEF]\d+)(?=: )/g;

/** A fault says its row in a field, and its tests are named for it. */
const FAULTS = /\bid: '(F\d+)'/g;

/**
 * The matrix of `docs/reliability.md` and the tests agree: each row names a test that begins with
 * its id or says `Not shown:` and why, and each test that begins with an id is in its row.
 */
export function matrixRule(repository: Repository): Finding[] {
  const text = repository.get(MATRIX);
  if (text === undefined) return [];
  const rows = readRows(text);
  const claims = [...repository].flatMap(([file, source]) => claimsOf(file, source));
  return [
    ...REQUIRED.filter((id) => !rows.some((row) => row.id === id)).map((id) => ({
      ...{ rule: RULE, file: MATRIX, line: 1 },
      message: `${id} has no row`,
    })),
    ...rows.flatMap((row) =>
      faultsOfRow(repository, row, claims).map((message) => ({
        ...{ rule: RULE, file: MATRIX, line: row.line },
        message: `${row.id} ${message}`,
      })),
    ),
    ...claims
      .filter(({ id, file }) => !rows.some((row) => row.id === id && row.files.includes(file)))
      .map(({ id, file, line }) => ({
        ...{ rule: RULE, file, line },
        message: `a test of ${id} that ${MATRIX} does not name there`,
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
function readRows(text: string): Row[] {
  return [...text.matchAll(/^\| ([AEF]\d+) \|[^|]*\|([^|]*)\|$/gm)].map((match) => {
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

/** Of tests of the product and the faults they run; tools are tested with rows made up. */
function claimsOf(file: string, text: string): Claim[] {
  const isFault = /^test\/faults\/[\w-]+\.ts$/.test(file) && !file.endsWith('.test.ts');
  const isTest = /\.test\.tsx?$/.test(file) || file.endsWith('.scenario');
  if (file.startsWith('tools/') || (!isTest && !isFault)) return [];
  return [...text.matchAll(isFault ? FAULTS : CLAIMS)].flatMap((match) =>
    (match[1] as string).split(', ').map((id) => ({ id, file, line: lineOf(text, match.index) })),
  );
}

function faultsOfRow(repository: Repository, row: Row, claims: readonly Claim[]): string[] {
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
    claims.some((claim) => claim.id === row.id && claim.file === file),
  );
  if (missing.length > 0 || isClaimed) return missing;
  return ['names no test that begins with its id'];
}
