import type { OutputColumn } from '../../bind/bound.ts';
import { quoteIdentifier } from '../quote.ts';
import { hasUnnamedField, nameFields } from '../types/field-names.ts';
import { duckDbType } from './duckdb-type.ts';

/** A query whose columns have rows with names for all their fields, which DuckDB's clients need. */
export function withFieldNames(sql: string, columns: readonly OutputColumn[]): string {
  if (!columns.some(({ type }) => type && hasUnnamedField(type))) return sql;
  const items = columns.map(({ name, type }, index) => {
    const inner = `__c${index}`;
    const named = type && hasUnnamedField(type) ? duckDbType(nameFields(type)) : undefined;
    const text = named === undefined ? inner : `CAST(${inner} AS ${named})`;
    return `${text} AS ${quoteIdentifier(name ?? `_col${index}`, 'duckdb')}`;
  });
  return `SELECT ${items.join(', ')} FROM (${sql}) AS __final(${columns.map((_, index) => `__c${index}`).join(', ')})`;
}
