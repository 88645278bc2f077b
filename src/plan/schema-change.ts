import type { Column } from '../engines/engine.ts';
import { formatTrinoType, icebergColumnType, parseTrinoType, type TrinoType } from '../sql/types.ts';
import type { NodeConfig } from '../project/project.ts';
import type { SchemaChange } from './plan.ts';

/** What a model's query and its table have to do with each other, decided by `on_schema_change`. */
export interface SchemaDecision {
  /** Columns that the query gives and the table has after the changes, as stored. */
  readonly written: readonly Column[];
  /** Columns of the table after the changes. */
  readonly table: readonly Column[];
  readonly changes: readonly SchemaChange[];
  /** What a user should know: columns left out, kept though the query lost them. */
  readonly notes: readonly string[];
  /** Why the run must stop, one sentence for each difference. */
  readonly refused: readonly string[];
}

/** The type a column of the query is stored as; undefined: no table can hold it. */
export function storedType(type: string): string | undefined {
  const parsed = parseTrinoType(type);
  const stored = parsed && icebergColumnType(parsed);
  return stored && formatTrinoType(stored);
}

/** Compares a query's columns (as stored) with an existing table's (audit columns taken out of both). Names are compared as Glue does: case folded. */
export function decideSchemaChange(
  query: readonly Column[],
  table: readonly Column[],
  policy: NodeConfig['on_schema_change'],
): SchemaDecision {
  const inTable = new Map(table.map((column) => [column.name.toLowerCase(), column]));
  const inQuery = new Set(query.map((column) => column.name.toLowerCase()));
  const added = query.filter((column) => !inTable.has(column.name.toLowerCase()));
  const lost = table.filter((column) => !inQuery.has(column.name.toLowerCase()));
  const retyped = query.filter((column) => {
    const old = inTable.get(column.name.toLowerCase());
    return old !== undefined && old.type !== column.type;
  });
  const differences = [
    ...added.map((column) => `column "${column.name}" (${column.type}) is new`),
    ...lost.map((column) => `column "${column.name}" is no longer returned`),
    ...retyped.map(
      (column) =>
        `column "${column.name}" was ${inTable.get(column.name.toLowerCase())!.type} and is now ${column.type}`,
    ),
  ];
  const kept = query.filter((column) => inTable.has(column.name.toLowerCase()));
  const asTable = kept.map((column) => inTable.get(column.name.toLowerCase())!);

  switch (policy) {
    case 'fail':
      return { written: asTable, table, changes: [], notes: [], refused: differences };
    case 'ignore':
      return {
        written: asTable,
        table,
        changes: [],
        notes: differences.map((difference) => `on_schema_change is "ignore": ${difference}; the table stays as it is`),
        refused: [],
      };
    case 'append_new_columns':
      return {
        written: [...asTable, ...added],
        table: [...table, ...added],
        changes: added.map((column) => ({ kind: 'add-column', column })),
        notes: lost.map(
          (column) => `column "${column.name}" is no longer returned; it stays and new rows have NULL there`,
        ),
        refused: [],
      };
    case 'sync_all_columns':
      return sync(query, table, added, lost, retyped);
  }
}

function sync(
  query: readonly Column[],
  table: readonly Column[],
  added: readonly Column[],
  lost: readonly Column[],
  retyped: readonly Column[],
): SchemaDecision {
  const old = new Map(table.map((column) => [column.name.toLowerCase(), column]));
  const widened = retyped.filter((column) => isWidening(old.get(column.name.toLowerCase())!.type, column.type));
  const narrowed = retyped.filter(
    (column) => !widened.includes(column) && !isWidening(column.type, old.get(column.name.toLowerCase())!.type),
  );
  const newType = new Map(widened.map((column) => [column.name.toLowerCase(), column.type]));
  const gone = new Set(lost.map((column) => column.name.toLowerCase()));
  const staying = table
    .filter((column) => !gone.has(column.name.toLowerCase()))
    .map((column) => ({ name: column.name, type: newType.get(column.name.toLowerCase()) ?? column.type }));
  const after = [...staying, ...added];
  const byName = new Map(after.map((column) => [column.name.toLowerCase(), column]));
  return {
    written: query.map((column) => byName.get(column.name.toLowerCase()) ?? column),
    table: after,
    changes: [
      ...added.map((column): SchemaChange => ({ kind: 'add-column', column })),
      ...widened.map((column): SchemaChange => ({
        kind: 'widen-column',
        column: { name: old.get(column.name.toLowerCase())!.name, type: column.type },
        from: old.get(column.name.toLowerCase())!.type,
      })),
      ...lost.map((column): SchemaChange => ({ kind: 'drop-column', column: column.name })),
    ],
    notes: [],
    refused: narrowed.map(
      (column) =>
        `column "${column.name}" cannot be changed from ${old.get(column.name.toLowerCase())!.type} to ${column.type} in place`,
    ),
  };
}

/** Iceberg's metadata-only type changes: int to bigint, float to double, decimals of one scale to a higher precision. */
export function isWidening(from: string, to: string): boolean {
  const a = parseTrinoType(from);
  const b = parseTrinoType(to);
  if (!a || !b) return false;
  return widens(a, b);
}

function widens(from: TrinoType, to: TrinoType): boolean {
  if (from.kind === 'integer') return to.kind === 'bigint';
  if (from.kind === 'real') return to.kind === 'double';
  return from.kind === 'decimal' && to.kind === 'decimal' && from.scale === to.scale && to.precision > from.precision;
}
