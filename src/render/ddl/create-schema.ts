import type { DialectName } from '../../engines/engine.ts';
import { quoteHiveIdentifier, quoteHiveString, quoteIdentifier, quoteString } from '../../sql/quote.ts';

export interface NewSchema {
  readonly schema: string;
  /** The catalog, where it is not the connection's own. */
  readonly database?: string;
  /** Where its tables lie that are given no place of their own. */
  readonly location?: string;
}

export function createSchema({ schema, database, location }: NewSchema, dialect: DialectName): string {
  switch (dialect) {
    case 'athena': {
      const place = location === undefined ? '' : `\nLOCATION ${quoteHiveString(location)}`;
      return `CREATE SCHEMA IF NOT EXISTS ${quoteHiveIdentifier(schema)}${place}`;
    }
    case 'trino': {
      const catalog = database === undefined ? '' : `${quoteIdentifier(database, dialect)}.`;
      const place = location === undefined ? '' : `\nWITH (location = ${quoteString(location)})`;
      return `CREATE SCHEMA IF NOT EXISTS ${catalog}${quoteIdentifier(schema, dialect)}${place}`;
    }
    case 'duckdb':
      return `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema, dialect)}`;
  }
}
