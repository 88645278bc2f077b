import { didYouMean, type Source, type Span } from '../../diagnostics/index.ts';
import type { Column } from '../../engines/engine.ts';
import { formatTrinoType, parseTrinoType, type TrinoType } from '../../sql/types.ts';
import type { Problems } from '../problems.ts';
import type { NodeConfig } from '../project.ts';
import type { Settings } from '../config/settings.ts';
import { fitsType, isSeedType } from './fits-type.ts';
import { inferType } from './infer-type.ts';
import { cellSpan, readCsv, type CsvParser, type CsvTable } from './read-csv.ts';

const MAX_BAD_VALUES = 50;

export interface SeedToRead {
  readonly name: string;
  readonly source: Source;
  readonly config: NodeConfig;
  readonly settings: Settings;
}

/** Reads a seed's CSV, reports everything that is wrong with it, and gives its columns with their types. */
export function readSeedColumns(seed: SeedToRead, parse: CsvParser, problems: Problems): Column[] {
  const { source, config, name } = seed;
  const table = readCsv(source.text, config.delimiter, parse);
  if ('problem' in table) {
    const at = { file: source.file, start: table.start, end: table.start + 1 };
    problems.report('seed-syntax', { problem: table.problem }, at);
    return [];
  }
  if (table.header.length === 0) {
    problems.report('seed-empty', { seed: name }, source.file);
    return [];
  }
  checkHeader(table, seed, problems);
  checkLengths(table, source, problems);
  return table.header.map((column, index) => ({ name: column, type: columnType(index, table, seed, problems) }));
}

function checkHeader({ header, headerStart }: CsvTable, seed: SeedToRead, problems: Problems): void {
  const { source, config, settings, name } = seed;
  const at = (index: number) => cellSpan(source, { cells: header, start: headerStart }, index, config.delimiter);
  const seen = new Set<string>();
  header.forEach((column, index) => {
    if (column.trim() === '') problems.report('seed-header-empty', { position: index + 1 }, at(index));
    else if (seen.has(column.toLowerCase())) problems.report('seed-header-twice', { column }, at(index));
    seen.add(column.toLowerCase());
  });
  for (const column of Object.keys(config.column_types)) {
    if (seen.has(column.toLowerCase())) continue;
    const hint = didYouMean(column, header);
    problems.report('seed-column-unknown', { column, seed: name }, typeSpan(column, settings), { hint });
  }
}

function checkLengths({ header, rows }: CsvTable, { file, text }: Source, problems: Problems): void {
  const wrong = rows.filter(({ cells }) => cells.length !== header.length).slice(0, MAX_BAD_VALUES);
  for (const { cells, start } of wrong) {
    const lineEnd = text.indexOf('\n', start);
    const at = { file, start, end: lineEnd < 0 ? text.length : lineEnd };
    problems.report('seed-row-length', { found: cells.length, expected: header.length }, at);
  }
}

function columnType(index: number, table: CsvTable, seed: SeedToRead, problems: Problems): string {
  const { config, settings } = seed;
  const name = table.header[index] ?? '';
  const declared = declaredType(name, config.column_types);
  if (declared === undefined)
    return inferType(table.rows.map(({ cells }) => nullable(cells[index], config.null_values)));
  const type = parseTrinoType(declared);
  if (!type || !isSeedType(type)) {
    problems.report('seed-type-unknown', { type: declared, column: name }, typeSpan(name, settings));
    return 'varchar';
  }
  checkValues(index, { table, type, seed, problems });
  return formatTrinoType(type);
}

function typeSpan(column: string, { spans }: Settings): Span | undefined {
  return spans[`column_types.${column}`] ?? spans.column_types;
}

function declaredType(column: string, types: Readonly<Record<string, string>>): string | undefined {
  if (Object.hasOwn(types, column)) return types[column];
  return Object.entries(types).find(([name]) => name.toLowerCase() === column.toLowerCase())?.[1];
}

interface ColumnToCheck {
  readonly table: CsvTable;
  readonly type: TrinoType;
  readonly seed: SeedToRead;
  readonly problems: Problems;
}

function checkValues(index: number, { table, type, seed, problems }: ColumnToCheck): void {
  const { source, config } = seed;
  let bad = 0;
  for (const row of table.rows) {
    const value = nullable(row.cells[index], config.null_values);
    if (value === null || fitsType(value.trim(), type) || row.cells.length !== table.header.length) continue;
    const params = { value, column: table.header[index] ?? '', type: formatTrinoType(type) };
    problems.report('seed-value', params, cellSpan(source, row, index, config.delimiter));
    bad += 1;
    if (bad >= MAX_BAD_VALUES) return;
  }
}

/** A cell's value: NULL where it is one of `null_values`, or is not there. */
export function nullable(cell: string | undefined, nullValues: readonly string[]): string | null {
  return cell === undefined || nullValues.includes(cell) ? null : cell;
}
