import { invariant } from '../diagnostics/index.ts';
import type { Column, DialectName } from '../engines/engine.ts';
import { literal } from '../sql/quote.ts';
import { parseTrinoType, type TrinoType } from '../sql/types.ts';

/** Any value of a column's type, to stand for NULL where the nullness is told beside it. */
export function neutralValue(column: Column, dialect: DialectName): string {
  const type = parseTrinoType(column.type);
  invariant(type, `"${column.type}" is not a type`);
  return literal(neutralJson(type), type, dialect);
}

function neutralJson(type: TrinoType): string | number | boolean {
  switch (type.kind) {
    case 'boolean':
      return false;
    case 'date':
      return '1970-01-01';
    case 'timestamp':
      return `1970-01-01 00:00:00${fraction(type.precision)}${type.withTimeZone ? ' UTC' : ''}`;
    case 'time':
      return `00:00:00${fraction(type.precision)}${type.withTimeZone ? '+00:00' : ''}`;
    case 'varchar':
    case 'char':
    case 'varbinary':
      return '';
    case 'decimal':
      return '0';
    default:
      return 0;
  }
}

function fraction(precision: number): string {
  return precision > 0 ? `.${'0'.repeat(precision)}` : '';
}
