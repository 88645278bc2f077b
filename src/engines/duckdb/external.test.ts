import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { Column, ExternalOptions, ExternalSource, StatementError } from '../engine.ts';
import { openDuckDb } from './connection.ts';
import { PLAIN_ENVIRONMENT } from './environment.ts';
import { duckDbExternal } from './external.ts';

const root = mkdtempSync(join(tmpdir(), 'lakemodel-external-'));
const connection = await openDuckDb({ path: ':memory:' }, PLAIN_ENVIRONMENT);
afterAll(async () => {
  await connection.close();
  rmSync(root, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string | Buffer>>;
type Declared = Partial<Omit<ExternalSource, 'relation' | 'options' | 'columns' | 'partitions'>> & {
  readonly columns?: string;
  readonly partitions?: string;
  readonly options?: ExternalOptions;
};

function project(files: Files): string {
  const projectDir = mkdtempSync(join(root, 'project '));
  for (const [name, content] of Object.entries(files)) {
    const path = join(projectDir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return projectDir;
}

const columnsOf = (text: string | undefined): Column[] =>
  (text ?? '')
    .split(/;\s*/)
    .filter(Boolean)
    .map((each) => ({ name: each.split(' ')[0] ?? '', type: each.split(' ').slice(1).join(' ') }));

/** What the source gives: its rows, the code of what hinders it, or the code and message of the query that fails. */
async function read(files: Files, declared: Declared, projectDir = project(files)): Promise<unknown> {
  const source: ExternalSource = {
    relation: { schema: 'main', identifier: 'src' },
    format: declared.format ?? 'csv',
    location: declared.location ?? 'data',
    columns: columnsOf(declared.columns ?? 'a varchar; b varchar; c varchar'),
    partitions: columnsOf(declared.partitions),
    options: declared.options ?? {},
  };
  const { value, diagnostics } = await duckDbExternal(source, {
    projectDir,
    targetDir: join(projectDir, 'target'),
    connection,
  });
  if (!value) return diagnostics.map(({ code }) => code);
  for (const sql of [...value.drop, ...value.create]) await connection.execute(sql);
  try {
    return (await connection.execute('SELECT * FROM main.src')).rows;
  } catch (error) {
    const { code, message } = (error as StatementError).diagnostic;
    return `${code}: ${message.replaceAll(projectDir, '')}`;
  }
}

const csv = (text: string | Buffer, options: ExternalOptions = {}) => read({ 'data/x.csv': text }, { options });

describe('CSV', () => {
  test('everything is text; nothing is NULL unless it is declared', async () => {
    const text = 'a,b,c\n1,"x, ""y""",\n,NA,"NA"\n';
    expect(await csv(text)).toEqual([['1', 'x, "y"', ''], ['', 'NA', 'NA']]); // prettier-ignore
    expect(await csv(text, { nullValues: ['NA'] })).toEqual([['1', 'x, "y"', ''], ['', null, null]]); // prettier-ignore
    expect(await csv(text, { nullValues: ['', 'NA'] })).toEqual([['1', 'x, "y"', null], [null, null, null]]); // prettier-ignore
  });

  test.each([
    ['BOM', '\ufeffa,b,c\n1,2,3\n'],
    ['CRLF', 'a,b,c\r\n1,2,3\r\n'],
    ['no end of the last line', 'a,b,c\n1,2,3'],
    ['empty lines', 'a,b,c\n\n1,2,3\n\n'],
  ])('%s', async (_, text) => expect(await csv(text)).toEqual([['1', '2', '3']]));

  test.each([
    [
      'a,b,c\n1,2,3\n1,2\n4,5,6\n',
      'external-row-unreadable: "/data/x.csv", line 3: The row has 2 columns instead of 3.',
    ],
    [
      'a,b,c\n1,2,3\n1,2,3,4\n4,5,6\n',
      'external-row-unreadable: "/data/x.csv", line 3: The row has 4 columns instead of 3.',
    ],
    [
      'a,b,c\n1,"2,3\n4,5,6\n',
      'external-row-unreadable: "/data/x.csv", line 2: A quoted value does not end as it should.',
    ],
    [
      Buffer.from('a,b,c\nM\xfcller,2,3\n', 'latin1'),
      'external-row-unreadable: "/data/x.csv", line 2: The text is not in UTF-8.',
    ],
    [
      'a,b,c\n1,2,3\n4,5,6\r\n',
      'engine-file-unreadable: A file could not be read or written: It is not in the declared format, or its lines end in different ways.',
    ],
  ])('%j fails and says where', async (text, message) => expect(await csv(text)).toBe(message));

  test('a ragged row fails every query, also one that needs no column', async () => {
    await csv('a,b,c\n1,2,3\n1,2\n');
    await expect(connection.execute('SELECT count(*) FROM src')).rejects.toThrow('line 3');
    await expect(connection.execute('SELECT a FROM src')).rejects.toThrow('line 3');
  });

  test('signs as declared', async () => {
    const text = `a;b;c\n'x;''y';"q";z\n`;
    expect(await csv(text, { delimiter: ';', quote: `'` })).toEqual([[`x;'y`, '"q"', 'z']]);
    expect(await csv(`a\tb\tc\n"x \\"y\\""\t2\tC:\\\\new\n`, { delimiter: '\t', escape: '\\' })).toEqual([['x "y"', '2', 'C:\\\\new']]); // prettier-ignore
    expect(await csv('1,2,3\n', { header: false })).toEqual([['1', '2', '3']]);
  });

  test('the header must be what is declared, case and signs apart', async () => {
    expect(await csv(' A ,"B!",c\n1,2,3\n')).toEqual([['1', '2', '3']]);
    for (const header of ['b,a,c', 'a,b', 'a,b,c,d', 'a,b,x']) {
      expect(await csv(`${header}\n1,2,3\n`)).toEqual(['external-header-differs']);
    }
    expect(await read({ 'data/x.csv': '$,€\n1,2\n' }, { columns: '€ varchar; $ varchar' })).toEqual([
      'external-header-differs',
    ]);
  });

  test('Latin-1 is read without an extension, packed or not, and again when a file changes', async () => {
    const latin = Buffer.from('a,b,c\nM\xfcller,\xe9,\x80\n', 'latin1');
    const projectDir = project({ 'data/x.csv': latin, 'data/y.csv.gz': gzipSync(latin) });
    const declared: Declared = { options: { encoding: 'latin-1' } };
    expect(await read({}, declared, projectDir)).toEqual([['Müller', 'é', '\u0080'], ['Müller', 'é', '\u0080']]); // prettier-ignore
    rmSync(join(projectDir, 'data/y.csv.gz'));
    expect(await read({}, declared, projectDir)).toEqual([['Müller', 'é', '\u0080']]);
    writeFileSync(join(projectDir, 'data/x.csv'), Buffer.from('a,b,c\n\xdf,,\n', 'latin1'));
    utimesSync(join(projectDir, 'data/x.csv'), 1_800_000_000, 1_800_000_000);
    expect(await read({}, declared, projectDir)).toEqual([['ß', '', '']]);
  });
});

describe('locations', () => {
  const row = 'a,b,c\n1,2,3\n';

  test('a file, a folder with what is below, a glob; hidden ones apart', async () => {
    const files = { 'data/x.csv': row, 'data/deep/y.csv': row, 'data/_tmp/z.csv': row, 'data/.z.csv': row, 'data/other.txt': row, 'data/_SUCCESS': '' }; // prettier-ignore
    const rows = async (location: string) => ((await read(files, { location })) as unknown[]).length;
    expect(await rows('data/x.csv')).toBe(1);
    expect(await rows('data')).toBe(3);
    expect(await rows('data/*.csv')).toBe(1);
    expect(await rows('data/**/*.csv')).toBe(2);
  });

  test('names that look like patterns', async () => {
    const files = { [`data/a[1] *?.csv`]: row, [`data/it's.csv`]: row, 'data/x?y.csv.gz': gzipSync(row) };
    expect(await read(files, {})).toHaveLength(3);
  });

  test('nothing there: an error, or nothing if that may be', async () => {
    for (const files of [{}, { 'data/_hidden.csv': row }] as Files[]) {
      expect(await read(files, {})).toEqual(['external-location-missing']);
      expect(await read(files, { options: { allowEmpty: true }, partitions: 'd date' })).toEqual([]);
    }
    expect((await connection.describe([{ schema: 'main', identifier: 'src' }])).get('main.src')?.columns).toEqual([
      { name: 'a', type: 'varchar' },
      { name: 'b', type: 'varchar' },
      { name: 'c', type: 'varchar' },
      { name: 'd', type: 'date' },
    ]);
  });

  test('files of no bytes have no rows', async () => {
    for (const format of ['csv', 'json', 'parquet'] as const) {
      expect(await read({ 'data/x': '' }, { format })).toEqual([]);
    }
    expect(
      await read({ 'data/x.json': '', 'data/y.json': '{"a": "1"}\n' }, { format: 'json', columns: 'a varchar' }),
    ).toEqual([['1']]);
  });

  test('packed and unpacked files together', async () => {
    expect(await read({ 'data/x.csv': row, 'data/y.csv.gz': gzipSync(row) }, {})).toHaveLength(2);
  });

  test('a location in S3 cannot be read here', async () => {
    expect(await read({}, { location: 's3://lake/raw/' })).toEqual(['external-option-unsupported']);
  });
});

describe('partitions', () => {
  const row = 'a,b,c\n1,2,3\n';
  const partitions = 'load_date date; region varchar';

  test('come from the folders, with their types, unescaped, NULL by its Hive name', async () => {
    const files = {
      'data/load_date=2026-01-01/region=a%2Fb/x.csv': row,
      'data/load_date=2026-01-02/region=__HIVE_DEFAULT_PARTITION__/x.csv': row,
    };
    expect(await read(files, { partitions })).toEqual([
      ['1', '2', '3', '2026-01-01', 'a/b'],
      ['1', '2', '3', '2026-01-02', null],
    ]);
  });

  test.each([
    'data/x.csv',
    'data/load_date=2026-01-01/x.csv',
    'data/region=eu/load_date=2026-01-01/x.csv',
    'data/load_date=2026-01-01/region=eu/more=1/x.csv',
  ])('%s is not where it should be', async (name) => {
    expect(await read({ [name]: row }, { partitions })).toEqual(['external-partition-differs']);
  });

  test('a value that is not of its type fails', async () => {
    expect(await read({ 'data/load_date=yesterday/region=eu/x.csv': row }, { partitions })).toMatch(
      /^engine-value-invalid/,
    );
  });
});

const json = (text: string | Buffer, columns: string, options: ExternalOptions = {}, name = 'data/x.json') =>
  read({ [name]: text }, { format: 'json', columns, options });

describe('JSON', () => {
  test('nested values in declared types; what is not there is NULL; what is not declared is left out', async () => {
    const text = `{"id": 1, "n": {"x": 1, "y": [{"z": "q"}]}, "m": {"k": 1.5}, "extra": 1}\n\n{"id": null}\n{}\n`;
    const columns = 'id bigint; n row(x integer, y array(row(z varchar))); m map(varchar, double); gone decimal(5,2)';
    expect(await json(text, columns)).toEqual([
      [1, [1, [['q']]], { k: 1.5 }, null],
      [null, null, null, null],
      [null, null, null, null],
    ]);
  });

  test('keys match in any case, inside too', async () => {
    const text = '{"deviceId": 1, "Pos": {"LAT": 1.5, "b": [{"Q": 1}]}, "m": {"K": {"V": 2}}}\n';
    expect(
      await json(text, 'deviceid bigint; pos row(lat double, b array(row(q integer))); m map(varchar, row(v bigint))'),
    ).toEqual([[1, [1.5, [[1]]], { K: [2] }]]);
  });

  test('a column that no file has is NULL, and is told', async () => {
    const projectDir = project({ 'data/x.json': '{"device_id": 1}\n' });
    const source: ExternalSource = {
      relation: { schema: 'main', identifier: 'src' },
      format: 'json',
      location: 'data',
      columns: columnsOf('devic_id bigint'),
      partitions: [],
      options: {},
    };
    const { value, diagnostics } = await duckDbExternal(source, { projectDir, targetDir: projectDir, connection });
    expect(value?.create).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { code: 'external-column-absent', severity: 'warning', hint: 'Did you mean "device_id"?' },
    ]);
  });

  test('keys that differ in case alone are ambiguous, unless they are keys of a map', async () => {
    expect(await json('{"a": 1}\n{"A": 2}\n', 'a bigint')).toEqual(['external-key-ambiguous']);
    expect(await json('{"r": {"a": 1}}\n{"r": {"A": 2}}\n', 'r row(a bigint)')).toEqual(['external-key-ambiguous']);
    expect(await json('{"m": {"a": 1, "A": 2}}\n', 'm map(varchar, bigint)')).toEqual([[{ a: 1, A: 2 }]]);
  });

  test.each([
    ['{"a": 1.5}', 'a bigint'],
    ['{"a": 1e3}', 'a integer'],
    ['{"a": 123456789012345678901234567890}', 'a bigint'],
    ['{"a": [1, 2.5]}', 'a array(integer)'],
    ['{"a": [1.5, "x"]}', 'a array(integer)'],
    ['{"a": {"b": 2.5}}', 'a row(b integer)'],
    ['{"a": [{"b": [{"C": 2.5}]}]}', 'a array(row(b array(row(c integer))))'],
    ['{"a": {"k": 2.5}}', 'a map(varchar, integer)'],
    ['{"a": "x"}\n{"a": 1.5}', 'a bigint'],
  ])('%s is no %s', async (text, columns) => expect(await json(`${text}\n`, columns)).toEqual(['external-fraction']));

  test.each([
    ['{"a": 1}\n{"a":\n{"a": 3}\n', 'a bigint', /^\["?external-row-unreadable|external-row-unreadable/],
    ['{"a": 1}\n{"a": "abc"}\n', 'a bigint', /line 2: Failed to cast value to numerical: "abc"\.$/],
    ['{"a": 1}\n5\n', 'a bigint', /line 2: Expected OBJECT, but got UBIGINT: 5\.$/],
    ['{"a": 1, "a": 2}\n', 'a bigint', /line 1: Object .* has duplicate key "a"\.$/],
    ['{"a": 300}\n', 'a tinyint', /line 1: /],
    ['{"a": [1]}\n', 'a row(b integer)', /line 1: /],
    ['{"a": 1}{"a": 2}\n', 'a bigint', /external-row-unreadable/],
  ])('%j fails and says where', async (text, columns, expected) => {
    expect(String(await json(text, columns))).toMatch(expected);
  });

  test('dates and timestamps are taken in one form alone', async () => {
    expect(await json('{"d": "2024-02-29", "t": "2024-01-01T10:00:00.5"}\n{}\n', 'd date; t timestamp(3)')).toEqual([
      ['2024-02-29', '2024-01-01 10:00:00.500000'],
      [null, null],
    ]);
    for (const wrong of [
      '{"d": "2024-02-29 10:00:00"}',
      '{"d": 5}',
      '{"t": "2024-01-01 10:00:00+02:00"}',
      '{"t": "2024-01-01"}',
    ]) {
      expect(await json(`${wrong}\n`, 'd date; t timestamp(3)')).toMatch(
        /^engine-value-invalid: .*column "[dt]": .* is not a/,
      );
    }
    expect(await json('{"t": "x"}\n', 't timestamp(3) with time zone')).toEqual(['external-type-unsupported']);
    expect(await json('{"t": ["x"]}\n', 't array(date)')).toEqual(['external-type-unsupported']);
  });

  test('one array a file', async () => {
    expect(await json('[{"a": 1},\n {"a": 2}]', 'a bigint', { jsonLayout: 'array' })).toEqual([[1], [2]]);
    expect(String(await json('{"a": 1}\n', 'a bigint', { jsonLayout: 'array' }))).toMatch(/engine-file-unreadable|external-row-unreadable|engine-value-invalid/); // prettier-ignore
  });

  test('packed, and partitioned', async () => {
    const text = gzipSync('{"a": 1}\n');
    expect(
      await read(
        { 'data/d=2026-01-01/x.json.gz': text },
        { format: 'json', columns: 'a bigint', partitions: 'd date' },
      ),
    ).toEqual([[1, '2026-01-01']]);
  });

  test('odd keys', async () => {
    expect(await json(`{"it's": 1, "a \\"b\\"": 2, "x.y": 3}\n`, `it's bigint; x.y bigint`)).toEqual([[1, 3]]);
  });
});

describe('Parquet', () => {
  async function parquet(selects: readonly string[], columns: string): Promise<unknown> {
    const projectDir = project({});
    mkdirSync(join(projectDir, 'data'));
    for (const [index, select] of selects.entries()) {
      await connection.execute(`COPY (${select}) TO '${join(projectDir, 'data', `${index}.parquet`)}'`);
    }
    return read({}, { format: 'parquet', columns }, projectDir);
  }

  test('by name in any case, declared ones alone, missing ones NULL', async () => {
    const selects = ['SELECT 1::INTEGER AS "Id", 5 AS extra', `SELECT 2::BIGINT AS id, 'x' AS name`];
    expect(await parquet(selects, 'name varchar; id bigint; none date')).toEqual([
      [null, 1, null],
      ['x', 2, null],
    ]);
  });

  test('wider types may be declared, others not', async () => {
    const select = [`SELECT 1::SMALLINT AS a, 1.5::FLOAT AS f, 1.50::DECIMAL(5,2) AS d, {'x': [1]} AS r`];
    expect(await parquet(select, 'a bigint; f double; d decimal(10,2); r row(x array(bigint))')).toEqual([
      [1, 1.5, '1.50', [[1]]],
    ]);
    for (const wrong of [
      'a varchar',
      'a tinyint',
      'f real; d double',
      'd decimal(5,1)',
      'd decimal(4,2)',
      'r row(y integer)',
      'r varchar',
    ]) {
      expect(await parquet(select, wrong)).toEqual(['external-type-differs']);
    }
  });

  test('a file that is no Parquet', async () => {
    expect(await read({ 'data/x.parquet': 'not parquet at all, sorry' }, { format: 'parquet' })).toEqual([
      'engine-file-unreadable',
    ]);
  });
});
