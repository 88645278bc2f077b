import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { afterAll, describe, expect, test } from 'vitest';
import { relationKey, type Connection } from '../engine.ts';
import { openDuckDb } from './connection.ts';
import { PLAIN_ENVIRONMENT, type DuckDbEnvironment } from './environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakemodel-duckdb-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function withDatabase<T>(
  use: (connection: Connection) => Promise<T>,
  path = ':memory:',
  environment: DuckDbEnvironment = PLAIN_ENVIRONMENT,
): Promise<T> {
  const connection = await openDuckDb({ path, threads: 3 }, environment);
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: { diagnostic?: { code: string } }) => error.diagnostic?.code ?? String(error),
  );

describe('statements', () => {
  test('counts of written rows', async () => {
    await withDatabase(async (connection) => {
      const affected = async (sql: string) => (await connection.execute(sql)).rowsAffected;
      expect(await affected('CREATE TABLE t AS SELECT * FROM range(10) r(k)')).toBe(10);
      expect(await affected('CREATE TABLE u (k BIGINT)')).toBeUndefined();
      expect(await affected('INSERT INTO t VALUES (20), (21)')).toBe(2);
      expect(await affected('UPDATE t SET k = 30 WHERE k >= 20')).toBe(2);
      expect(await affected('DELETE FROM t WHERE k = 30')).toBe(2);
      expect(
        await affected(
          'MERGE INTO t USING (SELECT unnest([1, 100]) AS k) s ON t.k = s.k WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.k)',
        ),
      ).toBe(2);
      expect(await affected('CREATE VIEW v AS SELECT 1 AS a')).toBeUndefined();
      expect((await connection.execute('SELECT count(*) FROM t')).rows).toEqual([[10]]);
    });
  });

  test('duplicate names of columns stay', async () => {
    await withDatabase(async (connection) => {
      const { columns, rows } = await connection.execute('SELECT 1 AS a, 2 AS a');
      expect(columns.map(({ name }) => name)).toEqual(['a', 'a']);
      expect(rows).toEqual([[1, 2]]);
    });
  });

  test('many side by side give each its own answer', async () => {
    await withDatabase(async (connection) => {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => connection.execute(`SELECT ${n}`)));
      expect(answers.map(({ rows }) => rows[0]?.[0])).toEqual(Array.from({ length: 50 }, (_, n) => n));
      await Promise.all(
        Array.from({ length: 20 }, (_, n) => connection.execute(`CREATE TABLE t${n} AS SELECT ${n} AS n`)),
      );
      expect((await connection.execute('SELECT t19.n + t18.n + t0.n FROM t19, t18, t0')).rows).toEqual([[37]]);
    });
  });

  test.each([
    ['SELECT 1; selec 2', 'engine-syntax'],
    ['SELECT 1; SELECT 2', 'engine-several-statements'],
    ['', 'engine-no-statement'],
    ['-- nothing', 'engine-no-statement'],
    [' ; ; ', 'engine-no-statement'],
    ['SELECT 1; ; SELECT 2;', 'engine-several-statements'],
    ['BEGIN', 'engine-session-statement'],
    ['/* x */ -- y\n Start TRANSACTION', 'engine-session-statement'],
    ['EXECUTE x', 'engine-session-statement'],
    ['USE main', 'engine-session-statement'],
    [`SET TimeZone = 'Asia/Tokyo'`, 'engine-session-statement'],
    ['CREATE TABLE t AS SELECT nope', 'engine-column-missing'],
  ])('%s is refused', async (sql, code) => {
    await withDatabase(async (connection) => {
      expect(await codeOf(connection.execute(sql))).toBe(code);
      expect((await connection.execute('SELECT 1')).rows).toEqual([[1]]);
    });
  });

  test.each([`SELECT ';'`, 'SELECT 1;', 'SELECT 1 ; ', '-- a; b\nSELECT 1', '/* ; */ SELECT 1', '(SELECT 1)'])(
    '%s is one',
    async (sql) => {
      await withDatabase(async (connection) => {
        expect((await connection.execute(sql)).rows).toHaveLength(1);
      });
    },
  );

  test('a failed CREATE TABLE leaves nothing and no open transaction', async () => {
    await withDatabase(async (connection) => {
      expect(await codeOf(connection.execute(`CREATE TABLE t AS SELECT error('no') FROM range(3)`))).toBe(
        'engine-value-invalid',
      );
      await connection.execute('CREATE TABLE t AS SELECT 1 AS a');
      expect((await connection.execute('SELECT * FROM t')).rows).toEqual([[1]]);
    });
  });
});

