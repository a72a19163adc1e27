import ts from 'typescript';
import { isTest, isTypeScript, type Repository } from '../read-repository.ts';
import { bannedWordIn, bannedWords } from './banned-words.ts';
import type { Finding } from './finding.ts';

const FUNCTION_LINES_MAX = 70;

const STATEMENT = new RegExp(
  [
    '^\\s*(?:(select)\\b[\\s\\S]*\\bfrom\\b|(insert) into\\b|(update) \\S+[\\s\\S]*\\bset\\b',
    '(delete) from\\b|(create) (?:table|index|unique|role|schema|policy)\\b|(alter) table\\b',
    '(drop) table\\b|(truncate)\\b|(with) \\w+ as\\b|(set) local\\b|(lock) table\\b)',
  ].join('|'),
  'i',
);

/** The public catalog format has names of its own, and only its loader may say them. */
const PUBLIC_FORMAT = 'server/src/catalog/';

/** Rules about TypeScript that need its syntax tree: purity of core, SQL, names, long functions. */
export function sourceRules(repository: Repository): Finding[] {
  const banned = bannedWords(repository);
  return [...repository]
    .filter(([file]) => isTypeScript(file))
    .flatMap(([file, text]) => {
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      return [...nodesOf(source)].flatMap((node) =>
        breaches({ file, node, banned }).map((breach) => ({
          ...breach,
          file,
          line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
        })),
      );
    });
}

type Breach = Pick<Finding, 'rule' | 'message'>;

interface Place {
  readonly file: string;
  readonly node: ts.Node;
  readonly banned: ReadonlySet<string>;
}

function breaches({ file, node, banned }: Place): Breach[] {
  const found: (Breach | undefined)[] = [lengthBreach(file, node)];
  if (!file.startsWith(PUBLIC_FORMAT)) found.push(nameBreach(node, banned));
  if (file.startsWith('core/src/') && !isTest(file)) found.push(purityBreach(node));
  if (mayNotHoldSql(file)) found.push(sqlBreach(node));
  return found.filter((breach) => breach !== undefined);
}

function mayNotHoldSql(file: string): boolean {
  return !isTest(file) && !file.startsWith('tools/') && !file.startsWith('server/src/store/');
}

function sqlBreach(node: ts.Node): Breach | undefined {
  const text = stringText(node);
  if (text === undefined || !isStatement(text)) return undefined;
  return { rule: 'sql-in-store', message: 'SQL belongs to server/src/store' };
}

/** Starts like a statement, with a verb in one case: a sentence of the interface has a capital. */
function isStatement(text: string): boolean {
  const verb = STATEMENT.exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
  return verb !== undefined && (verb === verb.toLowerCase() || verb === verb.toUpperCase());
}

/** The text of a string or template, `$` standing for each substitution. */
export function stringText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `$${literal.text}`).join('');
}

function purityBreach(node: ts.Node): Breach | undefined {
  const impure = impurityOf(node);
  if (impure === undefined) return undefined;
  return { rule: 'core-is-pure', message: `core has no ${impure}: pass it as an argument` };
}

function impurityOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText().replace(/\s/g, '');
    return ['Date.now', 'Math.random', 'Temporal.Now'].find((name) => text === name);
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') return 'new Date';
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async';
  if (ts.isAwaitExpression(node)) return 'await';
  if (ts.isClassLike(node)) return 'class';
  return undefined;
}

function nameBreach(node: ts.Node, banned: ReadonlySet<string>): Breach | undefined {
  const name = declaredName(node);
  const word = name === undefined ? undefined : bannedWordIn(name, banned);
  return word !== undefined ? { rule: 'glossary', message: `"${name}" says "${word}"` } : undefined;
}

/** The name a node introduces. Names of others, such as a library's options, are theirs. */
function declaredName(node: ts.Node): string | undefined {
  const { name } = node as { name?: ts.Node };
  if (name === undefined || !ts.isIdentifier(name)) return undefined;
  const introduces =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionLike(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isClassLike(node);
  return introduces ? name.text : undefined;
}

function lengthBreach(file: string, node: ts.Node): Breach | undefined {
  if (!ts.isFunctionLike(node) || (isTest(file) && isSuite(node))) return undefined;
  const lines = node.getText().split('\n').length;
  if (lines <= FUNCTION_LINES_MAX) return undefined;
  return { rule: 'long-function', message: `${lines} lines; at most ${FUNCTION_LINES_MAX}` };
}

/** The callback of a `describe`: a list of tests, not a function that anyone follows. */
function isSuite(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesOf(child);
}
