import type { Column as GlueColumn, Table } from '@aws-sdk/client-glue';
import { formatTrinoType, parseTrinoType } from '../../sql/types.ts';
import type { Column, Comments } from '../engine.ts';
import { hiveTypeText } from './hive-type.ts';

/** A column as Glue has it, with Trino's type where Trino has one. */
export interface DescribedColumn {
  readonly name: string;
  readonly type?: string;
  readonly comment?: string;
}

const ICEBERG_DIGITS = 6;
const HIVE_DIGITS = 3;

export function isIceberg({ Parameters }: Table): boolean {
  return Parameters?.['table_type']?.toUpperCase() === 'ICEBERG';
}

export function isView({ TableType }: Table): boolean {
  return TableType === 'VIRTUAL_VIEW';
}

/** Columns and then partition columns, without those that an Iceberg table once had. Those of views are in the view's own text. */
export function columnsOf(table: Table): readonly DescribedColumn[] {
  const viewed = isView(table) ? viewColumns(table) : undefined;
  if (viewed) return viewed;
  const digits = isIceberg(table) ? ICEBERG_DIGITS : HIVE_DIGITS;
  return [...(table.StorageDescriptor?.Columns ?? []), ...(table.PartitionKeys ?? [])]
    .filter(({ Parameters }) => Parameters?.['iceberg.field.current'] !== 'false')
    .map((column) => described(column, digits));
}

function described({ Name = '', Type = '', Comment }: GlueColumn, digits: number): DescribedColumn {
  const type = hiveTypeText(Type, digits);
  return { name: Name, ...(type !== undefined && { type }), ...(hasText(Comment) && { comment: Comment }) };
}

/** The exact types of a view that Athena or Trino made, from the text that Glue keeps: a comment `Presto View: <base64 of JSON>`. */
function viewColumns({ ViewOriginalText }: Table): readonly DescribedColumn[] | undefined {
  const [, encoded] = /^\/\* Presto View: ([A-Za-z0-9+/=\s]+) \*\/$/.exec(ViewOriginalText?.trim() ?? '') ?? [];
  if (encoded === undefined) return undefined;
  try {
    const { columns } = JSON.parse(Buffer.from(encoded, 'base64').toString()) as {
      columns: readonly { name: string; type: string; comment?: string }[];
    };
    return columns.map(({ name, type, comment }) => {
      const parsed = parseTrinoType(type);
      return { name, ...(parsed && { type: formatTrinoType(parsed) }), ...(hasText(comment) && { comment }) };
    });
  } catch {
    return undefined;
  }
}

/** Trino's word for its own views, which is no description. */
const NO_DESCRIPTION = 'Presto View';

/** A table's description: Glue's own, or the one that Trino and dbt keep among the parameters. */
export function descriptionOf({ Description, Parameters }: Table): string | undefined {
  const text = [Description, Parameters?.['comment']].find(hasText);
  return text === NO_DESCRIPTION ? undefined : text;
}

export function commentsOf(table: Table, columns: readonly DescribedColumn[]): Comments {
  const relation = descriptionOf(table);
  return {
    ...(relation !== undefined && { relation }),
    columns: Object.fromEntries(
      columns.flatMap(({ name, comment }) => (comment === undefined ? [] : [[name.toLowerCase(), comment]])),
    ),
  };
}

/** Columns for those who need a type for each: one that Trino has no name for is `unknown`. */
export function typedColumns(columns: readonly DescribedColumn[]): readonly Column[] {
  return columns.map(({ name, type }) => ({ name, type: type ?? 'unknown' }));
}

function hasText(text: string | undefined | null): text is string {
  return typeof text === 'string' && text !== '';
}
