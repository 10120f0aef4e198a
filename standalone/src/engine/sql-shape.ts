// Many clients share one engine session, so a few statements cannot go through as they are: COPY FROM STDIN (the
// engine must never wait for data), and LISTEN, UNLISTEN, DISCARD ALL, DEALLOCATE ALL (they would speak for everyone).
// This file finds them by a small lexer: strings, quoted names, comments and parentheses are seen for what they are,
// so a text that merely mentions "copy … from stdin" stays a text.

/** What a statement means to the connection that sent it, beside what the engine does. */
export type SessionEffect =
  { kind: 'listen'; channel: string } | { kind: 'unlisten'; channel: string } | { kind: 'forget-statements' };

export type SqlShape =
  | { kind: 'plain' }
  | { kind: 'copy-in' }
  /** Send `sql` in its place and apply the effects once it succeeded. */
  | { kind: 'session'; sql: string; effects: SessionEffect[] }
  | { kind: 'refused'; reason: string };

interface Token {
  kind: 'word' | 'quoted' | 'symbol';
  text: string;
}

const MAY_MATTER = /\b(?:copy|listen|unlisten|discard|deallocate)\b/i;
/** Does nothing, has a tag, and fails in an aborted transaction, as the statement it stands for would. */
const NO_OPERATION = 'UNLISTEN ioc_engine_nothing';
const PLAIN: SqlShape = { kind: 'plain' };

/** Classifies one query text, which may hold several statements. */
export function shapeOf(sql: string): SqlShape {
  if (!MAY_MATTER.test(sql)) return PLAIN;
  const statements = statementsOf(sql);
  const copies = statements.filter(isCopyIn).length;
  if (copies > 1)
    return { kind: 'refused', reason: 'one COPY FROM STDIN per query in the embedded database' };
  if (copies === 1) return { kind: 'copy-in' };
  return sessionShape(sql, statements);
}

function sessionShape(sql: string, statements: Token[][]): SqlShape {
  const effects = statements.flatMap(effectsOf);
  if (effects.length === 0) return PLAIN;
  if (effects.every((effect) => effect.kind === 'listen')) return { kind: 'session', sql, effects };
  if (statements.length === 1) return { kind: 'session', sql: substitute(statements[0] ?? []), effects };
  return {
    kind: 'refused',
    reason: 'UNLISTEN, DISCARD ALL and DEALLOCATE ALL stand alone in the embedded database',
  };
}

const substitute = (statement: Token[]): string =>
  wordAt(statement, 0) === 'discard' ? 'RESET ALL' : NO_OPERATION;

function isCopyIn(statement: Token[]): boolean {
  if (wordAt(statement, 0) !== 'copy') return false;
  return statement.some((_, at) => wordAt(statement, at) === 'from' && wordAt(statement, at + 1) === 'stdin');
}

function effectsOf(statement: Token[]): SessionEffect[] {
  const last = wordAt(statement, statement.length - 1);
  const channel = statement[1] ? nameOf(statement[1]) : null;
  switch (wordAt(statement, 0)) {
    case 'listen':
      return channel === null ? [] : [{ kind: 'listen', channel }];
    case 'unlisten':
      return channel === null ? [] : [{ kind: 'unlisten', channel }];
    case 'discard':
      return last === 'all' ? [{ kind: 'unlisten', channel: '*' }, { kind: 'forget-statements' }] : [];
    case 'deallocate':
      return last === 'all' ? [{ kind: 'forget-statements' }] : [];
    default:
      return [];
  }
}

const nameOf = (token: Token): string => (token.kind === 'quoted' ? token.text : token.text.toLowerCase());

function wordAt(statement: Token[], at: number): string | null {
  const token = statement[at];
  return token?.kind === 'word' ? token.text.toLowerCase() : null;
}

/** Top-level tokens by statement; strings, comments and everything inside parentheses are left out. */
function statementsOf(sql: string): Token[][] {
  const statements: Token[][] = [[]];
  let depth = 0;
  let at = 0;
  while (at < sql.length) {
    const end = endOfToken(sql, at);
    const char = sql.charAt(at);
    if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if (char === ';' && depth <= 0) statements.push([]);
    else if (depth <= 0) addToken(statements, sql.slice(at, end));
    at = end;
  }
  return statements.filter((statement) => statement.length > 0);
}

function addToken(statements: Token[][], text: string): void {
  const token = tokenOf(text);
  if (token) statements.at(-1)?.push(token);
}

function tokenOf(text: string): Token | null {
  if (WORD_START.test(text)) return text.endsWith("'") ? null : { kind: 'word', text };
  if (text.startsWith('"')) return { kind: 'quoted', text: text.slice(1, -1).replaceAll('""', '"') };
  return text === '*' ? { kind: 'symbol', text } : null;
}

const WORD_START = /^[\p{L}_]/u;
const WORD = /[\p{L}\p{N}_$]+/uy;
const DOLLAR_TAG = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;

function endOfToken(sql: string, at: number): number {
  const two = sql.slice(at, at + 2);
  if (two === '--') return endAfter(sql, '\n', at);
  if (two === '/*') return endOfComment(sql, at);
  if (/^e'/i.test(two)) return endOfEscapeString(sql, at + 2);
  const char = sql.charAt(at);
  if (char === "'" || char === '"') return endOfQuoted(sql, char, at + 1);
  if (char === '$') return endOfDollarQuoted(sql, at);
  return matchEnd(WORD, sql, at) ?? at + 1;
}

function matchEnd(pattern: RegExp, sql: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(sql) ? pattern.lastIndex : null;
}

function endAfter(sql: string, needle: string, from: number): number {
  const found = sql.indexOf(needle, from);
  return found < 0 ? sql.length : found + needle.length;
}

/** Comments nest in PostgreSQL. */
function endOfComment(sql: string, at: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = at;
  let depth = 0;
  for (let found = edge.exec(sql); found; found = edge.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return sql.length;
}

function endOfQuoted(sql: string, quote: string, from: number): number {
  let end = endAfter(sql, quote, from);
  while (sql.charAt(end) === quote) end = endAfter(sql, quote, end + 1);
  return end;
}

function endOfEscapeString(sql: string, from: number): number {
  for (let at = from; at < sql.length; at += 1) {
    const char = sql.charAt(at);
    if (char === '\\') at += 1;
    else if (char === "'" && sql.charAt(at + 1) === "'") at += 1;
    else if (char === "'") return at + 1;
  }
  return sql.length;
}

function endOfDollarQuoted(sql: string, at: number): number {
  const open = matchEnd(DOLLAR_TAG, sql, at);
  return open === null ? at + 1 : endAfter(sql, sql.slice(at, open), open);
}
