import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { diagnose, type Diagnostic } from '../../../diagnostics/index.ts';
import { quoteIdentifier, quoteString } from '../../../sql/quote.ts';
import type { Column, ExternalOptions, ExternalSource } from '../../engine.ts';
import type { DataFile } from './files.ts';
import { fileList, partitionArguments, type FileGroup } from './read-call.ts';

const DEFAULT_DELIMITER = ',';
const DEFAULT_QUOTE = '"';

// DuckDB always has a text that stands for NULL. Without declared ones it is one that no file has.
const NO_NULL_VALUE = '<<no null value is declared>>';

/**
 * Reads CSV files with nothing left to DuckDB's guesses: every column is text, a row with more or fewer columns fails. Other than `null_values`
 * no field is NULL, quoted or not.
 */
export function readCsv(source: ExternalSource, group: FileGroup): string {
  const { options, columns, partitions } = source;
  const args = [
    'auto_detect = false',
    `columns = {${columns.map(({ name }) => `${quoteString(name)}: 'VARCHAR'`).join(', ')}}`,
    `header = ${options.header ?? true}`,
    `delim = ${quoteString(options.delimiter ?? DEFAULT_DELIMITER)}`,
    `quote = ${quoteString(options.quote ?? DEFAULT_QUOTE)}`,
    `escape = ${quoteString(options.escape ?? options.quote ?? DEFAULT_QUOTE)}`,
    `nullstr = [${nullValues(options).map(quoteString).join(', ')}]`,
    'allow_quoted_nulls = true',
    'strict_mode = true',
    'null_padding = false',
    'ignore_errors = false',
    `compression = '${group.compression}'`,
    ...partitionArguments(partitions),
  ];
  const names = [...columns, ...partitions].map(({ name }) => quoteIdentifier(name, 'duckdb'));
  return `SELECT ${names.join(', ')}\nFROM read_csv(${[fileList(group.files), ...args].join(', ')})`;
}

function nullValues({ nullValues: declared }: ExternalOptions): readonly string[] {
  return declared !== undefined && declared.length > 0 ? declared : [NO_NULL_VALUE];
}

/**
 * Compares a file's header with the declared columns. Athena reads CSV columns by position, so their order counts; in names, letters' case
 * and signs other than letters and digits do not, so that `Customer ID` may be declared as `customer_id`.
 */
export async function checkHeader(
  source: ExternalSource,
  file: DataFile,
  group: FileGroup,
): Promise<readonly Diagnostic[]> {
  if (source.options.header === false || file.size === 0) return [];
  const header = await readHeader(file, source.options, group.compression === 'gzip');
  if (!header) return [];
  const differs = source.columns.findIndex(({ name }, index) => folded(name) !== folded(header[index] ?? ''));
  if (differs < 0 && header.length === source.columns.length) return [];
  const position = differs < 0 ? source.columns.length : differs;
  return [
    diagnose('external-header-differs', {
      file: file.below,
      position: position + 1,
      declared: nameAt(source.columns, position),
      found: header[position],
      header,
    }),
  ];
}

function nameAt(columns: readonly Column[], position: number): string | undefined {
  return columns[position]?.name;
}

function folded(name: string): string {
  const letters = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return letters === '' ? name : letters;
}

async function readHeader(
  file: DataFile,
  options: ExternalOptions,
  packed: boolean,
): Promise<readonly string[] | undefined> {
  const { parse } = await import('csv-parse');
  const bytes = createReadStream(file.path);
  const text = packed ? bytes.pipe(createGunzip()) : bytes;
  const records = text.pipe(
    parse({
      delimiter: options.delimiter ?? DEFAULT_DELIMITER,
      quote: options.quote ?? DEFAULT_QUOTE,
      escape: options.escape ?? options.quote ?? DEFAULT_QUOTE,
      bom: true,
      to: 1,
      relax_quotes: true,
      relax_column_count: true,
    }),
  );
  try {
    for await (const record of records) return record as string[];
    return undefined;
  } catch {
    // What is wrong with it, DuckDB's reader says with its place.
    return undefined;
  } finally {
    bytes.destroy();
  }
}
