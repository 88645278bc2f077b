import { expect, test } from 'vitest';
import { sourceSystems } from '../plan/audit.ts';
import { buildGraph } from './build-graph.ts';
import { projectOf, type ProjectSketch } from './testkit/project-of.ts';

const id = (name: string) => `model.shop.${name}`;

/** A rule on `orders` that reads `parts`, a model that is later in the alphabet and not read by its query. */
function ruled(sketch: ProjectSketch = {}, onFail?: 'quarantine'): ProjectSketch {
  const rule = { check: 'relationships', on: id('orders'), reads: ['orders', 'parts'], yaml: 'models/orders.yml' };
  return {
    sources: ['shop.orders', 'erp.parts'],
    models: { orders: { reads: ['shop.orders'] }, parts: { reads: ['erp.parts'] } },
    checks: { part_exists: { ...rule, ...(onFail && { onFail }) } },
    ...sketch,
  };
}

test('a model waits for what its row rules read', () => {
  const { value: graph, diagnostics } = buildGraph(projectOf(ruled({}, 'quarantine')));
  expect(diagnostics).toEqual([]);
  expect(graph.nodes[id('orders')]?.parents).toEqual([id('parts'), 'source.shop.shop.orders']);
});

test('a model does not wait for what its data tests read', () => {
  const { value: graph } = buildGraph(projectOf(ruled()));
  expect(graph.nodes[id('orders')]?.parents).toEqual(['source.shop.shop.orders']);
});

test('what a rule reads is no input: a row does not come from there', () => {
  const project = projectOf(ruled({}, 'quarantine'));
  expect(sourceSystems(project, buildGraph(project).value).get(id('orders'))).toBe('shop');
});

test('what the query reads, too, stays an input', () => {
  const models = { orders: { reads: ['shop.orders', 'parts'] }, parts: { reads: ['erp.parts'] } };
  const project = projectOf(ruled({ models }, 'quarantine'));
  const { value: graph } = buildGraph(project);
  expect(graph.edges.filter(({ from, to }) => from === id('parts') && to === id('orders'))).toHaveLength(1);
  expect(sourceSystems(project, graph).get(id('orders'))).toBe('erp,shop');
});

test('a rule that reads what is made of its model can never be asked: a cycle', () => {
  const models = { orders: { reads: ['shop.orders'] }, parts: { reads: ['orders'] } };
  const { diagnostics } = buildGraph(projectOf(ruled({ models }, 'quarantine')));
  expect(diagnostics.map(({ code }) => code)).toEqual(['cycle']);
});
