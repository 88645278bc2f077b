import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { printDiagnostics } from '../../src/diagnostics/index.ts';
import { compile, type Host } from '../../src/lakemodel.ts';
import { invocationOf } from '../e2e/harness.ts';

const HOST: Host = {
  now: () => new Date('2026-01-01T00:00:00Z'),
  env: () => undefined,
  newId: () => 'run-1',
  signal: new AbortController().signal,
  onEvent: () => undefined,
};

/** A project as dbt projects are commonly written has nothing to be told of, for any target. */
test.each(['local', 'athena'])('no false alarm: %s', async (target) => {
  const targetPath = mkdtempSync(join(tmpdir(), 'lakemodel-dbt-style-'));
  onTestFinished(() => rmSync(targetPath, { recursive: true, force: true }));
  const report = await compile(invocationOf(join(import.meta.dirname, 'project'), { target, targetPath }), HOST);
  expect(printDiagnostics(report.diagnostics)).toBe('');
  expect(report.exitCode).toBe(0);
  expect(report.nodes.length).toBeGreaterThanOrEqual(40);
});
