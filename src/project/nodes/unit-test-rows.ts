import { didYouMean, type Span } from '../../diagnostics/index.ts';
import type { Assembly } from '../assembly.ts';
import type { JsonObject, JsonValue, RowSpan, UnitTestRows } from '../project.ts';
import type { Mapping } from '../project-file.ts';
import { stemOf } from '../project-files.ts';
import { firstLineEnd } from '../yaml/places.ts';
import { readCsv, type CsvParser } from '../seeds/read-csv.ts';

type Format = 'dict' | 'csv' | 'sql';

/** The rows of an input or of the expectation, whatever their format; CSV values are texts, and an empty one is NULL. */
export function unitTestRows(values: Mapping, span: Span, parse: CsvParser, assembly: Assembly): UnitTestRows {
  const { places } = assembly.loading;
  const format = (values.format ?? 'dict') as Format;
  const at = values.rows === undefined ? span : places.value(values, 'rows');
  if (typeof values.fixture === 'string') return fixtureRows(values, { format, parse, assembly });
  if (values.rows === undefined || values.rows === null) return { rows: [], span: at };
  const isText = typeof values.rows === 'string';
  if (isText !== (format !== 'dict')) {
    const problem = isText ? 'text needs the format csv or sql' : `the format ${format} needs text`;
    return broken(problem, at, assembly);
  }
  if (!isText) {
    const rows = values.rows as JsonObject[];
    return { rows, rowSpans: rows.map((row) => spanOf(row, assembly)), span: at };
  }
  return textRows(values.rows as string, { format, parse, assembly, at });
}

function spanOf(row: JsonObject, { loading: { places } }: Assembly): RowSpan {
  const cells = Object.keys(row).map((name) => {
    return [name, { key: places.key(row, name), value: places.value(row, name) }] as const;
  });
  return { row: places.whole(row), cells: Object.fromEntries(cells) };
}

interface TextContext {
  readonly format: Format;
  readonly parse: CsvParser;
  readonly assembly: Assembly;
  readonly at: Span;
  /** Where the text begins in its file, where it stands there letter by letter; in YAML it may be indented or escaped. */
  readonly fileStart?: number;
}

function textRows(text: string, { format, parse, assembly, at, fileStart }: TextContext): UnitTestRows {
  if (format === 'sql') return { sql: text.trim(), span: at };
  const csv = text.trim();
  const table = readCsv(csv, ',', parse);
  if ('problem' in table) return broken(table.problem, at, assembly);
  const { header, rows } = table;
  const ragged = rows.find(({ cells }) => cells.length !== header.length);
  if (ragged) {
    return broken(`a row has ${ragged.cells.length} values, the header ${header.length}`, at, assembly);
  }
  const names = header.map((name) => name.trim());
  const found = { rows: rows.map(({ cells }) => rowOf(names, cells)), span: at };
  if (fileStart === undefined) return found;
  const rowSpans = rows.map(({ start }) => ({
    row: { file: at.file, start: fileStart + start, end: fileStart + firstLineEnd(csv, start) },
  }));
  return { ...found, rowSpans };
}

function rowOf(names: readonly string[], cells: readonly string[]): JsonObject {
  const value = (cell: string): JsonValue => (cell.trim() === '' ? null : cell.trim());
  return Object.fromEntries(names.map((name, index) => [name, value(cells[index] ?? '')]));
}

function fixtureRows(values: Mapping, { format, parse, assembly }: Omit<TextContext, 'at'>): UnitTestRows {
  const { loading, files, settings } = assembly;
  const name = String(values.fixture).replace(/\.(csv|sql)$/, '');
  const at = loading.places.value(values, 'fixture');
  if (format === 'dict') return broken('a fixture needs "format: csv" or "format: sql"', at, assembly);
  const ending = `.${format}`;
  const candidates = files.fixtures.filter(({ path }) => path.endsWith(ending));
  const file = candidates.find((one) => stemOf(one) === name);
  if (!file) {
    const expected = `${settings.testPaths[0] ?? 'tests'}/fixtures/${name}${ending}`;
    const hint = didYouMean(name, candidates.map(stemOf));
    loading.problems.report('unit-test-fixture-missing', { name, file: expected }, at, { hint });
    return { rows: [], span: at };
  }
  const text = loading.read(file.path)?.text ?? '';
  const fileStart = text.length - text.trimStart().length;
  return textRows(text, { format, parse, assembly, at: { file: file.path, start: 0, end: 0 }, fileStart });
}

function broken(problem: string, at: Span, { loading }: Assembly): UnitTestRows {
  loading.problems.report('unit-test-rows', { problem }, at);
  return { rows: [], span: at };
}
