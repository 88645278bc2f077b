import type { DialectName, RelationName } from '../../engines/engine.ts';
import { RESERVED_WORDS } from '../../sql/parse/reserved-words.ts';
import { quoteHiveIdentifier, quoteString } from '../../sql/quote.ts';
import { ddlRelation } from './names.ts';

/**
 * Rewrites small files and files with dead rows. `where`: a condition on partition columns alone. Nothing on DuckDB, which has no files to care for.
 * Athena does at most 100 partitions a statement and then asks for another.
 */
export function optimizeTable(relation: RelationName, dialect: DialectName, where?: string): readonly string[] {
  const condition = where === undefined ? '' : `\nWHERE ${where}`;
  switch (dialect) {
    case 'athena':
      return [`OPTIMIZE ${optimizeName(relation)} REWRITE DATA USING BIN_PACK${condition}`];
    case 'trino':
      return [`ALTER TABLE ${ddlRelation(relation, dialect)} EXECUTE optimize${condition}`];
    case 'duckdb':
      return [];
  }
}

/**
 * Lets go of old snapshots and of files that no snapshot names. How old they must be is said by table properties on Athena
 * (`vacuum_max_snapshot_age_seconds`), and by `retention` on Trino (`7d`, at least what its catalog allows).
 */
export function vacuumTable(relation: RelationName, dialect: DialectName, retention: string): readonly string[] {
  switch (dialect) {
    case 'athena':
      return [`VACUUM ${vacuumName(relation)}`];
    case 'trino': {
      const table = `ALTER TABLE ${ddlRelation(relation, dialect)} EXECUTE`;
      const threshold = `(retention_threshold => ${quoteString(retention)})`;
      return [`${table} expire_snapshots${threshold}`, `${table} remove_orphan_files${threshold}`];
    }
    case 'duckdb':
      return [];
  }
}

// Athena's other parser reads both statements: names stand bare, as in its guide, odd ones in backticks; double quotes and catalogs are not taken.
function optimizeName({ schema, identifier }: RelationName): string {
  return [schema, identifier].map(bareName).join('.');
}

// Its guide: a table whose name begins with an underscore stands in backticks, and the schema before it in none.
function vacuumName({ schema, identifier }: RelationName): string {
  return `${bareName(schema)}.${quoteHiveIdentifier(identifier)}`;
}

function bareName(name: string): string {
  return isPlain(name) ? name : quoteHiveIdentifier(name);
}

function isPlain(name: string): boolean {
  return /^[a-z][a-z0-9_]*$/.test(name) && !RESERVED_WORDS.has(name);
}
