import { appendFileSync, cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startAthenaFront } from '../athena-front/front.js';
import { projectIn, problems } from '../e2e/harness.ts';
import { deliver, newWorkspace, removeWorkspace } from '../lakehouse/workspace.ts';
import { athenaTarget, lakeEnvironment, newSchemaPrefix, s3Client, lake } from './lake.ts';
import { putObject } from './lake-objects.ts';

const OUT = '/tmp/c3/log.txt';
const log = (text: string) => appendFileSync(OUT, text + '\n');
test('explore', { timeout: 1_500_000 }, async () => {
  writeFileSync(OUT, '');
  const prefix = newSchemaPrefix(afterAll);
  const { trino, aws, bucket } = lake();
  const front = await startAthenaFront({ trino: trino.url, glue: { endpoint: aws.endpoint, region: aws.region, keys: aws } });
  const workspace = newWorkspace();
  afterAll(() => removeWorkspace(workspace));
  const file = join(workspace.dir, 'project.yml');
  const text = readFileSync(file, 'utf8');
  const [before = '', after = ''] = text.split(/^targets:\n(?:[ #].*\n|\n)*/m);
  writeFileSync(file, `${before}${athenaTarget(prefix, front.url)}\n${after}`.replace(/^target: .*$/m, 'target: athena'));
  const project = projectIn(workspace.dir);
  const begun = Date.now();
  const options = { env: lakeEnvironment(), vars: { landing: `s3://${bucket}/${prefix}/landing` }, onEvent: (e: any) => {
    if (e.type === 'phase' || e.type === 'run-started' || e.type === 'run-finished') log(`  @${Date.now() - begun} ${e.type} ${e.phase ?? ''}`);
  } };
  for (const until of ['2026-01-07', undefined, undefined]) {
    deliver(workspace, until);
    const client = s3Client();
    const t0 = Date.now();
    const folder = join(workspace.dir, 'landing');
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const f = join(folder, path);
      if (statSync(f).isFile()) await putObject(client, lake().bucket, `${prefix}/landing/${path}`, readFileSync(f));
    }
    const t1 = Date.now();
    const first = front.queries.length;
    const report = await project.command('build', options);
    const queries = front.queries.slice(first);
    log(`===== ${until} upload ${t1 - t0} build ${Date.now() - t1} exit ${report.exitCode} queries ${queries.length} totals ${JSON.stringify(report.totals)}`);
    for (const p of problems(report)) log('PROBLEM ' + p);
    for (const q of queries) log(`--- ${q.state} ${q.substatementType} bytes ${q.bytes} billed ${q.billedBytes} wg ${q.workGroup} ${q.reason ?? ''} ${JSON.stringify((q as any).times ?? {})}\n${q.sql}`);
    for (const r of report.results) log(`RESULT ${r.name} ${r.status} statements ${(r as any).statements} ms ${(r as any).elapsedMs ?? (r as any).durationMs} rows ${(r as any).rows}`);
    if (report.exitCode !== 0) break;
  }
  await front.stop();
  expect(1).toBe(1);
});
