import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { catalog, manifest, target } from './artifacts.ts';
import { succeed } from './python.ts';

test('dbterd draws a table for each model, seed and snapshot, and an edge for each test of a relationship', () => {
  const out = mkdtempSync(join(tmpdir(), 'dbterd-'));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  const run = `import sys; from dbterd.main import main; sys.argv[0] = "dbterd"; main()`;
  const kinds = ['model', 'seed', 'snapshot'].flatMap((kind) => ['-rt', kind]);
  succeed('readers', ['-c', run, 'run', '-ad', target(), '-o', out, '-t', 'dbml', ...kinds], out);
  const dbml = readFileSync(join(out, 'output.dbml'), 'utf8');
  const { nodes } = manifest();
  const drawn = Object.keys(nodes).filter((id) => /^(model|seed|snapshot)\./.test(id));
  expect([...dbml.matchAll(/^Table "([^"]+)"/gm)].map(([, id]) => id).sort()).toEqual(drawn.sort());
  const columns = dbml.split(/^Table "model\.machine_service\.fact_cases" \{\n/m)[1]?.split('\n}')[0] ?? '';
  expect([...columns.matchAll(/^ {2}"(\w+)"/gm)].map(([, name]) => name).sort()).toEqual(
    Object.keys(catalog().nodes['model.machine_service.fact_cases']?.columns ?? {}).sort(),
  );
  const expected = Object.entries(nodes).flatMap(
    ([testId, { test_metadata: test, attached_node: from, column_name: column }]) => {
      // It looks for the word in ids: a test with a name of its own is none for it, with dbt's manifests, too.
      if (!testId.includes('relationships') || !test || typeof from !== 'string') return [];
      const to = /ref\('(\w+)'\)/.exec(String(test.kwargs['to']))?.[1];
      const id = Object.keys(nodes).find((key) => key.endsWith(`.${to}`) && !key.startsWith('test.'));
      return [`Ref: "${from}"."${column}" > "${id}"."${String(test.kwargs['field'])}"`];
    },
  );
  expect(expected.length).toBeGreaterThan(10);
  expect([...new Set(dbml.match(/^Ref: .*$/gm))].sort()).toEqual([...new Set(expected)].sort());
});
