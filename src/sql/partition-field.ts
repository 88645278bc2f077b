import type { DialectName } from '../engines/engine.ts';
import { quoteHiveIdentifier, quoteIdentifier } from './quote.ts';

/** A partition field of an Iceberg table: a column, or what a transform makes of it. */
export interface PartitionField {
  readonly transform: 'identity' | 'year' | 'month' | 'day' | 'hour' | 'bucket' | 'truncate';
  readonly column: string;
  /** `bucket`: how many; `truncate`: the width. */
  readonly parameter?: number;
}

const NAME = String.raw`"(?:[^"]|"")+"|\x60(?:[^\x60]|\x60\x60)+\x60|[\p{L}_][\p{L}\p{N}_$]*`;
const COLUMN = new RegExp(String.raw`^(?:${NAME})$`, 'u');
const TIME = new RegExp(String.raw`^(year|month|day|hour)s?\s*\(\s*(${NAME})\s*\)$`, 'iu');
const COLUMN_FIRST = new RegExp(String.raw`^(bucket|truncate)\s*\(\s*(${NAME})\s*,\s*([1-9]\d{0,8})\s*\)$`, 'iu');
const NUMBER_FIRST = new RegExp(String.raw`^(bucket|truncate)\s*\(\s*([1-9]\d{0,8})\s*,\s*(${NAME})\s*\)$`, 'iu');

/**
 * Reads an entry of `partitioned_by`: `load_date`, `day(ts)`, `bucket(id, 16)`, `truncate(name, 4)`, with the arguments in either order, as Athena
 * itself has both, and names in double quotes or backticks where they are odd. Undefined: it is none.
 */
export function parsePartitionField(text: string): PartitionField | undefined {
  const trimmed = text.trim();
  if (COLUMN.test(trimmed)) return { transform: 'identity', column: bare(trimmed) };
  const time = TIME.exec(trimmed);
  if (time) return { transform: transformOf(time[1]!), column: bare(time[2]!) };
  const columnFirst = COLUMN_FIRST.exec(trimmed);
  if (columnFirst) return sized(columnFirst[1]!, columnFirst[2]!, columnFirst[3]!);
  const numberFirst = NUMBER_FIRST.exec(trimmed);
  return numberFirst ? sized(numberFirst[1]!, numberFirst[3]!, numberFirst[2]!) : undefined;
}

/** As Trino's `partitioning` property and that of Athena's CREATE TABLE AS want it: `bucket(id, 16)`. Names are folded, as both do. */
export function partitioningText({ transform, column, parameter }: PartitionField): string {
  const name = column.toLowerCase();
  const written = /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteIdentifier(name, 'trino' satisfies DialectName);
  if (transform === 'identity') return written;
  return parameter === undefined ? `${transform}(${written})` : `${transform}(${written}, ${parameter})`;
}

/** As the PARTITIONED BY of Athena's own DDL wants it: `bucket(16, id)`. */
export function partitionedByText({ transform, column, parameter }: PartitionField): string {
  const name = column.toLowerCase();
  const written = /^[a-z][a-z0-9_]*$/.test(name) ? name : quoteHiveIdentifier(name);
  if (transform === 'identity') return written;
  return parameter === undefined ? `${transform}(${written})` : `${transform}(${parameter}, ${written})`;
}

function bare(name: string): string {
  if (name.startsWith('"')) return name.slice(1, -1).replaceAll('""', '"');
  return name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name;
}

function transformOf(word: string): PartitionField['transform'] {
  return word.toLowerCase() as PartitionField['transform'];
}

function sized(transform: string, column: string, parameter: string): PartitionField {
  return { transform: transformOf(transform), column: bare(column), parameter: Number(parameter) };
}
