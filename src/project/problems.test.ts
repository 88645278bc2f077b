import { expect, test } from 'vitest';
import { createProblems } from './problems.ts';

const text = 'a\nb\nc\n';
const at = (file: string, start: number) => ({ file, start, end: start + 1 });

test('sorts by file and place, and tells the same thing once', () => {
  const problems = createProblems(() => text);
  problems.report('yaml-tab', undefined, at('b.yml', 2));
  problems.report('yaml-tab', undefined, at('b.yml', 0));
  problems.report('yaml-tab', undefined, at('a.yml', 4));
  problems.report('yaml-tab', undefined, at('a.yml', 4));
  const places = problems.toDiagnostics().map(({ place }) => `${place?.file}:${place?.line}`);
  expect(places).toEqual(['a.yml:3', 'b.yml:1', 'b.yml:2']);
});

test('keeps a hundred, errors first, and counts the rest (too-many-problems)', () => {
  const problems = createProblems(() => text);
  for (let index = 0; index < 150; index++) problems.report('model-empty', { name: `m${index}` }, `a${index}.sql`);
  problems.report('yaml-tab', undefined, at('z.yml', 0));
  const found = problems.toDiagnostics();
  expect(found).toHaveLength(101);
  expect(found[99]?.code).toBe('yaml-tab');
  expect(found[100]).toMatchObject({
    code: 'too-many-problems',
    severity: 'error',
    message: expect.stringContaining('51 more'),
  });
});
