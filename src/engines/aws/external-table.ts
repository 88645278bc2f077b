import type { Column as GlueColumn, TableInput } from '@aws-sdk/client-glue';
import { invariant } from '../../diagnostics/index.ts';
import { parseTrinoType, toHiveType } from '../../sql/types.ts';
import type { Column, ExternalSource } from '../engine.ts';
import { externalColumns } from '../external.ts';
import { EXTERNAL_DEFINITION, externalDefinition, filesRelation } from '../../sql/external-tables.ts';
import { csvSigns, folderOf } from '../trino/external.ts';

const HIVE = 'org.apache.hadoop';
const TEXT = {
  InputFormat: `${HIVE}.mapred.TextInputFormat`,
  OutputFormat: `${HIVE}.hive.ql.io.HiveIgnoreKeyTextOutputFormat`,
};
const PARQUET = {
  InputFormat: `${HIVE}.hive.ql.io.parquet.MapredParquetInputFormat`,
  OutputFormat: `${HIVE}.hive.ql.io.parquet.MapredParquetOutputFormat`,
};

/** The Glue entry of a table over files: the same table that Athena's CREATE EXTERNAL TABLE makes. Types were checked before. */
export function externalTableInput(source: ExternalSource): TableInput {
  const { format, partitions, location, options } = source;
  return {
    Name: filesRelation(source).identifier.toLowerCase(),
    TableType: 'EXTERNAL_TABLE',
    Parameters: {
      EXTERNAL: 'TRUE',
      classification: format,
      ...(format === 'csv' && options.header !== false && { 'skip.header.line.count': '1' }),
      ...options.tableProperties,
      [EXTERNAL_DEFINITION]: externalDefinition(source),
    },
    PartitionKeys: partitions.map(glueColumn),
    StorageDescriptor: {
      Columns: externalColumns(source).slice(0, source.columns.length).map(glueColumn),
      Location: folderOf(location),
      ...(format === 'parquet' ? PARQUET : TEXT),
      SerdeInfo: serde(source),
    },
  };
}

function serde({ format, options }: ExternalSource): {
  SerializationLibrary: string;
  Parameters?: Record<string, string>;
} {
  if (format === 'parquet') return { SerializationLibrary: `${HIVE}.hive.ql.io.parquet.serde.ParquetHiveSerDe` };
  if (format === 'json') {
    return {
      SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
      Parameters: { 'ignore.malformed.json': 'FALSE', 'case.insensitive': 'TRUE', 'dots.in.keys': 'FALSE' },
    };
  }
  const { separator, quote, escape } = csvSigns(options);
  return {
    SerializationLibrary: `${HIVE}.hive.serde2.OpenCSVSerde`,
    Parameters: { separatorChar: separator, quoteChar: quote, escapeChar: escape },
  };
}

function glueColumn({ name, type }: Column): GlueColumn {
  const parsed = parseTrinoType(type);
  const hiveType = parsed && toHiveType(parsed);
  invariant(hiveType !== undefined, `The type ${type} was not checked`);
  return { Name: name.toLowerCase(), Type: hiveType };
}