describe('cancelling', () => {
  const ENDLESS = 'SELECT count(*) FROM range(1000000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3';

  test('a running statement stops, and its session is good again', async () => {
    await withDatabase(async (connection) => {
      const abort = new AbortController();
      const running = codeOf(connection.execute(ENDLESS, { signal: abort.signal }));
      setTimeout(() => abort.abort(), 50);
      expect(await running).toBe('engine-cancelled');
      expect((await connection.execute('SELECT 1')).rows).toEqual([[1]]);
    });
  });

  test('in the same turn, before it began, and while it waits', async () => {
    await withDatabase(async (connection) => {
      const abort = new AbortController();
      const running = Array.from({ length: 6 }, () => codeOf(connection.execute(ENDLESS, { signal: abort.signal })));
      abort.abort();
      expect(new Set(await Promise.all(running))).toEqual(new Set(['engine-cancelled']));
      expect(await codeOf(connection.execute('SELECT 1', { signal: abort.signal }))).toBe('engine-cancelled');
    });
  });

  test('a cancelled CREATE TABLE is undone', async () => {
    await withDatabase(async (connection) => {
      const abort = new AbortController();
      const running = codeOf(connection.execute(`CREATE TABLE t AS ${ENDLESS}`, { signal: abort.signal }));
      setTimeout(() => abort.abort(), 50);
      expect(await running).toBe('engine-cancelled');
      expect(await codeOf(connection.execute('SELECT * FROM t'))).toBe('engine-relation-missing');
    });
  });

  test('closing waits for what runs and refuses what comes', async () => {
    const connection = await openDuckDb({ path: ':memory:' }, PLAIN_ENVIRONMENT);
    const running = connection.execute('SELECT count(*) FROM range(20000000)');
    await connection.close();
    await connection.close();
    expect((await running).rows).toEqual([[20000000]]);
    expect(await codeOf(connection.execute('SELECT 1'))).toBe('engine-closed');
  });
});

describe('the warehouse', () => {
  const name = (identifier: string, schema = 'gold') => ({ schema, identifier });

  test('describe gives kind, Trino types and identity; absent ones are left out', async () => {
    await withDatabase(async (connection) => {
      await connection.execute('CREATE SCHEMA "Gold"');
      await connection.execute(
        `CREATE TABLE "Gold"."Dim it's" AS SELECT 1 AS "B c", [DATE '2024-01-01'] AS d, 'x' AS s, {'a': '{}'::JSON} AS j`,
      );
      await connection.execute('CREATE VIEW "Gold".v AS SELECT 1::DECIMAL(5,1) AS x');
      const asked = [name(`dim it's`), name('V'), name('nope'), name('v', 'silver')];
      const found = await connection.describe(asked);
      expect([...found.keys()]).toEqual([`gold.dim it's`, 'gold.v']);
      expect(found.get(relationKey(name(`dim it's`)))).toMatchObject({
        relation: name(`dim it's`),
        kind: 'table',
        columns: [
          { name: 'B c', type: 'integer' },
          { name: 'd', type: 'array(date)' },
          { name: 's', type: 'varchar' },
          { name: 'j', type: 'row(a json)' },
        ],
      });
      expect(found.get('gold.v')).toMatchObject({ kind: 'view', columns: [{ name: 'x', type: 'decimal(5,1)' }] });
      expect(await connection.schemas()).toEqual(['Gold', 'main']);
      expect(await connection.describe([])).toEqual(new Map());
    });
  });

  test('a table is described without losing its identity, whoever describes it', async () => {
    await withDatabase(async (connection) => {
      const found = async () => (await connection.describe([{ schema: 'main', identifier: 't' }])).get('main.t');
      await connection.execute('CREATE TABLE t (Id BIGINT, name VARCHAR)');
      const before = await found();
      expect(before?.comments).toEqual({ columns: {} });
      await connection.execute(`COMMENT ON TABLE main.t IS 'It''s\n"t".'`);
      await connection.execute(`COMMENT ON COLUMN t.Id IS 'The key.'`);
      expect(await found()).toEqual({ ...before, comments: { relation: `It's\n"t".`, columns: { id: 'The key.' } } });
      expect((await connection.tables({ schema: 'main' }))[0]).toMatchObject({ name: 't', comment: `It's\n"t".` });
      await connection.execute('COMMENT ON TABLE t IS NULL');
      expect(await found()).toEqual({ ...before, comments: { columns: { id: 'The key.' } } });
    });
  });

  test('an identity outlives the process and changes, but not with a change of rows, and is another for a table made anew', async () => {
    const path = join(folder, 'made', 'by', 'opening', 'x.duckdb');
    const identity = async (connection: Connection) =>
      (await connection.describe([name('t', 'main')])).get('main.t')?.uuid;
    const first = await withDatabase(async (connection) => {
      await connection.execute('CREATE TABLE main.t AS SELECT 1 AS a');
      await connection.execute('CREATE TABLE other AS SELECT 1 AS a');
      return identity(connection);
    }, path);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    await withDatabase(async (connection) => {
      await connection.execute('DROP TABLE other');
      await connection.execute('INSERT INTO t VALUES (2)');
      await connection.execute('CREATE TABLE IF NOT EXISTS t (a INTEGER)');
      await connection.execute('ALTER TABLE t ADD COLUMN b INTEGER');
      expect(await identity(connection)).toBe(first);
      await connection.execute('CREATE OR REPLACE TABLE t AS SELECT 1 AS a');
      const second = await identity(connection);
      await connection.execute('DROP TABLE t');
      await connection.execute('CREATE TABLE IF NOT EXISTS t (a INTEGER)');
      const third = await identity(connection);
      expect(new Set([first, second, third]).size).toBe(3);
      expect(third).toMatch(/^[0-9a-f-]{36}$/);
    }, path);
  });

  test('readers never see a table half replaced', async () => {
    await withDatabase(async (connection) => {
      await connection.execute('CREATE TABLE t AS SELECT 1 AS v FROM range(1000)');
      let done = false;
      const writer = (async () => {
        for (let v = 2; v < 12; v++)
          await connection.execute(`CREATE OR REPLACE TABLE t AS SELECT ${v} AS v FROM range(1000)`);
        done = true;
      })();
      while (!done) {
        const { rows } = await connection.execute('SELECT count(*), count(DISTINCT v) FROM t');
        expect(rows).toEqual([[1000, 1]]);
      }
      await writer;
    });
  });
});

