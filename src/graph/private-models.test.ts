import { expect, test } from 'vitest';
import { printDiagnostic } from '../diagnostics/index.ts';
import { loadGood } from '../project/testkit/temporary-project.ts';
import { buildGraph } from './build-graph.ts';
import { projectOf, type NodeSketch, type ProjectSketch } from './testkit/project-of.ts';

const inner: NodeSketch = { config: { access: 'private', group: 'finance' } };
const inside: NodeSketch = { reads: ['inner'], config: { group: 'finance' } };

function problems(sketch: ProjectSketch): readonly (readonly [string, string])[] {
  return buildGraph(projectOf(sketch)).diagnostics.map(({ code, message }) => [code, message]);
}

function refused(from: string): readonly (readonly [string, string])[] {
  return [['ref-private', `"${from}" may not read model "inner", which is private to the group "finance".`]];
}

test('a private model is read by models, tests and snapshots of its group', () => {
  const models = { inner, inside };
  const checks = { unique_id: { check: 'unique', on: 'model.shop.inner' } };
  expect(problems({ models, snapshots: { kept: inside }, tests: { t: inside }, checks })).toEqual([]);
  // Unit tests put rows in its place.
  expect(problems({ models, unitTests: { u: { model: 'inside', given: ['inner'] } } })).toEqual([]);
});

test.each([
  ['a model of another group', { models: { inner, a: { reads: ['inner'], config: { group: 'sales' } } } }],
  ['a model of no group', { models: { inner, a: { reads: ['inner'] } } }],
  ['a singular test', { models: { inner }, tests: { a: { reads: ['inner'] } } }],
  ['an analysis', { models: { inner }, analyses: { a: { reads: ['inner'] } } }],
  ['an exposure', { models: { inner }, exposures: { a: { reads: ['inner'] } } }],
  [
    "a generic test's argument",
    { models: { inner, b: {} }, checks: { a: { check: 'relationships', on: 'model.shop.b', reads: ['inner'] } } },
  ],
  // The same place is told once.
  ['one that names it twice', { models: { inner, a: { reads: ['inner'], watermarks: ['id of inner'] } } }],
] satisfies [string, ProjectSketch][])('it is not read by %s', (_, sketch) => {
  const found = problems(sketch);
  expect(found.slice(0, 1)).toEqual(refused('a'));
  expect(new Set(found.map(([code]) => code))).toEqual(new Set(['ref-private']));
});

test('what is protected or public is read by all; seeds are', () => {
  const open = (access: 'protected' | 'public'): NodeSketch => ({ config: { access, group: 'finance' } });
  const models = { a: { reads: ['b', 'c', 's'] }, b: open('protected'), c: open('public') };
  expect(problems({ models, seeds: { s: inner } })).toEqual([]);
});

test('a private model of no group is read by none', async () => {
  const project = await loadGood({
    'models/inner.sql': "{{ config(access='private') }} select 1 as id",
    'models/a.sql': "select * from {{ ref('inner') }}\n",
  });
  const { value: graph, diagnostics } = buildGraph(project);
  expect(diagnostics.map((diagnostic) => printDiagnostic(diagnostic))).toEqual([
    [
      'error[ref-private]: "a" may not read model "inner", which is private.',
      '  models/a.sql:1:22',
      "  1 | select * from {{ ref('inner') }}",
      '    |                      ^^^^^^^',
      '  hint: Put both into one group, or set "access: protected" for "inner".',
    ].join('\n'),
  ]);
  expect(graph.nodes['model.shop.a']?.parents).toEqual(['model.shop.inner']);
});
