import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject, expect, test } from 'vitest';
import { catalog, manifest, target } from './artifacts.ts';
import { succeed } from './python.ts';

interface Report {
  readonly covered: number;
  readonly total: number;
  readonly tables: readonly { readonly name: string; readonly covered: number; readonly total: number }[];
}

test.each(['doc', 'test'] as const)('dbt-coverage counts the columns that have a %s', (kind) => {
  const report = join(target(), `coverage-${kind}.json`);
  const run = `import sys; from dbt_coverage import app; sys.argv[0] = "dbt-coverage"; app()`;
  const options = ['--project-dir', inject('built'), '--cov-report', report];
  succeed('readers', ['-c', run, 'compute', kind, ...options], inject('built'));
  const { covered, total, tables } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const columns = catalogColumns();
  expect(tables.length).toBe(new Set(columns.map(({ id }) => id)).size);
  expect(total).toBe(columns.length);
  const has = kind === 'doc' ? documented() : tested();
  expect(covered).toBe(columns.filter(({ id, name }) => has.has(`${id} ${name}`)).length);
  expect(covered).toBeGreaterThan(100);
});

function catalogColumns(): readonly { readonly id: string; readonly name: string }[] {
  const { nodes, sources } = catalog();
  return Object.entries({ ...nodes, ...sources }).flatMap(([id, table]) =>
    Object.keys(table.columns).map((name) => ({ id, name: name.toLowerCase() })),
  );
}

function documented(): ReadonlySet<string> {
  const { nodes, sources } = manifest();
  const found = Object.entries({ ...nodes, ...sources }).flatMap(
    ([id, { columns }]) =>
    Object.values(columns).flatMap(({ name, description }) => (description === '' ? [] : [`${id} ${name.toLowerCase()}`])), // prettier-ignore
  );
  return new Set(found);
}

function tested(): ReadonlySet<string> {
  const found = Object.values(manifest().nodes).flatMap(({ test_metadata: test, depends_on: { nodes = [] }, column_name: column }) => {
    // It takes the first relation of every other test with a column, with dbt's manifests, too.
    const id = nodes.at(test?.name === 'relationships' ? -1 : 0);
    return test && id !== undefined && column ? [`${id} ${column.toLowerCase()}`] : [];
  }); // prettier-ignore
  return new Set(found);
}
