import { diagnose, DiagnosticError, invariant } from '../../diagnostics/index.ts';
import type { Column, DialectName, RelationName } from '../../engines/engine.ts';
import type { SchemaChange } from '../../plan/plan.ts';
import { ddlIdentifier, ddlRelation } from './names.ts';
import { storedTypeWord } from './stored-type.ts';

/**
 * One change of a table's columns. Athena: ADD COLUMNS, CHANGE COLUMN, DROP COLUMN; it documents no form for a field of a row, so that none is planned.
 * Throws a DiagnosticError where Athena's DDL has no word for the type.
 */
export function alterTable(relation: RelationName, change: SchemaChange, dialect: DialectName): string {
  const hive = dialect === 'athena';
  const table = `ALTER TABLE ${ddlRelation(relation, dialect)}`;
  const name = (column: string) => ddlIdentifier(column, dialect);
  switch (change.kind) {
    case 'add-column': {
      invariant(!hive || change.in === undefined, 'Athena adds no field to a row');
      const path = [...(change.in ?? []), change.column.name].map(name).join('.');
      const column = `${path} ${typeOf(change.column, relation, dialect)}`;
      return hive ? `${table} ADD COLUMNS (${column})` : `${table} ADD COLUMN ${column}`;
    }
    case 'drop-column':
      return `${table} DROP COLUMN ${name(change.column)}`;
    case 'widen-column': {
      const type = typeOf(change.column, relation, dialect);
      const column = name(change.column.name);
      return hive
        ? `${table} CHANGE COLUMN ${column} ${column} ${type}`
        : `${table} ALTER COLUMN ${column} SET DATA TYPE ${type}`;
    }
  }
}

/** A table gets another name in its schema; its files stay where they are. */
export function renameTable(relation: RelationName, to: string, dialect: DialectName): string {
  const renamed = { ...relation, identifier: to };
  const table = `ALTER TABLE ${ddlRelation(relation, dialect)}`;
  // DuckDB takes a bare name.
  return dialect === 'duckdb'
    ? `${table} RENAME TO ${ddlIdentifier(to, dialect)}`
    : `${table} RENAME TO ${ddlRelation(renamed, dialect)}`;
}

function typeOf(column: Column, { schema, identifier }: RelationName, dialect: DialectName): string {
  const word = storedTypeWord(column, dialect);
  if (word !== undefined) return word;
  throw new DiagnosticError([
    diagnose('type-without-ddl-word', { relation: `${schema}.${identifier}`, column: column.name, type: column.type }),
  ]);
}
