import ts from 'typescript';
import { isGenerated, isTest, isTypeScript, type Repository } from './read-repository.ts';
import { nodesOf } from './tidy/source-rules.ts';

/** How large and how clean the written source is. The trend matters more than the number. */
export interface Measures {
  /** Source files of the workspaces, without tests. */
  readonly files: number;
  readonly lines: number;
  readonly median: number;
  readonly p90: number;
  readonly max: number;
  readonly testLines: number;
  readonly any: number;
  readonly notes: number;
  /** Packages that the product needs at run time, each counted once. */
  readonly dependencies: number;
}

export function measureRepository(repository: Repository): Measures {
  const written = [...repository].filter(([file]) => isTypeScript(file) && !isGenerated(file));
  const source = written.filter(([file]) => /^(core|sdk|server|web)\//.test(file) && !isTest(file));
  const sizes = source.map(([, text]) => linesOf(text)).toSorted((a, b) => a - b);
  const at = (share: number) => sizes[Math.floor(share * (sizes.length - 1))] ?? 0;
  return {
    files: sizes.length,
    lines: sum(sizes),
    median: at(0.5),
    p90: at(0.9),
    max: at(1),
    testLines: sum(written.filter(([file]) => isTest(file)).map(([, text]) => linesOf(text))),
    any: sum(written.map(([file, text]) => countAny(file, text))),
    notes: sum(source.map(([, text]) => text.match(/\bTO[D]O\b/g)?.length ?? 0)),
    dependencies: runtimeDependencies(repository).size,
  };
}

export function describeMeasures(measures: Measures): string {
  const { files, lines, median, p90, max, testLines, any, notes, dependencies } = measures;
  return [
    `source: ${files} files, ${lines} lines (median ${median}, p90 ${p90}, max ${max})`,
    `tests: ${testLines} lines; any: ${any}; ${'TO'}${'DO'}: ${notes}`,
    `runtime dependencies: ${dependencies}`,
  ].join('\n');
}

function runtimeDependencies(repository: Repository): ReadonlySet<string> {
  const manifests = [...repository].filter(([file]) => /^(\w+\/)?package\.json$/.test(file));
  const names = manifests.flatMap(([, text]) =>
    Object.keys((JSON.parse(text) as { dependencies?: object }).dependencies ?? {}),
  );
  return new Set(names.filter((name) => !name.startsWith('@fuelgauge/')));
}

function countAny(file: string, text: string): number {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return [...nodesOf(source)].filter(({ kind }) => kind === ts.SyntaxKind.AnyKeyword).length;
}

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
