import { formatTrinoType, parseTrinoType } from '../../sql/types.ts';
import type { Column, Comments } from '../engine.ts';

/** What SHOW CREATE TABLE says of a table: it is the one answer that has columns with exact types, comments and where the files lie. */
export interface CreatedAs {
  readonly columns: readonly Column[];
  readonly comments: Comments;
  /** `s3://lake/gold/t-1`, as the connector gives it. */
  readonly location?: string;
  /** Partition fields as Iceberg writes them, `day(ts)`; columns for Hive's tables. Absent: the connector names none. */
  readonly partitionedBy?: readonly string[];
}

/** Reads what SHOW CREATE TABLE answers. */
export function readCreateTable(sql: string): CreatedAs {
  const tokens = tokenize(sql);
  const open = tokens.findIndex(({ text }) => text === '(');
  const { columns, end } = readColumns(sql, tokens, open < 0 ? tokens.length : open + 1);
  const relation = tokens[end + 1]?.text === 'COMMENT' ? tokens[end + 2]?.string : undefined;
  const properties = readProperties(tokens.slice(end + 1));
  const location = properties.get('location') ?? properties.get('external_location');
  const partitions = properties.get('partitioning') ?? properties.get('partitioned_by');
  const texts = columns.flatMap(({ name, comment }) =>
    isSaid(comment) ? [[name.toLowerCase(), comment] as const] : [],
  );
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    comments: { ...(isSaid(relation) && { relation }), columns: Object.fromEntries(texts) },
    ...(typeof location === 'string' && { location }),
    ...(Array.isArray(partitions) && { partitionedBy: partitions }),
  };
}

/** The description in what SHOW CREATE VIEW answers: it stands before the query. */
export function readViewComment(sql: string): string | undefined {
  const tokens = tokenize(sql);
  const head = tokens.slice(0, tokens.findIndex(({ text }) => text === 'AS') + 1);
  return head[head.findIndex(({ text }) => text === 'COMMENT') + 1]?.string;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a string literal: what it says. */
  readonly string?: string;
  /** Of a name: as it is without its quotes. */
  readonly name?: string;
}

// Strings, quoted names, words, signs. Trino's own words are in capitals here, those of types are not.
const TOKEN = /(U&)?'((?:[^']|'')*)'|"((?:[^"]|"")*)"|[A-Za-z_][\w.]*|\d[\w.]*|[^\s]/g;

function tokenize(sql: string): readonly Token[] {
  return [...sql.matchAll(TOKEN)].map((match) => {
    const [text, unicode, string, quoted] = match as unknown as readonly (string | undefined)[] & readonly [string];
    const place = { text, start: match.index, end: match.index + text.length };
    if (string === undefined) return { ...place, name: quoted === undefined ? text : quoted.replaceAll('""', '"') };
    const plain = string.replaceAll("''", "'");
    return { ...place, string: unicode === undefined ? plain : unescaped(plain) };
  });
}

// U&'\0001': Trino writes what is no plain letter by its number.
function unescaped(text: string): string {
  return text.replace(/\\(?:\+([0-9a-fA-F]{6})|([0-9a-fA-F]{4})|\\)/g, (whole, long?: string, short?: string) => {
    const code = long ?? short;
    return code === undefined ? whole.slice(1) : String.fromCodePoint(Number.parseInt(code, 16));
  });
}

interface ColumnText extends Column {
  readonly comment?: string;
}

const AFTER_TYPE: ReadonlySet<string> = new Set(['NOT', 'COMMENT', 'WITH', 'DEFAULT']);

/** Columns from a token on; `end` is the parenthesis that closes them. */
function readColumns(
  sql: string,
  tokens: readonly Token[],
  from: number,
): { columns: readonly ColumnText[]; end: number } {
  const columns: ColumnText[] = [];
  let index = from;
  while (index < tokens.length) {
    const typeEnd = scan(tokens, index + 1, AFTER_TYPE);
    const end = scan(tokens, typeEnd, new Set());
    const type = sql.slice(tokens[index + 1]?.start, tokens[typeEnd - 1]?.end);
    const comment = tokens.slice(typeEnd, end).findIndex(({ text }) => text === 'COMMENT');
    const said = comment < 0 ? undefined : tokens[typeEnd + comment + 1]?.string;
    columns.push({
      name: tokens[index]?.name ?? '',
      type: canonical(type),
      ...(said !== undefined && { comment: said }),
    });
    if (tokens[end]?.text !== ',') return { columns, end };
    index = end + 1;
  }
  return { columns, end: index };
}

/** The next token outside parentheses that is a comma, closes them, or is one of the words. */
function scan(tokens: readonly Token[], from: number, words: ReadonlySet<string>): number {
  let depth = 0;
  for (let index = from; index < tokens.length; index++) {
    const { text } = tokens[index] as Token;
    if (depth === 0 && (text === ',' || text === ')' || words.has(text))) return index;
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
  }
  return tokens.length;
}

/** Properties (`WITH (…)`) that are strings or lists of strings, by name. */
function readProperties(tokens: readonly Token[]): ReadonlyMap<string, string | readonly string[]> {
  const found = new Map<string, string | readonly string[]>();
  for (let index = tokens.findIndex(({ text }) => text === 'WITH') + 1; index < tokens.length; index++) {
    const name = tokens[index]?.text ?? '';
    if (tokens[index + 1]?.text !== '=') continue;
    const value = tokens[index + 2];
    if (value?.string !== undefined) found.set(name, value.string);
    else if (value?.text === 'ARRAY') found.set(name, listAt(tokens, index + 4));
  }
  return found;
}

function listAt(tokens: readonly Token[], start: number): readonly string[] {
  const rest = tokens.slice(start);
  const end = rest.findIndex(({ text }) => text === ']');
  return rest.slice(0, end).flatMap(({ string }) => string ?? []);
}

function canonical(type: string): string {
  const parsed = parseTrinoType(type);
  return parsed ? formatTrinoType(parsed) : type;
}

function isSaid(comment: string | undefined): comment is string {
  return comment !== undefined && comment !== '';
}
