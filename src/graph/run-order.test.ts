import { describe, expect, test } from 'vitest';
import type { Project } from '../project/project.ts';
import { buildGraph } from './build-graph.ts';
import type { Graph } from './graph.ts';
import { buildOrderParents, runOrderParents, type RunOrder } from './run-order.ts';
import { projectOf, type ProjectSketch } from './testkit/project-of.ts';

const short = (id: string) => id.replace(/^\w+\.shop\./, '');

/** What each node waits for, by short name; `without` are nodes that are not selected. */
function orderOf(sketch: ProjectSketch, build: boolean, without: readonly string[] = []): Record<string, string[]> {
  const project = projectOf(sketch);
  const { value: graph } = buildGraph(project);
  const selected = graph.order.filter((id) => !without.includes(short(id)));
  const parents = build ? buildOrderParents(graph, selected, project) : runOrderParents(graph, selected);
  return Object.fromEntries([...parents].map(([id, ids]) => [short(id), ids.map(short).sort()]));
}

const CHAIN = { a: {}, b: { reads: ['a'] }, c: { reads: ['b'] }, d: { reads: ['c', 'a'] } };

describe('run', () => {
  test('waits for parents', () => {
    expect(orderOf({ models: CHAIN }, false)).toEqual({ a: [], b: ['a'], c: ['b'], d: ['a', 'c'] });
  });

  test('waits for the nearest selected ancestors beyond nodes that are not selected', () => {
    expect(orderOf({ models: CHAIN }, false, ['b', 'c'])).toEqual({ a: [], d: ['a'] });
    expect(orderOf({ models: CHAIN }, false, ['a', 'b'])).toEqual({ c: [], d: ['c'] });
  });
});

describe('build', () => {
  const tested: ProjectSketch = {
    models: { a: {}, b: { reads: ['a'] }, c: { reads: ['b'] }, other: {} },
    checks: { unique_a: { check: 'unique', on: 'model.shop.a' }, unique_c: { check: 'unique', on: 'model.shop.c' } },
    tests: { a_in_other: { reads: ['a', 'other'] }, a_in_b: { reads: ['a', 'b'] } },
    unitTests: { sums: { model: 'b' } },
  };

  test('children wait for the tests of their parents, unless a test needs what they do not', () => {
    expect(orderOf(tested, true)).toEqual({
      a: [],
      other: [],
      unique_a: ['a'],
      b: ['a', 'b.sums', 'unique_a'],
      'b.sums': ['a'],
      a_in_other: ['a', 'other'],
      a_in_b: ['a', 'b'],
      c: ['a_in_b', 'b'],
      unique_c: ['c'],
    });
  });

  test('without their tests they wait for their parents alone', () => {
    expect(orderOf(tested, true, ['unique_a', 'b.sums', 'a_in_b']).c).toEqual(['b']);
  });

  test('beyond a node that is not selected they wait for its tests and its parents', () => {
    expect(orderOf(tested, true, ['b', 'b.sums']).c).toEqual(['a', 'a_in_b', 'unique_a']);
  });
});

/** Whether `id` waits for `other`, directly or through others. */
function reaches(order: RunOrder, id: string, other: string): boolean {
  const seen = new Set([id]);
  for (const next of seen) for (const parent of order.get(next) ?? []) seen.add(parent);
  return id !== other && seen.has(other);
}

function randomSketch(seed: number): ProjectSketch {
  let state = seed + 1;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  const pick = (count: number, below: number) => [...new Set(Array.from({ length: count }, () => `m${random(below)}`))];
  const models = Array.from({ length: 14 }, (_, index) => [
    `m${index}`,
    { reads: index === 0 ? [] : pick(random(3), index) },
  ]);
  const tests = Array.from({ length: 12 }, (_, index) => [`t${index}`, { reads: pick(random(4), 14) }]);
  return { models: Object.fromEntries(models), tests: Object.fromEntries(tests) };
}

/** dbt's rule in its plain form: a node waits for a test when all that the test reads is upstream of the node. */
function expectDbtsRule(project: Project, graph: Graph, order: RunOrder): void {
  const plain = runOrderParents(graph, graph.order);
  for (const id of graph.order) {
    expect(reaches(order, id, id)).toBe(false);
    for (const other of graph.order) {
      const isTest = project.nodes[other]?.resourceType === 'test';
      const parents = graph.nodes[other]?.parents ?? [];
      const runs = project.nodes[id]?.resourceType !== 'test';
      const awaits = isTest && runs && parents.length > 0 && parents.every((parent) => reaches(plain, id, parent));
      // A test waits for what its model waits for.
      const above = [...graph.order].filter((node) => node === id || reaches(plain, id, node));
      const inherited = isTest && above.some((node) => node !== id && runsAfter(project, graph, plain, node, other));
      expect([id, other, reaches(order, id, other)]).toEqual([
        id,
        other,
        awaits || inherited || reaches(plain, id, other),
      ]);
    }
  }
}

function runsAfter(project: Project, graph: Graph, plain: RunOrder, id: string, test: string): boolean {
  const parents = graph.nodes[test]?.parents ?? [];
  return (
    project.nodes[id]?.resourceType !== 'test' &&
    parents.length > 0 &&
    parents.every((parent) => reaches(plain, id, parent))
  );
}

test.each(Array.from({ length: 30 }, (_, seed) => [seed]))(
  'random project %i follows the rule, and has no cycle',
  (seed) => {
    const project = projectOf(randomSketch(seed));
    const { value: graph } = buildGraph(project);
    expectDbtsRule(project, graph, buildOrderParents(graph, graph.order, project));
  },
);

test('ten thousand models with tests between them', () => {
  const count = 10_000;
  const models = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `m${index}`,
      { reads: index < 100 ? [] : [`m${index - 100}`, `m${index % 100}`] },
    ]),
  );
  const checks = Object.fromEntries(
    Array.from({ length: 5000 }, (_, index) => [
      `t${index}`,
      { check: 'relationships', on: `model.shop.m${index}`, reads: [`m${(index * 7) % 100}`] },
    ]),
  );
  const project = projectOf({ models, checks });
  const { value: graph } = buildGraph(project);
  const everySecond = graph.order.filter((_, index) => index % 2 === 0);
  expect(buildOrderParents(graph, everySecond, project).size).toBe(everySecond.length);
});
