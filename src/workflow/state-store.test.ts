import { expect, test } from 'vitest';
import type { Project } from '../project/project.ts';
import type { Invocation } from '../lakemodel.ts';
import { stateLocation } from './state-store.ts';

const invocation = { projectDir: '/work/shop' } as Invocation;

function location(type: string, settings: Record<string, unknown>, given?: string): string {
  const project = {
    settings: { targetPath: 'target', ...(given !== undefined && { stateLocation: given }) },
    target: { name: 'prod', type, threads: 4, settings },
  };
  return stateLocation(project as unknown as Project, invocation);
}

test('state lies where project.yml says, beside the tables on Athena, else in the target folder', () => {
  const athena = { s3_data_dir: 's3://acme/tables/' };
  expect(location('duckdb', {})).toBe('/work/shop/target/state');
  expect(location('trino', { s3_data_dir: 's3://acme/tables' })).toBe('/work/shop/target/state');
  expect(location('athena', {})).toBe('/work/shop/target/state');
  expect(location('athena', athena)).toBe('s3://acme/tables/_lakemodel/state/');
  expect(location('athena', { s3_data_dir: 's3://acme' })).toBe('s3://acme/_lakemodel/state/');
  expect(location('athena', athena, 's3://other/state')).toBe('s3://other/state');
  expect(location('athena', athena, 'state')).toBe('/work/shop/state');
  expect(location('trino', {}, 's3://other/state')).toBe('s3://other/state');
});
