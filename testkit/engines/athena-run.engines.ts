import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAthenaFront, type AthenaFront, type ReceivedQuery } from '../athena-front/front.js';
import { compileCommandLine, start } from '../e2e/compiled.ts';
import { newProject, type Files } from '../e2e/harness.ts';
import { athenaTarget, lake, newSchemaPrefix } from './lake.ts';

// The command line on Athena: what happens to queries when it is interrupted or stops at a failure, and what goes with each of them.

const compiled = compileCommandLine();
const shared: { front?: AthenaFront } = {};

beforeAll(async () => {
  const { trino, aws } = lake();
  const glue = { endpoint: aws.endpoint, region: aws.region, keys: aws };
  shared.front = await startAthenaFront({ trino: trino.url, glue, workGroups: { primary: {}, heavy: {} } });
});
afterAll(async () => {
  await shared.front?.stop();
  compiled.remove();
});

function front(): AthenaFront {
  if (!shared.front) throw new Error('The front was not started');
  return shared.front;
}

function projectWith(models: Files) {
  const targets = athenaTarget(newSchemaPrefix(), front().url);
  return newProject({ 'project.yml': `name: shop\nversion: '1'\ntarget: athena\n${targets}`, ...models });
}

/** The query of a step of a model that has this name. */
function queryOf(model: string, step = 'publish'): ReceivedQuery | undefined {
  return front().queries.findLast(({ sql }) => sql.includes(`"node_id":"model.shop.${model}","step_id":"${step}"`));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((go) => setTimeout(go, 50));
}

test('an interrupted run stops its query, says so, and the next one builds the model', async () => {
  const { dir } = projectWith({ 'models/gold/hours.sql': `{{ config(materialized='table') }} select 1 as id` });
  front().faults.next({ when: 'run', kind: 'stuck-queued', match: /model\.shop\.hours/ });
  const run = start(compiled.main, dir, 'run');
  await until(() => queryOf('hours') !== undefined);
  run.child.kill('SIGINT');
  const { status, stdout, stderr } = await run.ended;
  expect(status).toBe(130);
  expect(stdout + stderr).toMatch(/cancelled|interrupted/i);
  expect(queryOf('hours')?.state).toBe('CANCELLED');
  expect(await start(compiled.main, dir, 'run').ended).toMatchObject({ status: 0 });
  expect(queryOf('hours')?.state).toBe('SUCCEEDED');
});

test('--fail-fast stops what runs beside a failure', async () => {
  const { dir } = projectWith({
    'models/gold/patient.sql': `{{ config(materialized='table') }} select 1 as id`,
    'models/gold/wrong.sql': `{{ config(materialized='table') }} select cast(concat('not a ', 'number') as integer) as id`,
    'models/gold/after.sql': `{{ config(materialized='table') }} select id from {{ ref('patient') }}`,
  });
  front().faults.next({ when: 'run', kind: 'stuck-queued', match: /model\.shop\.patient/ });
  front().faults.next({ when: 'run', kind: 'slow', match: /model\.shop\.wrong/, delayMs: 3000 });
  const { status, stdout, stderr } = await start(compiled.main, dir, 'run', '--fail-fast').ended;
  expect(status).toBe(1);
  expect(stdout + stderr).toContain('models/gold/wrong.sql');
  expect(queryOf('wrong')?.state).toBe('FAILED');
  expect(queryOf('patient')?.state).toBe('CANCELLED');
  expect(queryOf('after')).toBeUndefined();
});

test('a query goes to the work group of its model, and says who sent it', async () => {
  const { dir } = projectWith({
    'models/gold/light.sql': `{{ config(materialized='table') }} select 1 as id`,
    'models/gold/dear.sql': `{{ config(materialized='table', work_group='heavy') }} select id from {{ ref('light') }}`,
  });
  const before = front().queries.length;
  expect(await start(compiled.main, dir, 'run').ended).toMatchObject({ status: 0 });
  expect([queryOf('light')?.workGroup, queryOf('dear')?.workGroup]).toEqual(['primary', 'heavy']);
  const comments = front()
    .queries.slice(before)
    .flatMap(({ sql }) => /^-- lakemodel (.*)\n/.exec(sql)?.[1] ?? []);
  const parsed = comments.map((text) => JSON.parse(text) as Readonly<Record<string, string>>);
  expect(parsed.map((comment) => comment['node_id'])).toEqual(['model.shop.light', 'model.shop.dear']);
  expect(new Set(parsed.map((comment) => comment['run_id'])).size).toBe(1);
});
