import type { Column } from '../engines/engine.ts';
import { formatTrinoType, icebergColumnType, parseTrinoType, type TrinoType } from '../sql/types.ts';
import type { NodeConfig } from '../project/project.ts';
import type { SchemaChange } from './plan.ts';
import { fieldNames, fitInto, type Fit } from './row-fields.ts';

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

/** A column that the query gives in another type than the table's. */
interface Retyped {
  readonly query: Column;
  readonly table: Column;
  /** Undefined: values of the one cannot be written into the other. */
  readonly fit: Fit | undefined;
}

/**
 * Compares a query's columns (as stored) with an existing table's (audit columns taken out of both). Names are compared as Glue does: case folded.
 * `nestedFields`: the engine can add a field to a row that a table has.
 */
export function decideSchemaChange(
  query: readonly Column[],
  table: readonly Column[],
  policy: NodeConfig['on_schema_change'],
  nestedFields = true,
): SchemaDecision {
  const inTable = byName(table);
  const inQuery = byName(query);
  const added = query.filter(({ name }) => !inTable.has(name.toLowerCase()));
  const lost = table.filter(({ name }) => !inQuery.has(name.toLowerCase()));
  const retyped = query.flatMap((column) => {
    const old = inTable.get(column.name.toLowerCase());
    return old === undefined || old.type === column.type ? [] : [retypedColumn(column, old)];
  });
  const differences = { query, table, added, lost, retyped, nestedFields };
  switch (policy) {
    case 'fail':
      return { ...asItIs(differences), refused: sentences(differences) };
    case 'ignore':
      return {
        ...asItIs(differences),
        notes: sentences(differences).map((each) => `on_schema_change is "ignore": ${each}; the table stays as it is`),
        refused: retyped.flatMap(unwritable),
      };
    case 'append_new_columns':
      return append(differences);
    case 'sync_all_columns':
      return sync(differences);
  }
}

interface Differences {
  readonly query: readonly Column[];
  readonly table: readonly Column[];
  readonly added: readonly Column[];
  readonly lost: readonly Column[];
  readonly retyped: readonly Retyped[];
  readonly nestedFields: boolean;
}

function sentences({ added, lost, retyped }: Differences): string[] {
  return [
    ...added.map(({ name, type }) => `column "${name}" (${type}) is new`),
    ...lost.map(({ name }) => `column "${name}" is no longer returned`),
    ...retyped.map(({ query, table }) => `column "${query.name}" was ${table.type} and is now ${query.type}`),
  ];
}

/** The table stays, and gets those columns of the query that it has. */
function asItIs({ query, table }: Differences): SchemaDecision {
  const inTable = byName(table);
  const written = query.flatMap(({ name }) => inTable.get(name.toLowerCase()) ?? []);
  return { written, table, changes: [], notes: [], refused: [] };
}

function append(differences: Differences): SchemaDecision {
  const { query, table, added, lost, retyped } = differences;
  const grown = retyped.filter((column) => grows(column, differences));
  const other = retyped.filter((column) => !grown.includes(column));
  const after = [...withTypes(table, grown), ...added];
  const afterByName = byName(after);
  return {
    written: query.map((column) => afterByName.get(column.name.toLowerCase()) ?? column),
    table: after,
    changes: [...added.map((column) => ({ kind: 'add-column' as const, column })), ...grown.flatMap(addedFields)],
    notes: [
      ...lost.map(({ name }) => `column "${name}" is no longer returned; it stays and new rows have NULL there`),
      ...other.map(
        (column) => `column "${column.query.name}" is now ${column.query.type} and is written as ${column.table.type}`,
      ),
    ],
    refused: other.flatMap(unwritable),
  };
}

function sync(differences: Differences): SchemaDecision {
  const { query, table, added, lost, retyped } = differences;
  const widened = retyped.filter(({ query: to, table: from }) => isWidening(from.type, to.type));
  const grown = retyped.filter((column) => grows(column, differences));
  // A table that is wider than the query stays so.
  const refused = retyped.filter(
    (column) =>
      !widened.includes(column) && !grown.includes(column) && !isWidening(column.query.type, column.table.type),
  );
  const gone = byName(lost);
  const staying = withTypes(table, grown)
    .filter(({ name }) => !gone.has(name.toLowerCase()))
    .map((column) => widened.find(({ table: old }) => old.name === column.name)?.query ?? column)
    .map(({ name, type }) => ({ name: byName(table).get(name.toLowerCase())?.name ?? name, type }));
  const after = [...staying, ...added];
  const afterByName = byName(after);
  return {
    written: query.map((column) => afterByName.get(column.name.toLowerCase()) ?? column),
    table: after,
    changes: [
      ...added.map((column): SchemaChange => ({ kind: 'add-column', column })),
      ...grown.flatMap(addedFields),
      ...widened.map(({ query: to, table: from }): SchemaChange => ({
        kind: 'widen-column',
        column: { name: from.name, type: to.type },
        from: from.type,
      })),
      ...lost.map((column): SchemaChange => ({ kind: 'drop-column', column: column.name })),
    ],
    notes: [],
    refused: refused.map(
      ({ query: to, table: from }) => `column "${to.name}" cannot be changed from ${from.type} to ${to.type} in place`,
    ),
  };
}

function byName(columns: readonly Column[]): ReadonlyMap<string, Column> {
  return new Map(columns.map((column) => [column.name.toLowerCase(), column]));
}

// Of a type that lakemodel cannot read nothing is known, and the engine has the last word.
function retypedColumn(query: Column, table: Column): Retyped {
  const [from, to] = [parseTrinoType(query.type), parseTrinoType(table.type)];
  const fit = from && to ? fitInto(to, from, [table.name]) : { type: to ?? { kind: 'unknown' as const }, added: [] };
  return { query, table, fit };
}

/** Whether rows in the column get new fields, and nothing else stands in the way. */
function grows({ fit }: Retyped, { nestedFields }: Differences): boolean {
  return nestedFields && fit !== undefined && fit.added.length > 0;
}

function withTypes(table: readonly Column[], grown: readonly Retyped[]): readonly Column[] {
  const types = new Map(grown.flatMap(({ table: { name }, fit }) => (fit ? [[name, formatTrinoType(fit.type)]] : [])));
  return table.map(({ name, type }) => ({ name, type: types.get(name) ?? type }));
}

function addedFields({ fit }: Retyped): SchemaChange[] {
  return (fit?.added ?? []).map(({ in: path, field }) => ({
    kind: 'add-column',
    in: path,
    column: { name: field.name ?? '', type: formatTrinoType(field.type) },
  }));
}

function unwritable({ query, table, fit }: Retyped): string[] {
  if (fit?.added.length === 0) return [];
  const why = fit ? `it has no ${fieldNames(fit)}` : `no CAST from ${query.type} keeps the values' meaning`;
  return [`column "${query.name}" cannot be written into the table's ${table.type}: ${why}`];
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