describe('opening', () => {
  test('a file in use by another process is told with that process', async () => {
    const path = join(folder, 'locked.duckdb');
    const driver = createRequire(import.meta.url).resolve('@duckdb/node-api');
    const script = `require(${JSON.stringify(driver)}).DuckDBInstance.create(${JSON.stringify(path)}).then((db) => { console.log('open'); setInterval(() => db, 1000); })`;
    const other = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await new Promise((resolve) => other.stdout.once('data', resolve));
      await expect(openDuckDb({ path }, PLAIN_ENVIRONMENT)).rejects.toMatchObject({
        diagnostic: { code: 'engine-locked', message: expect.stringContaining(`PID ${other.pid}`) },
        retryable: true,
      });
    } finally {
      other.kill('SIGKILL');
    }
  });

  test('a file that is no database is left alone', async () => {
    const path = join(folder, 'text.duckdb');
    writeFileSync(path, 'not a database, but some text\n'.repeat(1000));
    expect(await codeOf(openDuckDb({ path }, PLAIN_ENVIRONMENT))).toBe('engine-not-a-database');
  });

  test('a wrong setting, a folder for a file', async () => {
    expect(await codeOf(openDuckDb({ path: ':memory:', settings: { nope: '1' } }, PLAIN_ENVIRONMENT))).toBe(
      'engine-setting-invalid',
    );
    expect(await codeOf(openDuckDb({ path: ':memory:', settings: { threads: 'abc' } }, PLAIN_ENVIRONMENT))).toBe(
      'engine-setting-invalid',
    );
    expect(await codeOf(openDuckDb({ path: folder }, PLAIN_ENVIRONMENT))).toBe('engine-unreachable');
    writeFileSync(join(folder, 'file'), '');
    expect(await codeOf(openDuckDb({ path: join(folder, 'file', 'x.duckdb') }, PLAIN_ENVIRONMENT))).toBe(
      'engine-unreachable',
    );
  });

  test('twice in one process is one database', async () => {
    const path = join(folder, 'twice.duckdb');
    await withDatabase(async (first) => {
      await first.execute('CREATE TABLE t AS SELECT 1 AS a');
      await withDatabase(async (second) => {
        expect((await second.execute('SELECT * FROM t')).rows).toEqual([[1]]);
      }, path);
      expect((await first.execute('SELECT * FROM t')).rows).toEqual([[1]]);
    }, path);
  });
});

