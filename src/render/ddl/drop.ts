import type { DialectName, RelationName } from '../../engines/engine.ts';
import { quoteRelation } from '../../sql/quote.ts';
import { ddlRelation } from './names.ts';

/** Athena's DDL for tables follows Hive and takes backticks; its views are Trino's. */
export function dropRelation(relation: RelationName, kind: 'table' | 'view', dialect: DialectName): string {
  const name = kind === 'table' ? ddlRelation(relation, dialect) : quoteRelation(relation, dialect);
  return `DROP ${kind.toUpperCase()} IF EXISTS ${name}`;
}
