import { diagnose, invariant, type Diagnostic } from '../../diagnostics/index.ts';
import { quoteHiveIdentifier, quoteHiveRelation, quoteHiveString } from '../../sql/quote.ts';
import { parseTrinoType, toHiveType } from '../../sql/types.ts';
import type { Column, ExternalSource, RelationName } from '../engine.ts';
import { externalColumns, failed, relationText, type ExternalOutcome } from '../external.ts';
import { EXTERNAL_DEFINITION, externalDefinition, filesRelation, isProjected } from '../../sql/external-tables.ts';
import { cloudProblems, csvSigns, folderOf, nullView, nullViewDrop } from '../trino/external.ts';

/** A Glue table over files, in Athena's own DDL (Hive's). */
export function athenaExternal(source: ExternalSource): ExternalOutcome {
  const problems = [...cloudProblems(source, 'athena'), ...partitionTypeProblems(source)];
  if (problems.length > 0) return failed(...problems);
  const files = filesRelation(source);
  return {
    value: {
      drop: [...nullViewDrop(source, 'athena'), `DROP TABLE IF EXISTS ${quoteHiveRelation(files)}`],
      create: [createTable(source, files), ...loadPartitions(source, files), ...nullView(source, 'athena')],
      refresh: loadPartitions(source, files),
    },
    diagnostics: [],
  };
}

function createTable(source: ExternalSource, files: RelationName): string {
  const { partitions, location } = source;
  const columns = externalColumns(source).slice(0, source.columns.length);
  const properties = {
    ...readerProperties(source),
    ...source.options.tableProperties,
    [EXTERNAL_DEFINITION]: externalDefinition(source),
  };
  return [
    `CREATE EXTERNAL TABLE IF NOT EXISTS ${quoteHiveRelation(files)} (`,
    columns.map(definition).join(',\n'),
    ')',
    ...(partitions.length > 0 ? ['PARTITIONED BY (', partitions.map(definition).join(',\n'), ')'] : []),
    ...rowFormat(source),
    `LOCATION ${quoteHiveString(folderOf(location))}`,
    `TBLPROPERTIES (\n${assignments(properties)}\n)`,
  ].join('\n');
}

function definition({ name, type }: Column): string {
  const parsed = parseTrinoType(type);
  const hiveType = parsed && toHiveType(parsed);
  invariant(hiveType !== undefined, `The type ${type} was not checked`);
  return `  ${quoteHiveIdentifier(name)} ${hiveType}`;
}

function rowFormat({ format, options }: ExternalSource): readonly string[] {
  if (format === 'parquet') return ['STORED AS PARQUET'];
  if (format === 'json') {
    // A row that is no JSON fails the query; keys match in any case.
    const properties = { 'ignore.malformed.json': 'FALSE', 'case.insensitive': 'TRUE', 'dots.in.keys': 'FALSE' };
    return [`ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'`, `WITH SERDEPROPERTIES (\n${assignments(properties)}\n)`]; // prettier-ignore
  }
  const { separator, quote, escape } = csvSigns(options);
  const properties = { separatorChar: separator, quoteChar: quote, escapeChar: escape };
  return [`ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'`, `WITH SERDEPROPERTIES (\n${assignments(properties)}\n)`]; // prettier-ignore
}

function readerProperties({ format, options }: ExternalSource): Readonly<Record<string, string>> {
  return format === 'csv' && options.header !== false ? { 'skip.header.line.count': '1' } : {};
}

function assignments(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `  ${quoteHiveString(name)} = ${quoteHiveString(value)}`)
    .join(',\n');
}

// With partition projection there is nothing to load.
function loadPartitions(source: ExternalSource, files: RelationName): readonly string[] {
  return source.partitions.length === 0 || isProjected(source) ? [] : [`MSCK REPAIR TABLE ${quoteHiveRelation(files)}`];
}

// Glue keeps partition values as text: nested ones cannot be folders.
function partitionTypeProblems(source: ExternalSource): readonly Diagnostic[] {
  return source.partitions
    .filter(({ type }) => ['array', 'map', 'row'].includes(parseTrinoType(type)?.kind ?? ''))
    .map(({ name, type }) =>
      diagnose('external-type-unsupported', {
        relation: relationText(source.relation),
        column: name,
        type,
        engine: 'athena',
        format: source.format,
      }),
    );
}
