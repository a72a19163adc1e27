import { isGenerated, isTypeScript, type Repository } from '../read-repository.ts';
import { bannedWordIn, bannedWords } from './banned-words.ts';
import { type Finding, findMatches } from './finding.ts';

const FILE_LINES_MAX = 500;

/** File and folder names that say nothing of what is inside. */
const DRAWERS = new Set(
  'utils util helpers helper common misc shared lib types interfaces service manager handler'.split(
    ' ',
  ),
);

/** Written backwards, so that this file keeps the rule too. */
const VENDORS = ['yfilten', 'wolfobor', 'esabedocarfni', 'ahsul'].map(backwards);
/** Also a word of English, so only with its capital. */
const VENDOR_WORD = backwards('noitoN');
const VENDOR = new RegExp(`(?:${VENDORS.map(inAnyCase).join('|')})|${VENDOR_WORD}(?![a-z])`, 'g');

/** A path of one machine or one person: it means nothing on another. */
const MACHINE_PATH = /(?<![\w.$})*-])(?:\/(?:work|root|Users|home)\/[\w.-]|[A-Z]:\\\\?Users\\)/g;

const UNOWNED = new RegExp(
  `\\b(?:${['TO', 'DO'].join('')}|FIX${'ME'})\\b(?!\\([\\w-]+, #\\d+\\))`,
  'g',
);

/** Rules about any file: its name, its length, and what it may not mention. */
export function fileRules(repository: Repository): Finding[] {
  const banned = bannedWords(repository);
  return [...repository].flatMap(([file, text]) => {
    if (file === 'package-lock.json') return [];
    return [
      ...nameRules(file, banned),
      ...lengthRule(file, text),
      ...mentionRules(file, text),
      ...(file.endsWith('.sql') ? glossaryRule({ file, text, banned }) : []),
    ];
  });
}

function nameRules(file: string, banned: ReadonlySet<string>): Finding[] {
  const drawer = file
    .split('/')
    .map((segment) => segment.replace(/\..*$/, ''))
    .find((segment) => DRAWERS.has(segment));
  const word = drawer ?? bannedWordIn(file, banned);
  const vendor = file.match(VENDOR)?.[0];
  return [word, vendor]
    .filter((name) => name !== undefined)
    .map((name) => ({ rule: 'file-name', file, line: 1, message: `the path says "${name}"` }));
}

/** SQL has no tree here, so its comments keep to the glossary as well as its names. */
function glossaryRule({ file, text, banned }: SqlText): Finding[] {
  return text.split('\n').flatMap((content, index) => {
    const word = bannedWordIn(content, banned);
    if (word === undefined) return [];
    return [{ rule: 'glossary', file, line: index + 1, message: `the line says "${word}"` }];
  });
}

interface SqlText {
  readonly file: string;
  readonly text: string;
  readonly banned: ReadonlySet<string>;
}

function lengthRule(file: string, text: string): Finding[] {
  const written = isTypeScript(file) || /\.(css|sql|js|cjs)$/.test(file);
  const lines = text.split('\n').length - 1;
  if (!written || isGenerated(file) || lines <= FILE_LINES_MAX) return [];
  return [
    { rule: 'long-file', file, line: 1, message: `${lines} lines; at most ${FILE_LINES_MAX}` },
  ];
}

function mentionRules(file: string, text: string): Finding[] {
  const at = (rule: string) => ({ rule, file, text });
  return [
    ...findMatches(at('vendor'), VENDOR, (name) => `"${name}" is a vendor's name`),
    ...findMatches(
      at('machine-path'),
      MACHINE_PATH,
      (path) => `"${path}…" is a machine's own path`,
    ),
    ...(file.endsWith('.md')
      ? []
      : findMatches(at('unowned'), UNOWNED, (mark) => `${mark} needs (name, #issue)`)),
  ];
}

function inAnyCase(name: string): string {
  return [...name].map((letter) => `[${letter}${letter.toUpperCase()}]`).join('');
}

function backwards(text: string): string {
  return [...text].reverse().join('');
}
