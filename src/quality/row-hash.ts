import type { Column } from '../engines/engine.ts';
import { columnText } from './column-text.ts';

/**
 * MD5, in lower-case hex, of a row's values, in Athena's SQL: different rows of these columns have different texts before hashing.
 */
export function rowHash(columns: readonly Column[], alias: string): string {
  return hashOf(rowText(columns, alias));
}

/** MD5, in lower-case hex, of a text. */
export function hashOf(text: string): string {
  return `lower(to_hex(md5(to_utf8(${text}))))`;
}

/**
 * A row's values as one text. Each ends with `|`; signs of that kind inside are marked by `!`, as is `!` itself, and NULL is `!n`: neither a
 * separator in a value nor the text "NULL" can be mistaken.
 */
export function rowText(columns: readonly Column[], alias: string): string {
  const parts = columns.map((column) => {
    const text = `replace(replace(${columnText(column, alias)}, '!', '!!'), '|', '!|')`;
    return `coalesce(${text}, '!n') || '|'`;
  });
  return parts.length === 0 ? `''` : parts.join(' || ');
}
