import type { Span } from '../../diagnostics/index.ts';
import type { Column, ExternalOptions, ExternalSource, RelationName } from '../../engines/engine.ts';
import { formatTrinoType, parseTrinoType } from '../../sql/types.ts';
import type { Assembly } from '../assembly.ts';
import type { Loading } from '../loading.ts';
import type { ColumnInfo } from '../project.ts';
import { isMapping, type Mapping } from '../project-file.ts';

export interface ExternalToRead {
  readonly external: Mapping;
  /** `source.table`, for messages. */
  readonly label: string;
  readonly columns: Readonly<Record<string, ColumnInfo>>;
  readonly relation: RelationName;
  readonly span: Span;
}

/** An external table as engines make it. Its columns are declared with types; partition columns are not among them. */
export function externalOf(read: ExternalToRead, assembly: Assembly): ExternalSource {
  const { external, relation } = read;
  const partitions = partitionsOf(external, assembly);
  const names = new Set(partitions.map(({ name }) => name.toLowerCase()));
  const format = external.format as ExternalSource['format'];
  return {
    relation,
    format,
    location: String(external.location),
    columns: columnsOf(read, format, assembly).filter(({ name }) => !names.has(name.toLowerCase())),
    partitions,
    options: optionsOf(isMapping(external.options) ? external.options : {}),
    ...(viaGlue(assembly) && { via: 'glue' as const }),
  };
}

function viaGlue({ project: { target } }: Assembly): boolean {
  return target.type === 'trino' && target.settings['external_via'] === 'glue';
}

function columnsOf({ columns, label, span }: ExternalToRead, format: string, { loading }: Assembly): Column[] {
  const list = Object.values(columns);
  if (list.length === 0) loading.problems.report('external-columns-missing', { table: label }, span);
  return list.map(({ name, dataType, span: at }) => {
    // CSV values arrive as text on every engine, so their columns need no type.
    if (dataType === undefined && format !== 'csv')
      loading.problems.report('external-type-missing', { column: name, table: label }, at);
    return { name, type: canonicalType(dataType ?? 'varchar', at, loading) };
  });
}

function partitionsOf({ partitions }: Mapping, { loading }: Assembly): Column[] {
  if (!Array.isArray(partitions)) return [];
  return partitions.filter(isMapping).map((partition) => {
    const at = loading.places.value(partition, 'data_type');
    return { name: String(partition.name), type: canonicalType(String(partition.data_type), at, loading) };
  });
}

function canonicalType(text: string, at: Span, { problems }: Loading): string {
  const type = parseTrinoType(text);
  if (!type) problems.report('data-type-unknown', { type: text }, at);
  return type ? formatTrinoType(type) : text;
}

function optionsOf(options: Mapping): ExternalOptions {
  const nullValues = options.null_values;
  const pick = (from: string, to: keyof ExternalOptions) =>
    options[from] === undefined ? {} : { [to]: options[from] };
  const properties = isMapping(options.table_properties) ? options.table_properties : undefined;
  return {
    ...pick('delimiter', 'delimiter'),
    ...pick('quote', 'quote'),
    ...pick('escape', 'escape'),
    ...pick('header', 'header'),
    ...pick('encoding', 'encoding'),
    ...pick('compression', 'compression'),
    ...pick('json_layout', 'jsonLayout'),
    ...pick('allow_empty', 'allowEmpty'),
    ...(nullValues !== undefined && { nullValues: [nullValues].flat() as string[] }),
    ...(properties && {
      tableProperties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, String(value as string | number)]),
      ),
    }),
  };
}
