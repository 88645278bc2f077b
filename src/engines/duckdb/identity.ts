const PREFIX = 'lakemodel:';

/**
 * The comment by which a table keeps its identity. DuckDB's own numbers do not outlive the process, so each table gets a UUID when it is
 * created; a replaced or recreated table loses the comment and gets another. A description may stand beside it.
 */
export function identityComment(uuid: string, description?: string): string {
  return description === undefined ? PREFIX + uuid : `${description}\n${PREFIX}${uuid}`;
}

/** The identity that a table's comment holds. */
export function identityIn(comment: string | null): string | undefined {
  return /(?:^|\n)lakemodel:([0-9a-f-]{36})$/.exec(comment ?? '')?.[1];
}

/** The comment without the identity in it: what its author wrote, if anything. */
export function descriptionIn(comment: string | null): string | undefined {
  const text = comment?.replace(/(?:^|\n)lakemodel:[0-9a-f-]{36}$/, '');
  return text === '' ? undefined : text;
}

const NAME_PART = String.raw`(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const CREATE_TABLE = new RegExp(
  String.raw`^(?:\s|--[^\n]*\n|/\*[\s\S]*?\*/)*CREATE\s+(?:OR\s+REPLACE\s+)?TABLE\s+(IF\s+NOT\s+EXISTS\s+)?(${NAME_PART}(?:\s*\.\s*${NAME_PART}){0,2})(?=[\s(])`,
  'iu',
);

export interface CreatedTable {
  /** As in the text: quoted or not, with its schema or without. */
  readonly name: string;
  readonly schema?: string;
  readonly identifier: string;
  readonly ifNotExists: boolean;
}

/** The table that a CREATE TABLE makes; undefined for any other statement and for temporary tables. */
export function createdTable(sql: string): CreatedTable | undefined {
  const match = CREATE_TABLE.exec(sql);
  const name = match?.[2];
  if (name === undefined) return undefined;
  const parts = (name.match(new RegExp(NAME_PART, 'gu')) ?? []).map(unquoted);
  const [schema, identifier] = [parts.at(-2), parts.at(-1) ?? ''];
  return { name, ...(schema !== undefined && { schema }), identifier, ifNotExists: match?.[1] !== undefined };
}

const COMMENT_ON_TABLE = new RegExp(
  String.raw`^(?:\s|--[^\n]*\n|/\*[\s\S]*?\*/)*COMMENT\s+ON\s+TABLE\s+(${NAME_PART}(?:\s*\.\s*${NAME_PART}){0,2})\s+IS\s+(NULL|'(?:[^']|'')*')\s*;?\s*$`,
  'iu',
);

export interface CommentedTable extends Pick<CreatedTable, 'name' | 'schema' | 'identifier'> {
  /** The literal: the new comment, or NULL. */
  readonly text: string;
}

/** The table that a COMMENT ON TABLE describes anew; undefined for any other statement. */
export function commentedTable(sql: string): CommentedTable | undefined {
  const match = COMMENT_ON_TABLE.exec(sql);
  const [, name, text] = match ?? [];
  if (name === undefined || text === undefined) return undefined;
  const parts = (name.match(new RegExp(NAME_PART, 'gu')) ?? []).map(unquoted);
  const [schema, identifier] = [parts.at(-2), parts.at(-1) ?? ''];
  return { name, ...(schema !== undefined && { schema }), identifier, text };
}

function unquoted(part: string): string {
  return part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part;
}
