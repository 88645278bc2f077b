import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { resultOf, sampleReport, sampleResults } from '../testkit/sample-run.ts';
import { failureText, nextSteps, runDiagnostics } from './run-aftermath.ts';

const plain = picocolors.createColors(false);

test('a diagnostic of the report and of a node is one', () => {
  expect(runDiagnostics(sampleReport.diagnostics, sampleResults)).toHaveLength(1);
});

test('who was skipped because of whom', () => {
  expect(failureText(sampleResults, plain)).toBe('Skipped because of gold.revenue: gold.report.');
  const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => resultOf(name, { status: 'skipped', causedBy: 'x' }));
  expect(failureText(many, plain)).toBe('Skipped because of x: a, b, c, d, e and 2 more.');
});

test('a failure without a diagnostic is said', () => {
  const failed = resultOf('a.b', { status: 'error', message: 'The engine went away.\u001b[2J' });
  expect(failureText([failed], plain)).toBe('error: a.b: The engine went away.\\u001b[2J');
});

test('next steps', () => {
  expect(nextSteps(sampleResults, ' --target prod').split('\n')).toEqual([
    'Next:',
    '  lakemodel show --select accepted_range_volt --target prod  the rows that fail the test',
    '  lakemodel quarantine show telemetry --target prod          the rows that were held back, and why',
    '  lakemodel retry --target prod                              run again what failed or was skipped',
  ]);
  expect(nextSteps([resultOf('a.b')], '')).toBe('');
});
