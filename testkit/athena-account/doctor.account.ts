import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openAthena } from '../../src/engines/athena/connection.ts';
import { doctor } from '../../src/workflow/doctor.ts';
import { invocationOf, projectIn } from '../e2e/harness.ts';
import { environment, theAccount } from './account-engine.ts';
import { accountSettings, accountTarget } from './account.ts';

test('doctor finds nothing that failed, and leaves no table', async () => {
  const account = theAccount();
  const prefix = `${account.prefix}_doctor`;
  const dir = mkdtempSync(join(tmpdir(), 'lakemodel-account-doctor-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const project = projectIn(dir);
  project.write({
    'project.yml': `name: shop\nversion: '1'\ntarget: athena\n${accountTarget(account, prefix)}`,
    'models/gold/one.sql': `{{ config(materialized='table') }} select 1 as id`,
  });
  await project.build({ env: environment() });
  const host = {
    now: () => new Date(),
    env: (name: string) => environment()[name],
    newId: () => 'doctor',
    signal: new AbortController().signal,
    onEvent: () => undefined,
  };
  const { checks } = await doctor(invocationOf(dir, {}), { write: true }, host);
  for (const { title, status, detail, fix } of checks) console.info(`${status}\t${title}: ${detail} ${fix ?? ''}`);
  expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
  const connection = await openAthena({ settings: accountSettings(account, prefix), threads: 1 });
  onTestFinished(() => connection.close());
  const tables = await connection.tables({ schema: `${prefix}_gold` });
  expect(tables.map(({ name }) => name)).toEqual(['one']);
});
