/**
 * How a statement is billed. `query`: by the bytes it reads. `free`: DDL, metadata, and what only explains.
 * OPTIMIZE reads and rewrites data, and CREATE TABLE AS is a query.
 */
export type BilledKind = 'query' | 'free';

const QUERIES: ReadonlySet<string> = new Set([
  'SELECT',
  'WITH',
  'VALUES',
  'TABLE',
  'INSERT',
  'MERGE',
  'UPDATE',
  'DELETE',
  'UNLOAD',
  'EXECUTE',
  'OPTIMIZE',
  'VACUUM',
]);

/** The kind of a statement in Athena's or Trino's SQL, found from its leading words; comments and what is quoted do not count. */
export function billedKind(sql: string): BilledKind {
  const words = topLevelWords(sql);
  const first = words.next().value;
  if (first === undefined) return 'free';
  if (QUERIES.has(first)) return 'query';
  if (first === 'CREATE') return isTableAs(words) ? 'query' : 'free';
  // Trino's `ALTER TABLE t EXECUTE optimize` is Athena's OPTIMIZE.
  if (first === 'ALTER') return includes(words, 'EXECUTE') ? 'query' : 'free';
  if (first === 'EXPLAIN') return words.next().value === 'ANALYZE' ? 'query' : 'free';
  return 'free';
}

function isTableAs(words: Iterator<string>): boolean {
  let word = words.next().value;
  while (word === 'OR' || word === 'REPLACE') word = words.next().value;
  return word === 'TABLE' && includes(words, 'AS');
}

function includes(words: Iterator<string>, wanted: string): boolean {
  for (let next = words.next(); !next.done; next = words.next()) if (next.value === wanted) return true;
  return false;
}

// Comments, strings, quoted names, words, parentheses; anything else is passed over.
const PIECE = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[A-Za-z_][A-Za-z0-9_]*|[()]/g;

/** Words in upper case that stand outside of comments, quotes and parentheses; those around the whole statement do not count. */
function* topLevelWords(sql: string): Generator<string, undefined> {
  let depth = 0;
  let begun = false;
  for (const [piece] of sql.matchAll(PIECE)) {
    if (piece === '(') depth += begun ? 1 : 0;
    else if (piece === ')') depth = Math.max(0, depth - 1);
    else if (/^[A-Za-z_]/.test(piece) && depth === 0) {
      begun = true;
      yield piece.toUpperCase();
    }
  }
  return undefined;
}
