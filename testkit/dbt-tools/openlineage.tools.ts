import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { exportOpenLineage } from '../../src/lakemodel.ts';
import { invocationOf } from '../e2e/harness.ts';
import { runResults } from './artifacts.ts';
import { succeed } from './python.ts';

test("OpenLineage's own client reads every event, and writes it again as it was", async () => {
  const dir = mkdtempSync(join(tmpdir(), 'openlineage-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const host = { now: () => new Date(), env: () => undefined, newId: () => 'export', signal: new AbortController().signal, onEvent: () => undefined }; // prettier-ignore
  const report = await exportOpenLineage(invocationOf(inject('built'), {}), { lastRun: true }, host);
  expect([report.exitCode, report.diagnostics.filter(({ severity }) => severity === 'error')]).toEqual([0, []]);
  const file = join(dir, 'events.jsonl');
  writeFileSync(file, `${report.text}\n`);
  const script = join(import.meta.dirname, 'read-with-openlineage.py');
  const counts = JSON.parse(succeed('openlineage', [script, file], dir)) as Readonly<Record<string, number>>;
  // A START and an end for each result, and for the command.
  expect(counts['RunEvent']).toBe(2 * runResults().results.length + 2);
  for (const kind of ['JobEvent', 'DatasetEvent', 'ColumnLineageDatasetFacet', 'SchemaDatasetFacet', 'ParentRunFacet', 'SQLJobFacet', 'DataQualityAssertionsDatasetFacet']) expect(counts[kind], kind).toBeGreaterThan(10); // prettier-ignore
});
