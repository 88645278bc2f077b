import { diagnose, type Diagnostic } from '../../../diagnostics/index.ts';
import { quoteIdentifier } from '../../../sql/quote.ts';
import { formatTrinoType, fromDuckDbType, parseTrinoType, type TrinoType } from '../../../sql/types.ts';
import type { Connection, ExternalSource } from '../../engine.ts';
import { relationText } from '../../external.ts';
import { duckDbTypeOf, fileList, partitionArguments, type FileGroup } from './read-call.ts';

/** The types of the files' own columns, by name in lower case. */
export type ParquetColumns = ReadonlyMap<string, string>;

export function readParquet(source: ExternalSource, group: FileGroup, found: ParquetColumns): string {
  const items = source.columns.map(({ name, type }) => {
    const value = found.has(name.toLowerCase()) ? quoteIdentifier(name, 'duckdb') : 'NULL';
    return `CAST(${value} AS ${duckDbTypeOf(type)}) AS ${quoteIdentifier(name, 'duckdb')}`;
  });
  const partitions = source.partitions.map(({ name }) => quoteIdentifier(name, 'duckdb'));
  return `SELECT ${[...items, ...partitions].join(', ')}\nFROM ${call(source, group)}`;
}

// Files may have more columns or lack some, by name, as Athena and Trino read them.
function call({ partitions }: ExternalSource, { files }: FileGroup): string {
  return `read_parquet(${[fileList(files), 'union_by_name = true', ...partitionArguments(partitions)].join(', ')})`;
}

/** What the files hold, and where a declared type is of another kind: Athena and Trino would refuse it, DuckDB would cast. */
export async function inspectParquet(
  source: ExternalSource,
  group: FileGroup,
  connection: Connection,
): Promise<{ readonly found: ParquetColumns; readonly diagnostics: readonly Diagnostic[] }> {
  const { rows } = await connection.execute(`DESCRIBE SELECT * FROM ${call(source, group)}`);
  const relation = relationText(source.relation);
  const found = new Map(rows.map(([name, type]) => [String(name).toLowerCase(), String(type)]));
  const diagnostics = source.columns.flatMap(({ name, type }) => {
    const inFile = found.get(name.toLowerCase());
    if (inFile === undefined)
      return [diagnose('external-column-absent', { relation, column: name, found: [...found.keys()] })];
    const declared = parseTrinoType(type);
    const actual = fromDuckDbType(inFile);
    if (actual && declared && isReadAs(actual, declared)) return [];
    const has = actual ? formatTrinoType(actual) : inFile;
    return [
      diagnose('external-type-differs', {
        relation: relationText(source.relation),
        column: name,
        declared: type,
        found: has,
      }),
    ];
  });
  return { found, diagnostics };
}

const INTEGERS = ['tinyint', 'smallint', 'integer', 'bigint'];

// As Trino's Parquet reader widens: integers to longer ones and decimals, real to double, decimals to wider ones.
function isReadAs(actual: TrinoType, declared: TrinoType): boolean {
  if (INTEGERS.includes(actual.kind)) {
    if (declared.kind === 'decimal') return declared.scale === 0;
    return INTEGERS.indexOf(declared.kind) >= INTEGERS.indexOf(actual.kind);
  }
  if (actual.kind === 'decimal') {
    return declared.kind === 'decimal' && declared.scale >= actual.scale && declared.precision - declared.scale >= actual.precision - actual.scale; // prettier-ignore
  }
  if (actual.kind === 'real') return declared.kind === 'real' || declared.kind === 'double';
  if (actual.kind === 'varchar') return declared.kind === 'varchar' && declared.length === undefined;
  if (actual.kind === 'timestamp')
    return declared.kind === 'timestamp' && declared.withTimeZone === actual.withTimeZone;
  if (actual.kind === 'array') return declared.kind === 'array' && isReadAs(actual.element, declared.element);
  if (actual.kind === 'map') {
    return declared.kind === 'map' && isReadAs(actual.key, declared.key) && isReadAs(actual.value, declared.value);
  }
  if (actual.kind === 'row') return declared.kind === 'row' && isRowReadAs(actual, declared);
  return actual.kind === declared.kind;
}

type RowType = Extract<TrinoType, { kind: 'row' }>;

function isRowReadAs(actual: RowType, declared: RowType): boolean {
  const byName = new Map(actual.fields.map(({ name = '', type }) => [name.toLowerCase(), type]));
  return declared.fields.every(({ name = '', type }) => {
    const field = byName.get(name.toLowerCase());
    return field !== undefined && isReadAs(field, type);
  });
}
