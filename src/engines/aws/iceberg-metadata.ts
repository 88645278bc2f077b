import { gunzipSync } from 'node:zlib';
import { formatTrinoType, parseTrinoType, type RowField, type TrinoType } from '../../sql/types.ts';
import type { Column, TableSize } from '../engine.ts';
import type { AwsClients } from './clients.ts';
import { s3Place } from './s3-location.ts';

/** What lakemodel reads of an Iceberg table's metadata file. */
export interface IcebergMetadata {
  /** Where the table's files lie by its own word: what a DROP deletes, whatever the catalog says. */
  readonly location?: string;
  readonly columns: readonly (Column & { readonly comment?: string })[];
  /** As CTAS has them: `day(ts)`, `bucket(id, 16)`, `region`. */
  readonly partitionedBy: readonly string[];
  /** Of the current snapshot, from its summary; rows that delete files strike out do not count. */
  readonly size?: TableSize;
}

type IcebergType =
  | string
  | { readonly type: 'struct'; readonly fields: readonly IcebergField[] }
  | { readonly type: 'list'; readonly element: IcebergType }
  | { readonly type: 'map'; readonly key: IcebergType; readonly value: IcebergType };

interface IcebergField {
  readonly id: number;
  readonly name: string;
  readonly type: IcebergType;
  readonly doc?: string;
}

interface MetadataFile {
  readonly location?: string;
  readonly schemas?: readonly { readonly 'schema-id': number; readonly fields: readonly IcebergField[] }[];
  readonly schema?: { readonly fields: readonly IcebergField[] };
  readonly 'current-schema-id'?: number;
  readonly 'partition-specs'?: readonly {
    readonly 'spec-id': number;
    readonly fields: readonly { readonly 'source-id': number; readonly transform: string }[];
  }[];
  readonly 'default-spec-id'?: number;
  readonly 'current-snapshot-id'?: string | null;
  readonly snapshots?: readonly {
    readonly 'snapshot-id': string;
    readonly summary?: Readonly<Record<string, string>>;
  }[];
}

/** Reads a table's metadata file, `metadata_location` in Glue. Throws what the SDK throws. */
export async function readIcebergMetadata(location: string, clients: AwsClients): Promise<IcebergMetadata> {
  const { sdk, client } = await clients.s3();
  const { bucket, key } = s3Place(location);
  const answer = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }));
  const bytes = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return parseIcebergMetadata(new TextDecoder().decode(zipped ? gunzipSync(bytes) : bytes));
}

export function parseIcebergMetadata(text: string): IcebergMetadata {
  // Snapshots' ids have 63 bits, more than a number of JavaScript holds: they are read as text.
  const file = JSON.parse(text.replace(/("(?:current-)?snapshot-id"\s*:\s*)(-?\d+)/g, '$1"$2"')) as MetadataFile;
  const fields = currentFields(file);
  const size = sizeOf(file);
  return {
    ...(file.location !== undefined && { location: file.location }),
    columns: fields.map((field) => ({
      name: field.name,
      type: typeText(field.type),
      ...(field.doc !== undefined && { comment: field.doc }),
    })),
    partitionedBy: partitionFields(file, fields),
    ...(size && { size }),
  };
}

function currentFields(file: MetadataFile): readonly IcebergField[] {
  const current = file.schemas?.find((schema) => schema['schema-id'] === file['current-schema-id']);
  return (current ?? file.schema)?.fields ?? [];
}

function partitionFields(file: MetadataFile, fields: readonly IcebergField[]): readonly string[] {
  const spec = file['partition-specs']?.find((known) => known['spec-id'] === file['default-spec-id']);
  return (spec?.fields ?? []).flatMap(({ 'source-id': source, transform }) => {
    const name = fields.find(({ id }) => id === source)?.name;
    return name === undefined || transform === 'void' ? [] : [transformText(transform, name)];
  });
}

function transformText(transform: string, name: string): string {
  if (transform === 'identity') return name;
  const [, word, number] = /^(\w+)\[(\d+)\]$/.exec(transform) ?? [];
  return word === undefined ? `${transform}(${name})` : `${word}(${name}, ${number})`;
}

function sizeOf(file: MetadataFile): TableSize | undefined {
  const current = file['current-snapshot-id'];
  if (current === undefined || current === null || current === '-1') return { rows: 0, bytes: 0, files: 0 };
  const summary = file.snapshots?.find((snapshot) => snapshot['snapshot-id'] === current)?.summary;
  const [records, bytes, files] = ['total-records', 'total-files-size', 'total-data-files'].map((key) =>
    Number(summary?.[key]),
  ) as [number, number, number];
  if (![records, bytes, files].every(Number.isFinite)) return undefined;
  const struck = Number(summary?.['total-position-deletes'] ?? 0);
  return { rows: Math.max(0, records - struck), bytes, files };
}

const SIMPLE: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  int: 'integer',
  long: 'bigint',
  float: 'real',
  double: 'double',
  string: 'varchar',
  binary: 'varbinary',
  date: 'date',
  uuid: 'uuid',
  time: 'time(6)',
  timestamp: 'timestamp(6)',
  timestamptz: 'timestamp(6) with time zone',
  timestamp_ns: 'timestamp(9)',
  timestamptz_ns: 'timestamp(9) with time zone',
};

function typeText(type: IcebergType): string {
  const known = trinoType(type);
  return known ? formatTrinoType(known) : 'unknown';
}

function trinoType(type: IcebergType): TrinoType | undefined {
  if (typeof type === 'string') {
    if (type.startsWith('fixed[')) return { kind: 'varbinary' };
    return parseTrinoType(SIMPLE[type] ?? (type.startsWith('decimal(') ? type : ''));
  }
  switch (type.type) {
    case 'struct': {
      const fields = type.fields.map(({ name, type: inner }): RowField | undefined => {
        const known = trinoType(inner);
        return known && { name, type: known };
      });
      return fields.every((field) => field !== undefined) ? { kind: 'row', fields } : undefined;
    }
    case 'list': {
      const element = trinoType(type.element);
      return element && { kind: 'array', element };
    }
    case 'map': {
      const [key, value] = [trinoType(type.key), trinoType(type.value)];
      return key && value && { kind: 'map', key, value };
    }
  }
}