describe('the environment', () => {
  const environment: DuckDbEnvironment = {
    session: [...PLAIN_ENVIRONMENT.session, 'SET integer_division = true', 'SET VARIABLE step = 1'],
    macros: [
      `CREATE OR REPLACE MACRO t_next(a) AS a + getvariable('step')`,
      'CREATE OR REPLACE MACRO t_after(a) AS t_next(t_next(a))',
    ],
    functions: [
      {
        name: 'js_reverse',
        parameterTypes: ['VARCHAR'],
        returnType: 'VARCHAR',
        call: (text: string) => [...text].reverse().join(''),
      },
      {
        name: 'js_bytes',
        parameterTypes: ['BLOB', 'BIGINT'],
        returnType: 'BLOB',
        call: (bytes: Uint8Array, n: bigint) => bytes.subarray(0, Number(n)),
      },
      {
        name: 'js_sum',
        parameterTypes: ['INTEGER[]'],
        returnType: 'DOUBLE',
        call: (items: number[]) => items.reduce((a, b) => a + b, 0),
      },
      {
        name: 'js_split',
        parameterTypes: ['VARCHAR'],
        returnType: 'VARCHAR[]',
        call: (text: string) => text.split(','),
      },
      {
        name: 'js_half',
        parameterTypes: ['BIGINT'],
        returnType: 'BIGINT',
        call: (n: bigint) => (n % 2n === 0n ? n / 2n : null),
      },
      {
        name: 'js_fail',
        parameterTypes: ['VARCHAR'],
        returnType: 'VARCHAR',
        call: (text: string) => {
          throw new Error(`Cannot take ${text}`);
        },
      },
    ],
  };

  test('reaches every session', async () => {
    await withDatabase(
      async (connection) => {
        await connection.execute('CREATE VIEW v AS SELECT t_after(7 / 2) AS a');
        const answers = await Promise.all(
          Array.from({ length: 12 }, () => connection.execute(`SELECT a, js_reverse('äbc😀') FROM v, range(1)`)),
        );
        for (const { rows } of answers) expect(rows).toEqual([[5, '😀cbä']]);
      },
      join(folder, `an "odd" name's.duckdb`),
      environment,
    );
  });

  test('one that is wrong is told as such, not as a fault of the statement', async () => {
    await withDatabase(
      async (connection) => {
        await expect(connection.execute('SELECT 1')).rejects.toMatchObject({
          diagnostic: { code: 'engine-statement-failed', message: expect.stringContaining('could not be set up') },
        });
      },
      ':memory:',
      { ...environment, macros: ['CREATE OR REPLACE MACRO bad(a) AS nofunc(a)'] },
    );
  });

  test('leaves nothing in the database file', async () => {
    const path = join(folder, 'clean.duckdb');
    await withDatabase(
      (connection) => connection.execute('CREATE TABLE t AS SELECT t_next(1) AS a'),
      path,
      environment,
    );
    await withDatabase(async (connection) => {
      expect(await connection.schemas()).toEqual(['main']);
      const { rows } = await connection.execute(
        `SELECT count(*) FROM duckdb_functions() WHERE function_name LIKE 't_next'`,
      );
      expect(rows).toEqual([[0]]);
      expect((await connection.describe([{ schema: 'main', identifier: 't' }])).size).toBe(1);
    }, path);
  });

  test('functions in JavaScript take and give each form, over many rows and threads', async () => {
    await withDatabase(
      async (connection) => {
        const { rows } = await connection.execute(
          `SELECT js_bytes('\\x00\\x01\\x02'::BLOB, 2), js_sum([1, 2, 3]), js_split('a,b'), js_half(4), js_half(3), js_reverse(NULL)`,
        );
        expect(rows).toEqual([['0001', 6, ['a', 'b'], 2, null, null]]);
        const sums = await Promise.all(
          Array.from({ length: 6 }, () =>
            connection.execute('SELECT count(*), sum(js_half(i)), count(js_half(i)) FROM range(20000) t(i)'),
          ),
        );
        for (const sum of sums) expect(sum.rows).toEqual([[20000, 49995000, 10000]]);
      },
      ':memory:',
      environment,
    );
  });

  test('what they throw is the reason of the failure', async () => {
    await withDatabase(
      async (connection) => {
        await expect(connection.execute(`SELECT js_fail('x')`)).rejects.toMatchObject({
          diagnostic: { code: 'engine-value-invalid', message: expect.stringContaining('Cannot take x.') },
        });
      },
      ':memory:',
      environment,
    );
  });
});
