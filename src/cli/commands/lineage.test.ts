import { expect, test } from 'vitest';
import type { Invocation, LineageOptions } from '../../lakemodel.ts';
import { runCli } from '../run-cli.ts';
import { fakeWorld } from '../testkit/fake-world.ts';

interface Call {
  readonly options?: LineageOptions;
  readonly format?: string;
  readonly state?: string | undefined;
}

/** What a command line asks the library for, and what it prints of the answer. */
async function callOf(line: string) {
  const calls: Call[] = [];
  const { world, stdout, stderr } = fakeWorld({
    library: {
      lineage: (_: Invocation, options: LineageOptions) => {
        calls.push({ options });
        return Promise.resolve({ exitCode: 0 as const, diagnostics: [], text: 'the text\u001b', lineage: [] });
      },
      lineageDiff: ({ state }: Invocation, format: 'markdown' | 'json') => {
        calls.push({ format, state });
        return Promise.resolve({ exitCode: 0 as const, diagnostics: [], text: 'the diff', diff: {} });
      },
    },
  });
  const exitCode = await runCli(line.split(' '), world);
  return { exitCode, calls, stdout: stdout(), stderr: stderr() };
}

test.each([
  ['lineage', { directions: [], format: 'text' }],
  ['lineage a.b', { of: 'a.b', directions: [], format: 'text' }],
  ['lineage a.b --upstream --depth 2', { of: 'a.b', directions: ['upstream'], depth: 2, format: 'text' }],
  ['lineage a --format mermaid --downstream', { of: 'a', directions: ['downstream'], format: 'mermaid' }],
  ['lineage --format json a.b --upstream --downstream', { of: 'a.b', directions: ['upstream', 'downstream'], format: 'json' }],
])('%s', async (line, options) => {
  expect(await callOf(line)).toEqual({ exitCode: 0, calls: [{ options }], stdout: 'the text\\u001b\n', stderr: '' });
}); // prettier-ignore

test.each([
  ['lineage diff --state prod', { format: 'markdown', state: '/work/project/models/prod' }],
  ['lineage diff --format json --state /s', { format: 'json', state: '/s' }],
  ['lineage diff --state /s --format markdown', { format: 'markdown', state: '/s' }],
  ['--quiet lineage diff', { format: 'markdown', state: undefined }],
])('%s', async (line, call) => {
  expect(await callOf(line)).toEqual({ exitCode: 0, calls: [call], stdout: 'the diff\n', stderr: '' });
});

test.each([
  ['lineage --upstream', /start from a model or a column/],
  ['lineage a --depth 0', /whole number from 1 up/],
  ['lineage a --format markdown', /no format "markdown" here[^]*text, json, mermaid/],
  ['lineage diff --format mermaid', /no format "mermaid" here[^]*markdown, json/],
  ['lineage a --format yaml', /Allowed choices/],
  ['lineage diff a', /Too many arguments/],
  ['lineage a b', /Too many arguments/],
])('%s is a mistake', async (line, message) => {
  const { exitCode, calls, stderr } = await callOf(line);
  expect([exitCode, calls]).toEqual([2, []]);
  expect(stderr).toMatch(message);
});
