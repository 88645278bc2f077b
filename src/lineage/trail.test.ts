import { expect, test } from 'vitest';
import { columnGraph } from './column-graph.ts';
import type { NodeLineage, ProjectLineage } from './project-lineage.ts';
import { closure, trailOf, type TrailStep } from './trail.ts';

/** Nodes of one column `x` each, by name, with the nodes whose `x` it is computed from. */
function projectOf(inputs: Readonly<Record<string, readonly string[]>>): ProjectLineage {
  const node = (name: string, from: readonly string[]): NodeLineage => ({
    name,
    type: 'model',
    columns: [
      {
        name: 'x',
        how: 'computed',
        inputs: from.map((input) => ({ node: input, column: 'X', how: 'computed' })),
        uses: [],
        sql: [],
      },
    ],
    reads: from,
    uses: [],
  });
  return { nodes: Object.fromEntries(Object.entries(inputs).map(([name, from]) => [name, node(name, from)])) };
}

/** `a(b(c) b…)`: `…` marks what is followed elsewhere, `+2` what lies beyond the depth. */
function text({ name, steps, again, more }: TrailStep): string {
  const inner = steps.length === 0 ? '' : `(${steps.map(text).join(' ')})`;
  return `${name}${inner}${again ? '…' : ''}${more === undefined ? '' : `+${more}`}`;
}

const diamond = columnGraph(projectOf({ a: [], b: ['a'], c: ['a'], d: ['b', 'c'] }));

test('each column is followed once', () => {
  expect(text(trailOf(diamond, { node: 'd', column: 'x' }, 'upstream'))).toBe('d(b(a) c(a))');
  const deeper = columnGraph(projectOf({ s: [], a: ['s'], b: ['a'], c: ['a'], d: ['b', 'c'] }));
  expect(text(trailOf(deeper, { node: 'd', column: 'x' }, 'upstream'))).toBe('d(b(a(s)) c(a…))');
  expect(text(trailOf(diamond, { node: 'a', column: 'X' }, 'downstream'))).toBe('a(b(d) c(d))');
});

test('a depth', () => {
  expect(text(trailOf(diamond, { node: 'd', column: 'x' }, 'upstream', 1))).toBe('d(b+1 c+1)');
});

test('a column is followed where it is nearest, so that a depth hides no more than it must', () => {
  const graph = columnGraph(projectOf({ s: [], a: ['s'], far: ['a'], end: ['far', 'a'] }));
  expect(text(trailOf(graph, { node: 'end', column: 'x' }, 'upstream', 2))).toBe('end(far(a…) a(s))');
});

test('a model that reads itself, and a circle', () => {
  const itself = columnGraph(projectOf({ s: [], a: ['a', 's'] }));
  expect(text(trailOf(itself, { node: 'a', column: 'x' }, 'upstream'))).toBe('a(s)');
  const circle = columnGraph(projectOf({ a: ['c'], b: ['a'], c: ['b'] }));
  expect(text(trailOf(circle, { node: 'a', column: 'x' }, 'upstream'))).toBe('a(c(b(a…)))');
  expect(closure(circle, [{ node: 'a', column: 'x' }]).map(({ node }) => node)).toEqual(['b', 'c']);
});

test('a ladder of diamonds is no tree of all its ways', () => {
  const levels = Array.from({ length: 60 }, (_, level) => level);
  const inputs = Object.fromEntries(
    levels.flatMap((level) => {
      const below = level === 0 ? [] : [`l${level - 1}`, `r${level - 1}`];
      return [[`l${level}`, below] as const, [`r${level}`, below] as const];
    }),
  );
  const trail = trailOf(columnGraph(projectOf(inputs)), { node: 'l59', column: 'x' }, 'upstream');
  expect(text(trail).match(/[lr]\d+/g)?.length).toBeLessThan(60 * 4);
});

test('names that objects have by birth', () => {
  const graph = columnGraph(projectOf({ constructor: [], a: ['constructor'] }));
  expect(text(trailOf(graph, { node: 'a', column: 'x' }, 'upstream'))).toBe('a(constructor)');
  expect(graph.node('toString')).toBeUndefined();
});
