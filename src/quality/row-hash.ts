import type { Column } from '../engines/engine.ts';
import { columnText } from './column-text.ts';

/**
 * MD5, in lower-case hex, of a row's values, in Athena's SQL: different rows of these columns have different texts before hashing. Each value
 * stands there behind its length (`3:abc`), NULL as `n`, so that neither separators in values nor the text "NULL" can be mistaken.
 */
export function rowHash(columns: readonly Column[], alias: string): string {
  const parts = columns.map((column) => {
    const text = columnText(column, alias);
    return `coalesce(CAST(length(${text}) AS varchar) || ':' || ${text}, 'n')`;
  });
  return `lower(to_hex(md5(to_utf8(${parts.length === 0 ? `''` : parts.join(' || ')}))))`;
}
