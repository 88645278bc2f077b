import type { DialectName, RelationName } from '../../engines/engine.ts';
import { quoteHiveIdentifier, quoteHiveRelation, quoteIdentifier, quoteRelation } from '../../sql/quote.ts';

/** A relation as the dialect's DDL for tables writes it. Athena's follows Hive and takes backticks; its views and queries are Trino's. */
export function ddlRelation(relation: RelationName, dialect: DialectName): string {
  return dialect === 'athena' ? quoteHiveRelation(relation) : quoteRelation(relation, dialect);
}

export function ddlIdentifier(name: string, dialect: DialectName): string {
  return dialect === 'athena' ? quoteHiveIdentifier(name) : quoteIdentifier(name, dialect);
}

/** Text of a comment line that stands for something which is no SQL. */
export function commentLine(text: string): string {
  return `-- ${text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`;
}
