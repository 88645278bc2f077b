import type { OutputColumn } from '../../bind/bound.ts';
import { quoteIdentifier } from '../quote.ts';
import type { TrinoType } from '../types.ts';
import { duckDbType } from './duckdb-type.ts';

/** A query whose columns have rows with names for all their fields, which DuckDB's clients need. */
export function withFieldNames(sql: string, columns: readonly OutputColumn[]): string {
  if (!columns.some(({ type }) => type && hasUnnamedField(type))) return sql;
  const items = columns.map(({ name, type }, index) => {
    const inner = `__c${index}`;
    const named = type && hasUnnamedField(type) ? duckDbType(withNames(type)) : undefined;
    const text = named === undefined ? inner : `CAST(${inner} AS ${named})`;
    return `${text} AS ${quoteIdentifier(name ?? `_col${index}`, 'duckdb')}`;
  });
  return `SELECT ${items.join(', ')} FROM (${sql}) AS __final(${columns.map((_, index) => `__c${index}`).join(', ')})`;
}

function hasUnnamedField(type: TrinoType): boolean {
  switch (type.kind) {
    case 'array':
      return hasUnnamedField(type.element);
    case 'map':
      return hasUnnamedField(type.key) || hasUnnamedField(type.value);
    case 'row':
      return type.fields.some((field) => field.name === undefined || hasUnnamedField(field.type));
    default:
      return false;
  }
}

function withNames(type: TrinoType): TrinoType {
  switch (type.kind) {
    case 'array':
      return { kind: 'array', element: withNames(type.element) };
    case 'map':
      return { kind: 'map', key: withNames(type.key), value: withNames(type.value) };
    case 'row':
      return { kind: 'row', fields: type.fields.map((field, index) => ({ name: field.name ?? `field${index}`, type: withNames(field.type) })) }; // prettier-ignore
    default:
      return type;
  }
}
