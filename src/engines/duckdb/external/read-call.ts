import { invariant } from '../../../diagnostics/index.ts';
import { quoteString } from '../../../sql/quote.ts';
import { parseTrinoType, toDuckDbType } from '../../../sql/types.ts';
import type { Column, ExternalOptions } from '../../engine.ts';
import type { DataFile } from './files.ts';

/** Files that are packed in the same way, and so are read by one call. */
export interface FileGroup {
  readonly compression: 'none' | 'gzip' | 'zstd';
  readonly files: readonly DataFile[];
}

/** Groups files by compression: as declared, else by the names' ends, as Hive does. DuckDB's own guess stumbles over some names. */
export function groupByCompression(files: readonly DataFile[], options: ExternalOptions): readonly FileGroup[] {
  const groups = new Map<FileGroup['compression'], DataFile[]>();
  for (const file of files) {
    const compression = declaredCompression(options) ?? compressionOf(file.path);
    const group = groups.get(compression);
    if (group) group.push(file);
    else groups.set(compression, [file]);
  }
  return [...groups].map(([compression, grouped]) => ({ compression, files: grouped }));
}

function declaredCompression({ compression }: ExternalOptions): FileGroup['compression'] | undefined {
  return compression === 'snappy' ? undefined : compression;
}

function compressionOf(path: string): FileGroup['compression'] {
  if (path.endsWith('.gz')) return 'gzip';
  return path.endsWith('.zst') ? 'zstd' : 'none';
}

/** The list of files as an argument. What would be a pattern in a file's name is taken as it is. */
export function fileList(files: readonly DataFile[]): string {
  return `[${files.map(({ path }) => quoteString(path.replace(/[[*?]/g, '[$&]'))).join(', ')}]`;
}

/** Reads `name=value` folders as columns of the declared types. */
export function partitionArguments(partitions: readonly Column[]): readonly string[] {
  if (partitions.length === 0) return ['hive_partitioning = false'];
  const types = partitions.map(({ name, type }) => `${quoteString(name)}: ${duckDbTypeOf(type)}`);
  return ['hive_partitioning = true', `hive_types = {${types.join(', ')}}`];
}

/** The DuckDB type of a declared type that was checked before. */
export function duckDbTypeOf(trinoType: string): string {
  const type = parseTrinoType(trinoType);
  const name = type && toDuckDbType(type);
  invariant(name !== undefined, `The type ${trinoType} was not checked`);
  return name;
}
