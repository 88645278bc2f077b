import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { billed, detailsOf } from './trino-bytes.js';

const DEVICES = 100;
const NEW_HOURS = 6;
const FIRST_DAY = '2024-01-01';
const GOAL_BYTES = 60_000;
const MB = 1_000_000;

/**
 * Where a lake answers, as `npm run lake` prints it.
 * @typedef {{ trino: { url: string }, aws: { endpoint: string, region?: string }, bucket: string }} Lake
 * @typedef {{ sql: string, bytes: number }} Statement
 */

/**
 * Bytes that one incremental run reads, statement by statement: lakemodel's own, and beside it dbt's documented pattern on a copy of the same
 * tables. Hourly readings of 100 devices, partitioned by day; six new hours.
 * @param {{ lake: Lake, bin: string, days?: readonly number[], print: (text: string) => void }} options
 */
export async function benchCost({ lake, bin, days = [30, 360], print }) {
  for (const count of days) {
    const schema = `bench_cost_${process.pid}_${count}`;
    const folder = mkdtempSync(join(tmpdir(), 'lakemodel-bench-cost-'));
    const send = (/** @type {string} */ sql) => billed(lake.trino.url, sql);
    try {
      await makeReadings(send, lake, schema, count);
      writeProject(folder, lake, schema);
      lakemodel(bin, folder, 'run');
      await send(`CREATE TABLE iceberg.${schema}.by_dbt WITH (partitioning = ARRAY['day(ts)']) AS
        SELECT device_id, ts, readings, mean_value FROM iceberg.${schema}_gold.fct_hourly`);
      await send(`INSERT INTO iceberg.${schema}.readings ${hours(hoursBefore(count), NEW_HOURS)}`);
      lakemodel(bin, folder, 'run');
      const own = await statementsOf(folder, lake.trino.url);
      const theirs = await dbtPattern(send, schema);
      print(
        `\n${count} days of hourly facts (${(hoursBefore(count) * DEVICES).toLocaleString('en')} rows), ${NEW_HOURS} new hours\n`,
      );
      printStatements(`lakemodel (aim: ≤ ${GOAL_BYTES / 1000} kB)`, own, print);
      printStatements("dbt's documented pattern", theirs, print);
    } finally {
      await dropAll(send, schema);
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/**
 * The history ends at noon of its last day: the new hours fall into a partition that is there.
 * @param {number} days
 */
function hoursBefore(days) {
  return days * 24 - 12;
}

/** @typedef {(sql: string) => Promise<number>} Send answers with the bytes that were read */

/**
 * @param {Send} send
 * @param {Lake} lake
 * @param {string} schema
 * @param {number} days
 */
async function makeReadings(send, { bucket }, schema, days) {
  await send(`CREATE SCHEMA iceberg.${schema} WITH (location = 's3://${bucket}/${schema}')`);
  await send(
    `CREATE TABLE iceberg.${schema}.readings WITH (partitioning = ARRAY['day(ts)']) AS ${hours(0, hoursBefore(days))}`,
  );
}

/**
 * Rows of all devices for so many hours, from an hour after the first on.
 * @param {number} first
 * @param {number} count
 */
function hours(first, count) {
  return `SELECT device_id, CAST(date_add('hour', ${first} + hour, TIMESTAMP '${FIRST_DAY} 00:00:00') AS timestamp(6)) AS ts,
      sin(device_id * 0.7 + hour) * 100 AS value
    FROM UNNEST(sequence(1, ${DEVICES})) AS d(device_id)
    CROSS JOIN (SELECT a * 24 + b AS hour FROM UNNEST(sequence(0, ${Math.ceil(count / 24) - 1})) AS x(a)
      CROSS JOIN UNNEST(sequence(0, 23)) AS y(b)) AS h
    WHERE hour < ${count}`;
}

/**
 * @param {string} folder
 * @param {Lake} lake
 * @param {string} schema
 */
function writeProject(folder, { trino, aws, bucket }, schema) {
  const { hostname, port } = new URL(trino.url);
  mkdirSync(join(folder, 'models/gold'), { recursive: true });
  writeFileSync(
    join(folder, 'project.yml'),
    `name: bench_cost
version: 1.0.0
target: lake
targets:
  lake:
    type: trino
    host: ${hostname}
    port: ${port}
    user: bench
    catalog: iceberg
    schema: ${schema}
    s3_data_dir: s3://${bucket}/${schema}/tables
    region: ${aws.region ?? 'us-east-1'}
    endpoint_url: ${aws.endpoint}
`,
  );
  writeFileSync(
    join(folder, 'models/gold/gold.yml'),
    `sources:
  - name: raw
    schema: ${schema}
    tables:
      - name: readings
        columns:
          - {name: device_id, data_type: bigint}
          - {name: ts, data_type: timestamp(6)}
          - {name: value, data_type: double}
`,
  );
  writeFileSync(
    join(folder, 'models/gold/fct_hourly.sql'),
    `{{ config(materialized='incremental', incremental_strategy='merge', unique_key=['device_id', 'ts'],
    partitioned_by=['day(ts)'], begin='2000-01-01 00:00:00') }}
select device_id, ts, count(*) as readings, avg(value) as mean_value
from {{ source('raw', 'readings') }}
where ts > {{ watermark('ts', source('raw', 'readings')) }}
  and ts <= {{ high_watermark('ts', source('raw', 'readings')) }}
group by device_id, ts
`,
  );
}

/**
 * @param {string} bin
 * @param {string} folder
 * @param {string} command
 */
function lakemodel(bin, folder, command) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, command, '--quiet'], {
    cwd: folder,
    encoding: 'utf8',
    env: { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing', ...process.env, CI: '1' },
  });
  if (status !== 0) throw new Error(`lakemodel ${command} ended with ${status}:\n${stdout}\n${stderr}`);
}

/**
 * What the last run sent, as the server remembers it.
 * @param {string} folder
 * @param {string} url
 * @returns {Promise<Statement[]>}
 */
async function statementsOf(folder, url) {
  const { results } = JSON.parse(readFileSync(join(folder, 'target/run_results.json'), 'utf8'));
  /** @type {string[]} */
  const ids = results.flatMap((/** @type {any} */ { adapter_response }) => adapter_response.query_ids ?? []);
  return Promise.all(ids.map((id) => detailsOf(url, id)));
}

/**
 * The statements of an incremental model in dbt's documentation as dbt-athena sends them: a table of the new rows, found by the target's own
 * highest time, then a MERGE by the key.
 * @param {Send} send
 * @param {string} schema
 * @returns {Promise<Statement[]>}
 */
async function dbtPattern(send, schema) {
  const target = `iceberg.${schema}.by_dbt`;
  const tmp = `iceberg.${schema}.by_dbt__dbt_tmp`;
  const texts = [
    `CREATE TABLE ${tmp} AS SELECT device_id, ts, count(*) AS readings, avg(value) AS mean_value FROM iceberg.${schema}.readings
      WHERE ts > (SELECT max(ts) FROM ${target}) GROUP BY device_id, ts`,
    `MERGE INTO ${target} AS target USING (SELECT * FROM ${tmp}) AS src
      ON target.device_id = src.device_id AND target.ts = src.ts
      WHEN MATCHED THEN UPDATE SET readings = src.readings, mean_value = src.mean_value
      WHEN NOT MATCHED THEN INSERT (device_id, ts, readings, mean_value)
      VALUES (src.device_id, src.ts, src.readings, src.mean_value)`,
    `DROP TABLE ${tmp}`,
  ];
  const statements = [];
  for (const sql of texts) statements.push({ sql, bytes: await send(sql) });
  return statements;
}

/**
 * @param {string} title
 * @param {readonly Statement[]} statements
 * @param {(text: string) => void} print
 */
function printStatements(title, statements, print) {
  print(`  ${title}\n`);
  for (const { sql, bytes } of statements) print(`    ${kilobytes(bytes)}  ${headOf(sql)}\n`);
  print(`    ${kilobytes(statements.reduce((sum, { bytes }) => sum + bytes, 0))}  in all\n`);
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return (bytes < MB ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / MB).toFixed(2)} MB`).padStart(10);
}

/** @param {string} sql */
function headOf(sql) {
  const line = sql.replace(/^\s*(?:(?:--[^\n]*\n|\/\*[\s\S]*?\*\/)\s*)+/, '').replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}

/**
 * @param {Send} send
 * @param {string} schema
 */
async function dropAll(send, schema) {
  for (const name of [`${schema}_gold`, `${schema}_gold_quarantine`, schema]) {
    await send(`DROP SCHEMA IF EXISTS iceberg.${name} CASCADE`).catch(() => 0);
  }
}
