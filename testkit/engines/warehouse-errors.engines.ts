import { expect, test } from 'vitest';
import { newProject, problems } from '../e2e/harness.ts';
import { lake } from './lake.ts';

test('a warehouse that cannot be read is an error of the engine, whatever the command', async () => {
  const { host, port } = lake().trino;
  const project = newProject({
    'project.yml': `name: shop
version: 1.0.0
target: trino
targets:
  trino: { type: trino, host: ${host}, port: ${port}, user: tests, catalog: nowhere, schema: none }
`,
    'models/gold/m.sql': 'select 1 as id',
  });
  const found = [await project.command('run'), await project.plan('run'), await project.show('m')];
  for (const { exitCode, diagnostics } of found) {
    expect(exitCode).toBe(3);
    expect(problems({ diagnostics })).toEqual([expect.stringMatching(/^engine-catalog-missing: .*"nowhere"/)]);
  }
});
