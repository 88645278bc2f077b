/** Kinds of statements that Athena treats in different ways. */
export type StatementKind =
  /** Gives rows: SELECT, WITH, VALUES, TABLE. */
  | 'query'
  /** Writes by Trino's grammar: INSERT, MERGE, UPDATE, DELETE, UNLOAD, CREATE TABLE … AS. */
  | 'write'
  /** All else: what Hive's parser reads (ALTER, DROP, CREATE EXTERNAL TABLE, …), and views. */
  | 'other';

const GAP = String.raw`(?:\s|--[^\n]*(?:\n|$)|/\*[\s\S]*?\*/)`;
const NAME = String.raw`(?:"(?:[^"]|"")*"|\`(?:[^\`]|\`\`)*\`|[\w$]+)`;
const LEADING = new RegExp(`^(?:${GAP}|\\()*`);
const CREATE_TABLE = new RegExp(
  `^create${GAP}+table${GAP}+(?:if${GAP}+not${GAP}+exists${GAP}+)?${NAME}(?:${GAP}*\\.${GAP}*${NAME}){0,2}${GAP}*(\\()?`,
  'i',
);

export function statementKind(sql: string): StatementKind {
  const text = sql.slice(LEADING.exec(sql)?.[0].length ?? 0);
  const [word = ''] = /^[a-z]+/i.exec(text) ?? [];
  switch (word.toLowerCase()) {
    case 'select':
    case 'with':
    case 'values':
    case 'table':
      return 'query';
    case 'insert':
    case 'merge':
    case 'update':
    case 'delete':
    case 'unload':
      return 'write';
    case 'create': {
      // Columns in parentheses make it the DDL; CREATE TABLE AS of Athena has none there.
      const table = CREATE_TABLE.exec(text);
      return table && table[1] === undefined ? 'write' : 'other';
    }
    default:
      return 'other';
  }
}

/** A statement as it is sent: `commentLines` lines stand before the author's first one. */
export interface SentText {
  readonly text: string;
  readonly commentLines: number;
}

/**
 * The text with its comment in a line before it. Not before statements that Hive's parser reads, which takes no comments everywhere, and
 * not before those whose result may be used again, for which Athena wants the same text.
 */
export function withComment(
  sql: string,
  comment: string | undefined,
  kind: StatementKind,
  reusable: boolean,
): SentText {
  if (comment === undefined || comment === '' || kind === 'other' || reusable) return { text: sql, commentLines: 0 };
  const line = comment.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ').trim();
  const named = line.startsWith('lakemodel') ? line : `lakemodel ${line}`;
  return { text: `-- ${named}\n${sql}`, commentLines: 1 };
}
