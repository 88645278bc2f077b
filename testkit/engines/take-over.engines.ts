import { afterAll, expect, test } from 'vitest';
import { compileCommandLine, start } from '../e2e/compiled.ts';
import { newProject } from '../e2e/harness.ts';
import { dataFolder, newSchemaPrefix, runTrino, trinoTarget } from './lake.ts';

const compiled = compileCommandLine();
afterAll(() => compiled.remove());

/** A project on the lake whose state lies in S3, as that of a target on Athena does. */
function projectOnLake(prefix: string, models: Readonly<Record<string, string>>) {
  return newProject({
    'project.yml': `name: shop
version: '1'
target: trino
state: { location: '${dataFolder(prefix)}/_lakemodel/state/' }
${trinoTarget(prefix)}`,
    ...models,
  });
}

// Reads on for minutes, and writes all the time.
const SLOW = `select a.n + b.n as n from unnest(sequence(1, 10000)) as a(n) cross join unnest(sequence(1, 10000)) as b(n)
cross join unnest(sequence(1, 100)) as c(n)`;
const QUICK = `select n from unnest(sequence(1, 3)) as t(n)`;

async function runningQueries(prefix: string): Promise<readonly string[]> {
  const { rows } = await runTrino(
    `select query_id from system.runtime.queries where "user" = '${prefix}' and state = 'RUNNING' and query like '%cross join%'`,
  );
  return rows.map(([id]) => String(id));
}

async function until<T>(ask: () => Promise<readonly T[]>): Promise<readonly T[]> {
  for (;;) {
    const found = await ask();
    if (found.length > 0) return found;
    await new Promise((go) => setTimeout(go, 100));
  }
}

test('a second run of a model is told who writes it; when that one is killed, its query is ended and the model written once', async () => {
  const prefix = newSchemaPrefix();
  const model = (sql: string) => ({
    'models/gold/orders.sql': `{{ config(materialized='incremental', incremental_strategy='append') }} ${sql}`,
  });
  const { dir, write } = projectOnLake(prefix, model(QUICK));
  const first = await start(compiled.main, dir, 'run').ended;
  expect(first.stdout + first.stderr).toContain('gold.orders');
  expect(first.status).toBe(0);

  write(model(SLOW));
  const killed = start(compiled.main, dir, 'run');
  const [query] = await until(() => runningQueries(prefix));
  const refused = await start(compiled.main, dir, 'run').ended;
  expect(refused.status).toBe(1);
  expect(refused.stdout + refused.stderr).toContain('run-locked');
  expect(refused.stdout + refused.stderr).toContain(`process ${killed.child.pid}`);
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(await runningQueries(prefix)).toEqual([query]);

  write(model(QUICK));
  const next = await start(compiled.main, dir, 'run').ended;
  expect([next.status, next.stdout + next.stderr]).toEqual([0, expect.any(String)]);
  expect(await runningQueries(prefix)).toEqual([]);
  const { rows } = await runTrino(`select count(*), count(distinct etl_run_id) from iceberg.${prefix}_gold.orders`);
  expect(rows).toEqual([[6, 2]]);
});

test('a run that is interrupted ends its query and gives the lock back', async () => {
  const prefix = newSchemaPrefix();
  const model = (sql: string) => ({ 'models/gold/orders.sql': `{{ config(materialized='table') }} ${sql}` });
  const { dir, write } = projectOnLake(prefix, model(SLOW));
  const interrupted = start(compiled.main, dir, 'run');
  await until(() => runningQueries(prefix));
  interrupted.child.kill('SIGINT');
  expect((await interrupted.ended).status).toBe(130);
  expect(await runningQueries(prefix)).toEqual([]);
  write(model(QUICK));
  expect((await start(compiled.main, dir, 'run').ended).status).toBe(0);
});
