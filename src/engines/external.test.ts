import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDuckDb } from './duckdb/connection.ts';
import { PLAIN_ENVIRONMENT } from './duckdb/environment.ts';
import type { DialectName, ExternalSource } from './engine.ts';
import { externalColumns } from './external.ts';
import { DIALECTS, externalStatements } from './registry.ts';

const projectDir = mkdtempSync(join(tmpdir(), 'lakemodel-golden-'));
const connection = await openDuckDb({ path: ':memory:' }, PLAIN_ENVIRONMENT);
const local = { projectDir, targetDir: join(projectDir, 'target'), connection };
afterAll(async () => {
  await connection.close();
  rmSync(projectDir, { recursive: true, force: true });
});

interface Case {
  readonly source: Omit<ExternalSource, 'location' | 'relation'>;
  /** Locally: a file below the location and what it holds. */
  readonly file: string;
  readonly text: string;
}

const CASES: Readonly<Record<string, Case>> = {
  'csv-plain': {
    source: {
      format: 'csv',
      columns: [
        { name: 'machine_id', type: 'integer' },
        { name: 'comment', type: 'varchar' },
      ],
      partitions: [],
      options: {},
    },
    file: 'a.csv',
    text: 'machineID,Comment\n1,x\n',
  },
  'csv-nulls-signs-partitions': {
    source: {
      format: 'csv',
      columns: [
        { name: 'id', type: 'varchar' },
        { name: 'odd "name', type: 'varchar' },
      ],
      partitions: [
        { name: 'load_date', type: 'date' },
        { name: 'region', type: 'varchar' },
      ],
      options: {
        delimiter: ';',
        quote: `'`,
        escape: '\\',
        header: false,
        nullValues: ['', `N'A`],
        compression: 'gzip',
      },
    },
    file: `load_date=2026-01-01/region=eu/a.csv.gz`,
    text: '1;x\n',
  },
  'json-nested-projected': {
    source: {
      format: 'json',
      columns: [
        { name: 'device_id', type: 'bigint' },
        { name: 'position', type: 'row(lat double, lon double, tags array(varchar))' },
        { name: 'readings', type: 'map(varchar, double)' },
        { name: 'seen_at', type: 'timestamp(3)' },
      ],
      partitions: [{ name: 'load_date', type: 'date' }],
      options: {
        tableProperties: {
          'projection.enabled': 'true',
          'projection.load_date.type': 'date',
          'projection.load_date.range': '2026-01-01,NOW',
          'projection.load_date.format': 'yyyy-MM-dd',
        },
      },
    },
    file: 'load_date=2026-01-01/a.json',
    text: '{"Device_ID": 1, "position": {"Lat": 1.5, "lon": 2, "tags": ["a"]}, "readings": {"t": 1}}\n',
  },
  'parquet-partitioned': {
    source: {
      format: 'parquet',
      columns: [
        { name: 'id', type: 'bigint' },
        { name: 'amount', type: 'decimal(12,2)' },
        { name: 'later', type: 'varchar' },
      ],
      partitions: [{ name: 'year', type: 'integer' }],
      options: {},
    },
    file: 'year=2026/a.parquet',
    text: 'SELECT 1::INTEGER AS id, 1.50::DECIMAL(10,2) AS "Amount"',
  },
};

async function write({ source, file, text }: Case, folder: string): Promise<void> {
  const path = join(projectDir, folder, file);
  mkdirSync(dirname(path), { recursive: true });
  if (source.format === 'parquet') await connection.execute(`COPY (${text}) TO '${path}'`);
  else writeFileSync(path, text);
}

const DIALECT_NAMES = Object.keys(DIALECTS) as DialectName[];

describe.each(Object.keys(CASES))('%s', (name) => {
  test.each(DIALECT_NAMES)('statements on %s', async (dialect) => {
    const found = CASES[name] as Case;
    await write(found, name);
    const source: ExternalSource = {
      ...found.source,
      relation: {
        ...(dialect === 'trino' && { database: 'hive' }),
        schema: 'raw',
        identifier: name.replaceAll('-', '_'),
      },
      location: dialect === 'duckdb' ? name : `s3://lake/raw/${name}/`,
    };
    const { value, diagnostics } = await externalStatements(source, dialect, local);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const sections = [
      ...(value?.drop ?? []).map((sql) => `-- drop\n${sql}`),
      ...(value?.create ?? []).map((sql) => `-- create\n${sql}`),
    ];
    const text = `${sections.join(';\n\n')};\n`.replaceAll(projectDir, '/project');
    await expect(text).toMatchFileSnapshot(`./fixtures/external/${name}.${dialect}.sql`);
  });
});

test('columns of a source: varchar from CSV, declared ones else, partitions last', () => {
  const { source } = CASES['csv-nulls-signs-partitions'] as Case;
  const relation = { schema: 's', identifier: 't' };
  expect(externalColumns({ ...source, relation, location: 'x' }).map(({ type }) => type)).toEqual(['varchar', 'varchar', 'date', 'varchar']); // prettier-ignore
});

test.each(['trino', 'athena'] as const)('%s: a folder may be named without its last slash', async (dialect) => {
  const columns = [{ name: 'a', type: 'varchar' }];
  const rest = {
    relation: { schema: 'raw', identifier: 't' },
    format: 'csv',
    columns,
    partitions: [],
    options: {},
  } as const;
  const statements = async (location: string) =>
    (await externalStatements({ ...rest, location }, dialect, undefined)).value;
  expect(await statements('s3://lake/raw.d/t')).toBeDefined();
  expect(await statements('s3://lake/raw.d/t')).toEqual(await statements('s3://lake/raw.d/t/'));
  expect(await statements('s3://lake')).toEqual(await statements('s3://lake/'));
});

describe('what the cloud cannot read is refused', () => {
  const base: ExternalSource = {
    relation: { schema: 'raw', identifier: 't' },
    format: 'csv',
    location: 's3://lake/raw/t/',
    columns: [{ name: 'a', type: 'varchar' }],
    partitions: [],
    options: {},
  };
  const json = { ...base, format: 'json' } as const;

  test.each([
    [{ ...base, location: 'data/t' }, 'external-location-foreign'],
    [{ ...base, location: 's3://lake/raw/t.csv' }, 'external-location-foreign'],
    [{ ...base, location: 's3://lake/raw.d/t*' }, 'external-location-foreign'],
    [{ ...base, location: 's3://lake/raw/*.csv' }, 'external-location-foreign'],
    [{ ...base, options: { encoding: 'latin-1' } }, 'external-option-unsupported'],
    [{ ...base, options: { delimiter: '||' } }, 'external-option-unsupported'],
    [{ ...json, options: { jsonLayout: 'array' } }, 'external-option-unsupported'],
    [{ ...json, columns: [{ name: 'a', type: 'timestamp(3) with time zone' }] }, 'external-type-unsupported'],
    [{ ...json, columns: [{ name: 'a', type: 'row(b uuid)' }] }, 'external-type-unsupported'],
    [{ ...json, columns: [{ name: 'a', type: 'nonsense' }] }, 'external-type-unsupported'],
  ] as const)('%j', async (source, code) => {
    for (const dialect of ['trino', 'athena'] as const) {
      const { value, diagnostics } = await externalStatements(source as ExternalSource, dialect, undefined);
      expect(value).toBeUndefined();
      expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    }
  });
});
