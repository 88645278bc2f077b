import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProjectLineage } from '../lineage/project-lineage.ts';
import type { Project } from '../project/project.ts';
import { lineageArtifact, readLineage, writeLineage } from './lineage.ts';

const invocation = {
  invocationId: 'i-1',
  startedAt: '2026-01-02T03:04:05.000Z',
  generatedAt: '2026-01-02T03:04:06.000Z',
};
const project = { name: 'shop', target: { name: 'dev', type: 'duckdb', threads: 1, settings: { password: 'hunter22' } } } as unknown as Project; // prettier-ignore
const lineage: ProjectLineage = {
  nodes: {
    'model.shop.a': {
      name: 'a',
      type: 'model',
      columns: [{ name: 'x', how: 'computed', inputs: [], uses: [], sql: [`'hunter22' || y`] }],
      reads: [],
      uses: [],
    },
  },
};

function folder(text?: string): string {
  const path = mkdtempSync(join(tmpdir(), 'lineage-'));
  if (text !== undefined) writeFileSync(join(path, 'lineage.json'), text);
  return path;
}

async function problemOf(path: string): Promise<string | undefined> {
  const { value, diagnostics } = await readLineage(path);
  expect(value).toBeUndefined();
  return diagnostics[0]?.message.replace(path, '');
}

test('what is written is read again, without secrets', async () => {
  const path = folder();
  await writeLineage(path, lineageArtifact(lineage, project, invocation), project);
  const text = readFileSync(join(path, 'lineage.json'), 'utf8');
  expect(text).not.toContain('hunter22');
  expect(JSON.parse(text)).toMatchObject({
    metadata: { format: 'lakemodel-lineage', version: 1, project_name: 'shop', generated_at: invocation.generatedAt, invocation_id: 'i-1' },
  }); // prettier-ignore
  const read = await readLineage(path);
  expect(JSON.stringify(read.value)).toBe(JSON.stringify(lineage).replace('hunter22', '*****'));
});

test.each([
  [undefined, 'There is no "/lineage.json" to compare with.'],
  ['', '"/lineage.json" cannot be read: it is empty.'],
  ['{"metadata":', '"/lineage.json" cannot be read: it is no JSON.'],
  ['null', '"/lineage.json" cannot be read: it is no lineage of lakemodel.'],
  ['{"metadata": {"dbt_schema_version": "x"}}', '"/lineage.json" cannot be read: it is no lineage of lakemodel.'],
  ['{"metadata": {"format": "lakemodel-lineage", "version": 2}}', '"/lineage.json" cannot be read: its format is version 2.'],
  ['{"metadata": {"format": "lakemodel-lineage", "version": 1}, "nodes": {"a": {}}}', '"/lineage.json" cannot be read: it is not complete.'],
  ['{"metadata": {"format": "lakemodel-lineage", "version": 1}, "nodes": {"a": null}}', '"/lineage.json" cannot be read: it is not complete.'],
])('%s is no lineage.json', async (text, problem) => {
  expect(await problemOf(folder(text))).toBe(problem);
}); // prettier-ignore

test('a folder that is none', async () => {
  expect(await problemOf('/nowhere/at/all')).toBe('There is no "/lineage.json" to compare with.');
});
