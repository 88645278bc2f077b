import { join } from 'node:path';
import { diagnose, hasErrors, type Diagnostic } from '../../diagnostics/index.ts';
import { quoteIdentifier, quoteRelation } from '../../sql/quote.ts';
import { parseTrinoType, toDuckDbType, type TrinoType } from '../../sql/types.ts';
import { StatementError, type Connection, type ExternalSource } from '../engine.ts';
import { externalColumns, failed, relationText, type ExternalOutcome } from '../external.ts';
import { checkHeader, readCsv } from './external/csv.ts';
import { listFiles, partitionNames, type DataFile } from './external/files.ts';
import { inspectJson, readJson } from './external/json.ts';
import { inspectParquet, readParquet } from './external/parquet.ts';
import { duckDbTypeOf, groupByCompression, type FileGroup } from './external/read-call.ts';
import { inUtf8 } from './external/transcode.ts';

export interface DuckDbExternalContext {
  /** Where a relative location begins: an absolute path. */
  readonly projectDir: string;
  /** The project's target folder, for copies of files that must be recoded: an absolute path. */
  readonly targetDir: string;
  /** For looking into JSON and Parquet files; nothing is changed through it. */
  readonly connection: Connection;
}

/**
 * A view over the files that are there now, with the declared columns and types. Looks into the files (headers, keys, types), so that what
 * another engine would read differently is an error here; a row that cannot be read fails the query that reads it, with its file and line.
 */
export async function duckDbExternal(source: ExternalSource, context: DuckDbExternalContext): Promise<ExternalOutcome> {
  const unsupported = [...typeProblems(source), ...optionProblems(source)];
  if (unsupported.length > 0) return failed(...unsupported);
  const listed = await listFiles(context.projectDir, source.location);
  if (listed.length === 0 && source.options.allowEmpty !== true) {
    return failed(
      diagnose('external-location-missing', { relation: relationText(source.relation), location: source.location }),
    );
  }
  const misplaced = listed.flatMap((file) => partitionProblem(source, file));
  if (misplaced.length > 0) return failed(...misplaced);
  try {
    // A file of no bytes has no rows, but would be no valid JSON or Parquet.
    const files = await readable(source, listed.filter(({ size }) => size > 0), context); // prettier-ignore
    return await viewOver(source, groupByCompression(files, source.options), context.connection);
  } catch (error) {
    if (error instanceof StatementError) return failed(error.diagnostic);
    throw error;
  }
}

async function readable(
  source: ExternalSource,
  files: readonly DataFile[],
  { targetDir }: DuckDbExternalContext,
): Promise<readonly DataFile[]> {
  if (source.options.encoding !== 'latin-1') return files;
  const folder = join(targetDir, 'external', encodeURIComponent(relationText(source.relation)));
  const copies: DataFile[] = [];
  for (const file of files) copies.push(await inUtf8(file, folder));
  return copies;
}

async function viewOver(
  source: ExternalSource,
  groups: readonly FileGroup[],
  connection: Connection,
): Promise<ExternalOutcome> {
  if (groups.length === 0) return view(source, [emptySelect(source)]);
  if (source.format === 'json') {
    const { columns, diagnostics } = await inspectJson(source, groups, connection);
    if (hasErrors(diagnostics)) return failed(...diagnostics);
    const selects = groups.map((group) => readJson(source, group, columns));
    return { ...view(source, selects), diagnostics };
  }
  if (source.format === 'parquet') return parquetView(source, groups, connection);
  const headers: Diagnostic[] = [];
  for (const group of groups) {
    for (const file of group.files) headers.push(...(await checkHeader(source, file, group)));
  }
  if (headers.length > 0) return failed(...headers);
  return view(
    source,
    groups.map((group) => readCsv(source, group)),
  );
}

async function parquetView(
  source: ExternalSource,
  groups: readonly FileGroup[],
  connection: Connection,
): Promise<ExternalOutcome> {
  // Parquet is packed inside: however the files are named, they are read together.
  const all = { compression: 'none' as const, files: groups.flatMap(({ files }) => files) };
  const { found, diagnostics } = await inspectParquet(source, all, connection);
  if (hasErrors(diagnostics)) return failed(...diagnostics);
  return { ...view(source, [readParquet(source, all, found)]), diagnostics };
}

function view({ relation }: ExternalSource, selects: readonly string[]): ExternalOutcome {
  const name = quoteRelation(relation, 'duckdb');
  return {
    value: {
      drop: [`DROP VIEW IF EXISTS ${name}`],
      create: [`CREATE OR REPLACE VIEW ${name} AS\n${selects.join('\nUNION ALL\n')}`],
    },
    diagnostics: [],
  };
}

function emptySelect(source: ExternalSource): string {
  const items = externalColumns(source).map(
    ({ name, type }) => `CAST(NULL AS ${duckDbTypeOf(type)}) AS ${quoteIdentifier(name, 'duckdb')}`,
  );
  return `SELECT ${items.join(', ')} WHERE FALSE`;
}

function typeProblems(source: ExternalSource): readonly Diagnostic[] {
  const relation = relationText(source.relation);
  return externalColumns(source).flatMap(({ name, type }) => {
    const parsed = parseTrinoType(type);
    if (parsed && toDuckDbType(parsed) !== undefined && isReadable(parsed, source.format, true)) return [];
    return [
      diagnose('external-type-unsupported', { relation, column: name, type, engine: 'duckdb', format: source.format }),
    ];
  });
}

// In JSON a time has no form of its own: at the top it is checked as text, further in it is left to be declared as varchar.
function isReadable(type: TrinoType, format: ExternalSource['format'], top: boolean): boolean {
  if (format !== 'json') return true;
  switch (type.kind) {
    case 'date':
      return top;
    case 'timestamp':
      return top && !type.withTimeZone;
    case 'time':
    case 'varbinary':
    case 'interval day to second':
    case 'interval year to month':
      return false;
    case 'array':
      return isReadable(type.element, format, false);
    case 'map':
      return type.key.kind === 'varchar' && isReadable(type.value, format, false);
    case 'row':
      return type.fields.every((field) => field.name !== undefined && isReadable(field.type, format, false));
    default:
      return true;
  }
}

function optionProblems({ relation, location, format, options }: ExternalSource): readonly Diagnostic[] {
  const found: string[] = [];
  if (/^[a-z0-9]{2,}:\/\//i.test(location)) found.push(`location: ${location}`);
  if (options.encoding === 'latin-1' && format !== 'csv') found.push('encoding: latin-1');
  if (options.encoding === 'latin-1' && options.compression === 'zstd') found.push('compression: zstd');
  return found.map((option) =>
    diagnose('external-option-unsupported', { relation: relationText(relation), option, engine: 'duckdb' }),
  );
}

function partitionProblem({ relation, partitions }: ExternalSource, { below }: DataFile): readonly Diagnostic[] {
  const declared = partitions.map(({ name }) => name);
  const found = partitionNames(below);
  if (declared.join('/') === found.join('/')) return [];
  return [diagnose('external-partition-differs', { relation: relationText(relation), file: below, declared, found })];
}
