import { expect, test } from 'vitest';
import type { RelationNode } from '../project/project.ts';
import { athenaNameProblems } from './athena-names.ts';
import type { PlanScope } from './scope.ts';

function codes(dialect: string, identifier: string, ...columns: readonly string[]): readonly string[] {
  const node = { name: 'm', path: 'models/m.sql', relation: { schema: 'gold', identifier }, configSpans: {} };
  const scope = { dialect, project: { texts: {} } };
  return athenaNameProblems(
    node as unknown as RelationNode,
    columns.map((name) => ({ name, type: 'integer' })),
    scope as unknown as PlanScope,
  ).map(({ code, severity, message }) => `${severity} ${code} ${/(\w+) "/.exec(message.replace('"m"', ''))?.[1]}`);
}

test('names that Glue cannot have are errors', () => {
  expect(codes('athena', 'x'.repeat(256))).toEqual(['error name-not-in-glue table']);
  expect(codes('athena', 'ö'.repeat(128), 'a\nb')).toEqual([
    'error name-not-in-glue table',
    'error name-not-in-glue column',
  ]);
});

test('names that Athena may stumble over are warnings', () => {
  expect(codes('athena', 'my table', 'a', 'a b', 'a.b')).toEqual([
    'warning name-unsupported-on-athena table',
    'warning name-unsupported-on-athena column',
    'warning name-unsupported-on-athena column',
  ]);
});

test('plain names, also in other scripts, and other engines, have no problem', () => {
  expect(codes('athena', 'größe_1', '_id', '日付')).toEqual([]);
  expect(codes('trino', 'my table', 'a b')).toEqual([]);
});
