import { diagnose, type Diagnostic } from '../../diagnostics/index.ts';
import { quoteIdentifier, quoteRelation, quoteString } from '../../sql/quote.ts';
import { parseTrinoType, toHiveType } from '../../sql/types.ts';
import type { Column, DialectName, ExternalSource, RelationName } from '../engine.ts';
import { definitionComment, filesRelation } from '../../sql/external-tables.ts';
import {
  externalColumns,
  failed,
  relationText,
  type ExternalOutcome,
  type ExternalStatement,
  type ExternalStatements,
} from '../external.ts';

const FORMATS = { csv: 'CSV', json: 'OPENX_JSON', parquet: 'PARQUET' } as const;

/** A table over files in a catalog of the Hive connector (the relation's `database`): made by Trino itself, or in the catalog's Glue. */
export function trinoExternal(source: ExternalSource): ExternalOutcome<ExternalStatement> {
  const problems = cloudProblems(source, 'trino');
  if (problems.length > 0) return failed(...problems);
  const files = filesRelation(source);
  if (source.via === 'glue') return { value: inGlue(source, files), diagnostics: [] };
  const table = quoteRelation(files, 'trino');
  const columns = externalColumns(source).map(({ name, type }) => `  ${quoteIdentifier(name, 'trino')} ${type}`);
  const properties = Object.entries(tableProperties(source)).map(([name, value]) => `  ${name} = ${value}`);
  return {
    value: {
      drop: [...nullViewDrop(source, 'trino'), `DROP TABLE IF EXISTS ${table}`],
      create: [
        `CREATE TABLE IF NOT EXISTS ${table} (\n${columns.join(',\n')}\n)\nCOMMENT ${quoteString(definitionComment(source))}\nWITH (\n${properties.join(',\n')}\n)`,
        ...syncPartitions(source, files),
        ...nullView(source, 'trino'),
      ],
      refresh: syncPartitions(source, files),
    },
    diagnostics: [],
  };
}

/** The action makes the table where it is absent or another one is declared now, and finds its partitions. */
function inGlue(source: ExternalSource, files: RelationName): ExternalStatements<ExternalStatement> {
  const sql = `-- make ${relationText(files)} over ${folderOf(source.location)} in Glue`;
  const make = { sql, action: { kind: 'create-external-table', source } } as const;
  return {
    drop: [...nullViewDrop(source, 'trino'), `DROP TABLE IF EXISTS ${quoteRelation(files, 'trino')}`],
    create: [make, ...nullView(source, 'trino')],
    refresh: [make],
  };
}

function tableProperties(source: ExternalSource): Readonly<Record<string, string>> {
  const { format, location, partitions } = source;
  const names = partitions.map(({ name }) => quoteString(name.toLowerCase()));
  return {
    format: `'${FORMATS[format]}'`,
    external_location: quoteString(folderOf(location)),
    ...(partitions.length > 0 && { partitioned_by: `ARRAY[${names.join(', ')}]` }),
    ...(format === 'csv' && csvProperties(source)),
  };
}

function csvProperties({ options }: ExternalSource): Readonly<Record<string, string>> {
  const { separator, quote, escape } = csvSigns(options);
  return {
    csv_separator: unicodeString(separator),
    csv_quote: unicodeString(quote),
    csv_escape: unicodeString(escape),
    ...(options.header !== false && { skip_header_line_count: '1' }),
  };
}

function unicodeString(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  return code < 0x20 ? `U&'\\${code.toString(16).padStart(4, '0')}'` : quoteString(sign);
}

function syncPartitions({ partitions }: ExternalSource, { database, schema, identifier }: RelationName): string[] {
  if (partitions.length === 0) return [];
  const procedure = `${database === undefined ? '' : `${quoteIdentifier(database, 'trino')}.`}system.sync_partition_metadata`;
  return [`CALL ${procedure}(${quoteString(schema)}, ${quoteString(identifier)}, 'FULL')`];
}

/** Hive's CSV reader takes a backslash as an escape unless it is given another sign; this one stands in no text. */
const NO_ESCAPE = '\u0001';

/** The signs of CSV files for Hive's reader, which takes doubled quotes by itself and must be given an escape that is neither of the others. */
export function csvSigns(options: ExternalSource['options']): { separator: string; quote: string; escape: string } {
  const quote = options.quote ?? '"';
  const escape = options.escape === undefined || options.escape === quote ? NO_ESCAPE : options.escape;
  return { separator: options.delimiter ?? ',', quote, escape };
}

/** The view that makes NULLs of the declared null values; none where there are none. */
export function nullView(source: ExternalSource, dialect: DialectName): readonly string[] {
  const files = filesRelation(source);
  if (files === source.relation) return [];
  const nulls = (source.options.nullValues ?? []).map(quoteString).join(', ');
  const items = source.columns.map(({ name }) => {
    const column = quoteIdentifier(name, dialect);
    return `  CASE WHEN ${column} IN (${nulls}) THEN NULL ELSE ${column} END AS ${column}`;
  });
  const partitions = source.partitions.map(({ name }) => `  ${quoteIdentifier(name, dialect)}`);
  return [
    `CREATE OR REPLACE VIEW ${quoteRelation(source.relation, dialect)} AS\nSELECT\n${[...items, ...partitions].join(',\n')}\nFROM ${quoteRelation(files, dialect)}`,
  ];
}

export function nullViewDrop(source: ExternalSource, dialect: DialectName): readonly string[] {
  return filesRelation(source) === source.relation
    ? []
    : [`DROP VIEW IF EXISTS ${quoteRelation(source.relation, dialect)}`];
}

/** A location with the slash at its end that S3 wants of a folder; one that names a file (`…/a.csv`) stays as it is. */
export function folderOf(location: string): string {
  const last = location.slice(location.lastIndexOf('/') + 1);
  return last === '' || last.includes('.') ? location : `${location}/`;
}

/** What files in S3 cannot be on Trino and Athena, which read them by Hive's readers. */
export function cloudProblems(source: ExternalSource, engine: 'trino' | 'athena'): readonly Diagnostic[] {
  const relation = relationText(source.relation);
  const { location, format, options } = source;
  const found: Diagnostic[] = [];
  if (!/^s3:\/\/[^/*?[\]{}]+\/(?:[^*?[\]{}]*\/)?$/.test(folderOf(location))) {
    found.push(diagnose('external-location-foreign', { relation, location, engine }));
  }
  for (const option of foreignOptions(options)) {
    found.push(diagnose('external-option-unsupported', { relation, option, engine }));
  }
  for (const { name, type } of externalColumns(source)) {
    if (!isHiveColumn({ name, type })) {
      found.push(diagnose('external-type-unsupported', { relation, column: name, type, engine, format }));
    }
  }
  return found;
}

function foreignOptions({
  encoding,
  jsonLayout,
  delimiter,
  quote,
  escape,
}: ExternalSource['options']): readonly string[] {
  return [
    ...(encoding === 'latin-1' ? ['encoding: latin-1'] : []),
    ...(jsonLayout === 'array' ? ['json_layout: array'] : []),
    ...[delimiter, quote, escape]
      .filter((sign) => sign !== undefined && [...sign].length !== 1)
      .map((sign) => `"${sign}" as a sign`),
  ];
}

function isHiveColumn({ type }: Column): boolean {
  const parsed = parseTrinoType(type);
  return parsed !== undefined && toHiveType(parsed) !== undefined;
}
