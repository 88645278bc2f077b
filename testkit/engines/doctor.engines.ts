import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openInspector } from '../../src/engines/aws/inspect.ts';
import { StatementError } from '../../src/engines/engine.ts';
import type { Invocation } from '../../src/lakemodel.ts';
import { doctor } from '../../src/workflow/doctor.ts';
import { plan } from '../../src/workflow/plan.ts';
import { runCommand } from '../../src/workflow/run-command.ts';
import { lake, lakeEnvironment, newSchema, newSchemaPrefix, runTrino, trinoTarget } from './lake.ts';

function project(targets: string, model: string): Invocation {
  const projectDir = mkdtempSync(join(tmpdir(), 'lakemodel-doctor-engines-'));
  onTestFinished(() => rmSync(projectDir, { recursive: true, force: true }));
  mkdirSync(join(projectDir, 'models/gold'), { recursive: true });
  writeFileSync(join(projectDir, 'project.yml'), `name: p\nversion: 1.0.0\n${targets}`);
  writeFileSync(join(projectDir, 'models/gold/m.sql'), model);
  return {
    projectDir,
    vars: {},
    select: [],
    exclude: [],
    resourceTypes: [],
    indirectSelection: 'eager',
    fullRefresh: false,
    failFast: false,
    storeFailures: false,
    dryRun: false,
  };
}

const host = () => ({
  now: () => new Date(),
  env: (name: string) => ({ ...process.env, ...lakeEnvironment() })[name],
  newId: randomUUID,
  signal: new AbortController().signal,
  onEvent: () => undefined,
});

test('Trino: all is well, and what --write makes is gone again', async () => {
  const prefix = newSchemaPrefix();
  const schema = await newSchema(prefix);
  const invocation = project(trinoTarget(prefix), 'select 1 as id\n');
  const report = await doctor(invocation, { write: true }, host());
  expect(report.checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
    'connect ok',
    'version ok',
    'clock ok',
    'catalog ok',
    'external-catalog ok',
    'schemas ok',
    'state warning',
    'write ok',
  ]);
  expect(report.exitCode).toBe(0);
  expect((await runTrino(`SHOW TABLES FROM iceberg.${schema}`)).rows).toEqual([]);
});

test('Trino: a server that is not there is exit code 3, a catalog that is not there a failed check', async () => {
  const prefix = newSchemaPrefix();
  const nowhere = trinoTarget(prefix).replace(/port: .*/, 'port: 1');
  const away = await doctor(project(nowhere, 'select 1 as id\n'), { write: false }, host());
  expect(away.exitCode).toBe(3);
  expect(away.checks.find(({ id }) => id === 'version')?.status).toBe('skipped');
  const misnamed = trinoTarget(prefix).replace('external_catalog: awsdatacatalog', 'external_catalog: nothing');
  const report = await doctor(project(misnamed, 'select 1 as id\n'), { write: false }, host());
  expect(report.exitCode).toBe(1);
  expect(report.checks.find(({ id }) => id === 'external-catalog')?.detail).toContain('There is no catalog "nothing"');
});

test('AWS calls, on the double: who calls, buckets, conditional writes', async () => {
  const prefix = newSchemaPrefix();
  const { aws, bucket } = lake();
  const inspector = openInspector({
    region: aws.region,
    endpoint_url: aws.endpoint,
    aws_access_key_id: aws.accessKeyId,
    aws_secret_access_key: aws.secretAccessKey,
  });
  try {
    const { account, serverTime } = await inspector.identity();
    expect(account).toMatch(/^\d{12}$/);
    expect(Math.abs(Date.now() - serverTime!.getTime())).toBeLessThan(60_000);
    expect(await inspector.bucketRegion(`s3://${bucket}/x`)).toBe(aws.region);
    await expect(inspector.list(`s3://no-such-${prefix}/x`)).rejects.toBeInstanceOf(StatementError);
    expect(await inspector.tryConditionalWrite(`s3://${bucket}/${prefix}/probe`)).toBe(true);
    expect(await inspector.databases()).toBeInstanceOf(Array);
  } finally {
    await inspector.close();
  }
});

test('bytes and dollars of a run, and what plan estimates before it', async () => {
  const prefix = newSchemaPrefix();
  const priced = `${trinoTarget(prefix)}    price_per_tb: 5\n`;
  const model = `{{ config(materialized='incremental', unique_key='id') }}\nselect id, value from {{ source('raw', 'numbers') }}\n`; // prettier-ignore
  const schema = await newSchema(prefix, 'raw');
  await runTrino(
    `CREATE TABLE iceberg.${schema}.numbers AS SELECT x AS id, sin(x) AS value FROM UNNEST(sequence(1, 5000)) AS t(x)`,
  );
  const invocation = project(priced, model);
  const columns = '[{name: id, data_type: bigint}, {name: value, data_type: double}]';
  writeFileSync(
    join(invocation.projectDir, 'models/s.yml'),
    `sources:\n  - name: raw\n    schema: ${schema}\n    tables:\n      - {name: numbers, columns: ${columns}}\n`,
  );
  const first = await runCommand('run', invocation, host());
  expect(first.exitCode).toBe(0);
  const planned = await plan('run', invocation, host());
  const { estimate } = planned.plan as { estimate: { total: { bytes: number; unknown: readonly string[] } } };
  expect(planned.text).toContain('reads at most');
  expect(estimate.total.unknown).toEqual([]);
  const second = await runCommand('run', invocation, host());
  const { totals } = second;
  expect(totals?.bytesScanned).toBeGreaterThan(0);
  expect(totals?.bytesScanned).toBeLessThanOrEqual(estimate.total.bytes);
  // Ten megabytes is the least that a query is billed.
  expect(totals?.costUsd).toBeGreaterThanOrEqual((10 / 1024 ** 2) * 5);
  expect(second.results[0]?.queryIds?.length).toBe(second.results[0]?.statements);
});
