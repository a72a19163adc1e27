/**
 * The single statements of an SQL text, trimmed and without the closing semicolon; pieces of
 * comment alone are dropped. Semicolons inside quotes, dollar quotes, brackets and (nested)
 * comments do not end a statement. Throws a SyntaxError for a quote, comment or bracket without
 * end. Bodies written `begin atomic` are not understood: use dollar quotes.
 */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let depth = 0;
  let start = 0;
  let hasCode = false;
  const finish = (end: number): void => {
    if (hasCode) statements.push(sql.slice(start, end).trim());
    start = end + 1;
    hasCode = false;
  };
  for (let at = 0; at < sql.length; ) {
    const char = sql.charAt(at);
    if (char === ';' && depth === 0) finish(at);
    else if (!isBlank(sql, at)) hasCode = true;
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    at = skip(sql, at);
  }
  if (depth !== 0) throw new SyntaxError('A bracket in the SQL text has no partner.');
  finish(sql.length);
  return statements;
}

/** Where the next token begins: past the whole of a quote or comment, else one character on. */
function skip(sql: string, at: number): number {
  const isWordStart = !/[\w$\u0080-\uffff]/.test(sql.charAt(at - 1));
  const rest = sql.slice(at, at + 2);
  if (rest === '--') return endOfLine(sql, at);
  if (rest === '/*') return endOfComment(sql, at);
  if (isWordStart && /^e'$/i.test(rest))
    return endOfQuote(sql, at + 2, { quote: "'", escape: true });
  if (rest.startsWith("'")) return endOfQuote(sql, at + 1, { quote: "'", escape: false });
  if (rest.startsWith('"')) return endOfQuote(sql, at + 1, { quote: '"', escape: false });
  if (isWordStart && rest.startsWith('$')) return endOfDollarQuote(sql, at);
  return at + 1;
}

function isBlank(sql: string, at: number): boolean {
  const rest = sql.slice(at, at + 2);
  return rest === '--' || rest === '/*' || /^\s/.test(rest);
}

function endOfLine(sql: string, at: number): number {
  const end = sql.indexOf('\n', at);
  return end === -1 ? sql.length : end;
}

function endOfComment(sql: string, at: number): number {
  let depth = 0;
  for (const match of sql.slice(at).matchAll(/\/\*|\*\//g)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return at + match.index + 2;
  }
  throw new SyntaxError('A comment in the SQL text has no end.');
}

/** A doubled quote needs no care: it ends one quote and begins the next. */
function endOfQuote(sql: string, from: number, how: { quote: string; escape: boolean }): number {
  for (let at = from; at < sql.length; at += 1) {
    if (how.escape && sql[at] === '\\') at += 1;
    else if (sql[at] === how.quote) {
      if (!how.escape || sql[at + 1] !== how.quote) return at + 1;
      at += 1;
    }
  }
  throw new SyntaxError('A quote in the SQL text has no end.');
}

function endOfDollarQuote(sql: string, at: number): number {
  const tag = /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.exec(
    sql.slice(at, at + 64),
  )?.[0];
  if (tag === undefined) return at + 1;
  const end = sql.indexOf(tag, at + tag.length);
  if (end === -1) throw new SyntaxError(`The quote ${tag} in the SQL text has no end.`);
  return end + tag.length;
}
