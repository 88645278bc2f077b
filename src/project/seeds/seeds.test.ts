import { expect, test } from 'vitest';
import { createProblems } from '../problems.ts';
import { completeConfig } from '../config/complete-config.ts';
import { NO_SETTINGS } from '../config/settings.ts';
import { printDiagnostic } from '../../diagnostics/index.ts';
import { inferType } from './infer-type.ts';
import { loadCsvParser } from './read-csv.ts';
import { readSeedColumns } from './seed-table.ts';

async function read(text: string, values: Record<string, unknown> = {}) {
  const source = { file: 'seeds/a.csv', text };
  const problems = createProblems(() => text);
  const config = completeConfig('seed', values);
  const columns = readSeedColumns(
    { name: 'a', source, config, settings: NO_SETTINGS },
    await loadCsvParser(),
    problems,
  );
  const found = problems.toDiagnostics().map((one) => printDiagnostic(one).split('\n').slice(0, 2).join(' @').trim());
  return { columns: columns.map(({ name, type }) => `${name} ${type}`), found };
}

test.each([
  [['1', '-2', null], 'bigint'],
  [['1', '2.5'], 'double'],
  [['1e3'], 'double'],
  [['007', '1'], 'varchar'],
  [['9223372036854775807'], 'bigint'],
  [['9223372036854775808'], 'varchar'],
  [['true', 'FALSE'], 'boolean'],
  [['2024-02-29'], 'date'],
  [['2023-02-29'], 'varchar'],
  [['2024-01-01', '2024-01-01 10:00:00'], 'varchar'],
  [['2024-01-01 10:00:00', '2024-01-01T10:00:00.123456'], 'timestamp(6)'],
  [['2024-01-01 25:00:00'], 'varchar'],
  [['.', ''], 'varchar'],
  [[' 1'], 'varchar'],
  [[null], 'varchar'],
  [[], 'varchar'],
])('infers the type of %j', (values, expected) => {
  expect(inferType(values)).toBe(expected);
});

test('reads quotes, CRLF, empty lines and delimiters', async () => {
  const { columns, found } = await read('id;name\r\n1;"a;""b"""\r\n\r\n2;"two\r\nlines"\r\n', { delimiter: ';' });
  expect(columns).toEqual(['id bigint', 'name varchar']);
  expect(found).toEqual([]);
});

test('null_values are NULL for inference', async () => {
  expect((await read('a,b\n1,x\nNA,NA\n', { null_values: ['', 'NA'] })).columns).toEqual(['a bigint', 'b varchar']);
});

test('column_types are canonical and are checked by value', async () => {
  const text = 'id,amount,at\n1,12.345,2024-01-01\n2,"1,2",2024-13-01\n';
  const { columns, found } = await read(text, { column_types: { ID: 'int', amount: 'decimal( 5 , 2 )', at: 'date' } });
  expect(columns).toEqual(['id integer', 'amount decimal(5,2)', 'at date']);
  expect(found).toEqual([
    'error[seed-value]: "12.345" is not a decimal(5,2) (column "amount"). @  seeds/a.csv:2:3',
    'error[seed-value]: "1,2" is not a decimal(5,2) (column "amount"). @  seeds/a.csv:3:3',
    'error[seed-value]: "2024-13-01" is not a date (column "at"). @  seeds/a.csv:3:9',
  ]);
});

test('everything that is wrong with a file is told at once', async () => {
  const { found } = await read('a,,A\n1,2\n1,2,3\n1,2,3,4\n');
  expect(found).toEqual([
    'error[seed-header-empty]: Column 2 of the header has no name. @  seeds/a.csv:1:3',
    'error[seed-header-twice]: The header names the column "A" twice. @  seeds/a.csv:1:4',
    'error[seed-row-length]: This row has 2 values, the header 3. @  seeds/a.csv:2:1',
    'error[seed-row-length]: This row has 4 values, the header 3. @  seeds/a.csv:4:1',
  ]);
});

test('broken quotes and empty files', async () => {
  expect((await read('a\n"1\n2\n')).found[0]).toContain('a double quote is opened and never closed');
  expect((await read('')).found[0]).toContain('seed-empty');
  expect((await read('a,b\n')).columns).toEqual(['a varchar', 'b varchar']);
});
