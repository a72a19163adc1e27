import { posix } from 'node:path';
import type { Repository } from '../read-repository.ts';
import { type Finding, lineOf } from './finding.ts';

const DECISION = /^docs\/adr\/(\d{4})-[a-z0-9-]+\.md$/;
const DECISION_SECTIONS = ['Status', 'Context', 'Decision', 'Consequences', 'Alternatives'];
const DECISION_LINES_MAX = 60;
const INVARIANTS = 'docs/invariants.md';

/** Rules about Markdown: titles, links, decision records, and that invariants name their checks. */
export function documentRules(repository: Repository): Finding[] {
  const documents = [...repository].filter(([file]) => file.endsWith('.md'));
  return [
    ...documents.flatMap(([file, text]) => [
      ...titleRule(file, text),
      ...linkRule(repository, file, text),
      ...decisionRule(file, text),
    ]),
    ...numberingRule(documents.map(([file]) => file)),
    ...invariantRule(repository),
  ];
}

function titleRule(file: string, text: string): Finding[] {
  const titles = withoutCode(text).match(/^# .+$/gm) ?? [];
  if (titles.length === 1) return [];
  return [
    { rule: 'one-title', file, line: 1, message: `${titles.length} titles; exactly one "# "` },
  ];
}

function linkRule(repository: Repository, file: string, text: string): Finding[] {
  const folders = new Set([...repository.keys()].flatMap(foldersOf));
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .filter(([, target = '']) => !/^([a-z]+:|#)/.test(target))
    .flatMap((match) => {
      const target = (match[1] as string).replace(/#.*$/, '');
      const path = posix.normalize(posix.join(posix.dirname(file), target)).replace(/\/$/, '');
      if (repository.has(path) || folders.has(path)) return [];
      const line = lineOf(text, match.index);
      return [{ rule: 'link', file, line, message: `"${target}" is not there` }];
    });
}

function foldersOf(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  return ['.', ...segments.map((_, index) => segments.slice(0, index + 1).join('/'))];
}

function decisionRule(file: string, text: string): Finding[] {
  if (!file.startsWith('docs/adr/')) return [];
  const number = DECISION.exec(file)?.[1];
  const lines = text.split('\n').length - 1;
  const wrong = [
    number === undefined && 'the file is named NNNN-in-a-few-words.md',
    number !== undefined && !text.startsWith(`# ${number} `) && `the title starts "# ${number} "`,
    lines > DECISION_LINES_MAX && `${lines} lines; at most ${DECISION_LINES_MAX}`,
    ...DECISION_SECTIONS.map(
      (section) => !text.includes(`\n## ${section}\n`) && `no section "${section}"`,
    ),
  ];
  return wrong
    .filter((message) => message !== false)
    .map((message) => ({ rule: 'decision', file, line: 1, message }));
}

/** Records count from 0001 without a gap, so that a number names one record for ever. */
function numberingRule(files: readonly string[]): Finding[] {
  return files
    .filter((file) => DECISION.test(file))
    .toSorted()
    .flatMap((file, index) => {
      const expected = String(index + 1).padStart(4, '0');
      if (file.startsWith(`docs/adr/${expected}-`)) return [];
      return [{ rule: 'decision', file, line: 1, message: `the next number is ${expected}` }];
    });
}

/**
 * Each invariant, a heading or a table row that starts with its number (`I7`, `L3`), names in
 * backticks a file that exists. A file may be followed by `: "name"`, which must occur in it.
 */
function invariantRule(repository: Repository): Finding[] {
  const text = repository.get(INVARIANTS);
  if (text === undefined) return [];
  const starts = [...text.matchAll(/^(?:#+ |\| *|- )\**([A-Z]\d+)\b/gm)];
  const none = { rule: 'invariant', file: INVARIANTS, line: 1, message: 'no invariant was found' };
  if (starts.length === 0) return [none];
  return starts.flatMap((start, index) => {
    const body = text.slice(start.index, starts[index + 1]?.index);
    const place = { rule: 'invariant', file: INVARIANTS, line: lineOf(text, start.index) };
    return uncheckedBy(repository, body).map((why) => ({
      ...place,
      message: `${start[1]} ${why}`,
    }));
  });
}

function uncheckedBy(repository: Repository, body: string): string[] {
  const paths = [...body.matchAll(/`([\w./-]+\.(?:tsx?|sql|scenario))`(?:: "([^"]+)")?/g)];
  if (paths.length === 0) return ['names no test and no SQL'];
  return paths.flatMap(([, path = '', name]) => {
    const text = repository.get(path);
    if (text === undefined) return [`names ${path}, which is not there`];
    return name !== undefined && !text.includes(name) ? [`names "${name}", not in ${path}`] : [];
  });
}

/** Blanks fenced and inline code, keeping offsets, since neither titles nor links are in it. */
function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```|`[^`\n]*`/gm, (code) => code.replace(/[^\n]/g, ' '));
}
