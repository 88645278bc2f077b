import { describe, expect, test } from 'vitest';
import { printDiagnostic } from '../diagnostics/index.ts';
import { buildGraph } from './build-graph.ts';
import { projectOf, type NodeSketch, type ProjectSketch } from './testkit/project-of.ts';

const id = (name: string) => `model.shop.${name}`;

function checkProblems(sketch: ProjectSketch, expected: readonly string[]): void {
  const { diagnostics } = buildGraph(projectOf(sketch));
  expect(diagnostics.map((diagnostic) => printDiagnostic(diagnostic))).toEqual(expected);
}

function chain(length: number): Record<string, NodeSketch> {
  const name = (index: number) => `m${String(index).padStart(5, '0')}`;
  return Object.fromEntries(
    Array.from({ length }, (_, index) => [name(index), { reads: index === 0 ? [] : [name(index - 1)] }]),
  );
}

describe('the graph', () => {
  const project = projectOf({
    sources: ['erp.parts'],
    seeds: { regions: {} },
    models: {
      b: { reads: ['a', 'regions', 'a'] },
      a: { reads: ['erp.parts'], watermarks: ['arrived_at'] },
      c: { reads: ['a', 'b'], watermarks: ['arrived_at of a'] },
    },
    checks: { unique_a_id: { check: 'unique', on: id('a'), yaml: 'models/a.yml' } },
    tests: { no_orphans: { reads: ['a', 'c'] } },
    analyses: { top: { reads: ['c'] } },
    exposures: { board: { reads: ['c'] } },
    unitTests: { sums: { model: 'b', given: ['a'] } },
  });
  const { value: graph, diagnostics } = buildGraph(project);

  test('has every node, its parents and its children', () => {
    expect(diagnostics).toEqual([]);
    expect(graph.nodes[id('a')]).toEqual({
      id: id('a'),
      parents: ['source.shop.erp.parts'],
      children: [id('b'), id('c'), 'test.shop.no_orphans', 'test.shop.unique_a_id'],
    });
    expect(graph.nodes['unit_test.shop.b.sums']?.parents).toEqual([id('b')]);
    expect(graph.nodes['exposure.shop.board']?.parents).toEqual([id('c')]);
  });

  test('orders by depth, then by id', () => {
    expect(graph.order).toEqual([
      'seed.shop.regions',
      'source.shop.erp.parts',
      id('a'),
      id('b'),
      'test.shop.unique_a_id',
      id('c'),
      'unit_test.shop.b.sums',
      'analysis.shop.top',
      'exposure.shop.board',
      'test.shop.no_orphans',
    ]);
  });

  test('keeps the first place of each edge', () => {
    const edges = graph.edges.filter((edge) => edge.to === id('b'));
    expect(edges.map(({ from, span }) => [from, span.start])).toEqual([
      [id('a'), 0],
      ['seed.shop.regions', 2],
    ]);
  });

  test('says whose column a watermark means', () => {
    expect(graph.watermarks).toMatchObject({
      [id('a')]: [{ column: 'arrived_at', of: 'source.shop.erp.parts' }],
      [id('c')]: [{ column: 'arrived_at', of: id('a') }],
    });
  });

  test('is frozen plain data', () => {
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
    expect(
      [graph, graph.nodes, graph.nodes[id('a')], graph.nodes[id('a')]?.parents, graph.order].every(Object.isFrozen),
    ).toBe(true);
  });

  test('does not depend on the order of the project', () => {
    const reversed = { ...project, nodes: Object.fromEntries(Object.entries(project.nodes).reverse()) };
    const rest = { nodes: graph.nodes, order: graph.order, watermarks: graph.watermarks };
    expect(buildGraph(reversed).value).toMatchObject(rest);
  });
});

describe('references', () => {
  test('to nothing get the nearest names', () => {
    checkProblems({ models: { orders: {}, revenue: { reads: ['ordrs'] } } }, [
      [
        'error[ref-unknown]: Model "ordrs" does not exist.',
        '  models/revenue.sql:1:1',
        '  1 | ordrs',
        '    | ^^^^^',
        '  hint: Did you mean "orders"?',
      ].join('\n'),
    ]);
  });

  test.each([
    [
      'a disabled model',
      { models: { a: { reads: ['old'] } }, disabled: ['model.shop.old'] },
      'Model "old" is disabled.',
      'Enable it',
    ],
    [
      'a table of a source',
      { models: { a: { reads: ['parts'] } }, sources: ['erp.parts'] },
      'Model "parts" does not',
      "source('erp', 'parts')",
    ],
    [
      'a source',
      { models: { a: { reads: ['erp'] } }, sources: ['erp.parts'] },
      'Model "erp" does not',
      "source('erp', 'parts')",
    ],
    [
      'another package',
      { models: { a: { reads: ['gold:b'] }, b: {} } },
      'Package "gold" does not exist.',
      'this project is "shop"',
    ],
    [
      'an analysis',
      { models: { a: { reads: ['top'] } }, analyses: { top: {} } },
      '"top" is an analysis',
      'Reference a model',
    ],
    ['a data test', { models: { a: { reads: ['t'] } }, tests: { t: {} } }, '"t" is a data test', 'Reference a model'],
    ['itself', { models: { a: { reads: ['a'] } } }, '"a" references itself.', '{{ this }}'],
    ['the same test', { tests: { t: { reads: ['t'] } } }, '"t" references itself.', ''],
    [
      'a source table',
      { models: { a: { reads: ['erp.part'] } }, sources: ['erp.parts'] },
      '"erp.part" is not declared.',
      'Did you mean "parts"?',
    ],
    [
      'a table of a near source',
      { models: { a: { reads: ['epr.parts'] } }, sources: ['erp.parts'] },
      '"epr.parts" is not',
      'Did you mean "erp.parts"?',
    ],
    ['a model as source', { models: { a: { reads: ['silver.base'] }, base: {} } }, 'is not declared.', "ref('base')"],
    [
      'a disabled source',
      { models: { a: { reads: ['erp.x'] } }, disabled: ['source.shop.erp.x'] },
      '"erp.x" is disabled.',
      'Enable it',
    ],
    ['an undeclared source', { models: { a: { reads: ['erp.x'] } } }, 'is not declared.', 'Declare the table'],
    [
      'a model by a unit test',
      { models: { orders: {} }, unitTests: { t: { model: 'order' } } },
      '"order" does not',
      '"orders"',
    ],
    [
      'an input of a unit test',
      { models: { a: {} }, unitTests: { t: { model: 'a', given: ['nope'] } } },
      '"nope" does not',
      '',
    ],
  ] satisfies [string, ProjectSketch, string, string][])('to %s', (_, sketch, message, hint) => {
    const { diagnostics } = buildGraph(projectOf(sketch));
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.message).toContain(message);
    expect(diagnostics[0]?.hint ?? '').toContain(hint);
    expect(diagnostics[0]?.place).toBeDefined();
  });

  test('with the name of the own package are fine', () => {
    checkProblems({ models: { a: { reads: ['shop:b'] }, b: {} } }, []);
  });

  test('to a version of a model', () => {
    const project = projectOf({ models: { a: { reads: ['b'] }, b: {} } });
    const a = project.nodes[id('a')] as NonNullable<(typeof project.nodes)[string]>;
    const refs = a.references.refs.map((ref) => ({ ...ref, version: '2' }));
    const changed = {
      ...project,
      nodes: { ...project.nodes, [id('a')]: { ...a, references: { ...a.references, refs } } },
    };
    expect(buildGraph(changed).diagnostics.map(({ message }) => message)).toEqual(['Model "b" has no version "2".']);
  });

  test('are all told at once, those behind the hundredth as a count', () => {
    const models = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`m${index}`, { reads: ['x.y'] }]));
    const { diagnostics } = buildGraph(projectOf({ models }));
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)?.message).toBe('30 more references have problems.');
  });

  test('a place is told once, though a macro carries it into many models', () => {
    const project = projectOf({ models: { a: { reads: ['nope'] }, b: {} } });
    const [a, b] = [project.nodes[id('a')], project.nodes[id('b')]];
    const nodes = { [id('a')]: a, [id('b')]: { ...b, references: a?.references } } as typeof project.nodes;
    expect(buildGraph({ ...project, nodes }).diagnostics).toHaveLength(1);
  });

  test('of a test attached to something unknown make no edge', () => {
    checkProblems({ checks: { c: { check: 'unique', on: 'model.shop.gone' } } }, []);
  });

  test('names that JavaScript knows are just unknown', () => {
    const sketch = { models: { a: { reads: ['constructor', '__proto__.toString'] } } };
    expect(buildGraph(projectOf(sketch)).diagnostics.map(({ code }) => code)).toEqual([
      'ref-unknown',
      'source-unknown',
    ]);
  });
});

describe('watermarks', () => {
  test.each([
    ['of two inputs', { a: { reads: ['b', 'c'], watermarks: ['t'] }, b: {}, c: {} }, ["t', ref('b'))"]],
    ['of no input', { a: { watermarks: ['t'] } }, ['leave the watermark out']],
    ['of an unknown input', { a: { reads: ['b'], watermarks: ['t of cc'] }, b: {} }, []],
    ['of one that is named', { a: { reads: ['b', 'c'], watermarks: ['t of c'] }, b: {}, c: {} }, undefined],
    ['of an input named only there', { a: { watermarks: ['t of c'] }, c: {} }, undefined],
    ['of the only input, read twice', { a: { reads: ['b', 'b'], watermarks: ['t'] }, b: {} }, undefined],
  ] as const)('%s', (_, models, hints) => {
    const { value, diagnostics } = buildGraph(projectOf({ models }));
    if (hints === undefined) {
      expect(diagnostics).toEqual([]);
      expect(value.watermarks[id('a')]).toHaveLength(1);
    } else {
      expect(diagnostics).toHaveLength(1);
      for (const hint of hints) expect(diagnostics[0]?.hint).toContain(hint);
    }
  });

  test('an unknown reference does not make a watermark ambiguous too', () => {
    const { diagnostics } = buildGraph(
      projectOf({ models: { a: { reads: ['b', 'nope'], watermarks: ['t'] }, b: {} } }),
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['ref-unknown']);
  });
});

describe('cycles', () => {
  test('are shown with the place of each reference', () => {
    checkProblems({ models: { a: { reads: ['c'] }, b: { reads: ['a'] }, c: { reads: ['b'] }, d: { reads: ['c'] } } }, [
      [
        'error[cycle]: "a", "b", "c" depend on each other in a cycle.',
        '  models/b.sql:1:1',
        '  1 | a',
        '    | ^',
        '  "c" references "b" here:',
        '  models/c.sql:1:1',
        '  1 | b',
        '    | ^',
        '  "a" references "c" here:',
        '  models/a.sql:1:1',
        '  1 | c',
        '    | ^',
        '  hint: Remove one of these references, or move the rows both need into a model of their own.',
      ].join('\n'),
    ]);
  });

  test('of separate nodes are separate problems, nodes between them belong to none', () => {
    const models = {
      a: { reads: ['b'] },
      b: { reads: ['a'] },
      between: { reads: ['a'] },
      x: { reads: ['y', 'between'] },
      y: { reads: ['x'] },
    };
    const { value, diagnostics } = buildGraph(projectOf({ models }));
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '"a", "b" depend on each other in a cycle.',
      '"x", "y" depend on each other in a cycle.',
    ]);
    expect([...value.order].sort()).toEqual(Object.keys(value.nodes));
  });

  test('as long as the project is large are found', () => {
    const models = { ...chain(10_000), m00000: { reads: ['m09999'] } };
    const { diagnostics } = buildGraph(projectOf({ models }));
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.message).toContain('and 9992 more depend on each other');
  });

  test('of a thousand models are still split into knots', () => {
    const models = { ...chain(1000), m00000: { reads: ['m00999'] } };
    expect(buildGraph(projectOf({ models })).diagnostics[0]?.message).toContain('and 992 more depend on each other');
  });

  test('chains of ten thousand models are no cycle', () => {
    const { value, diagnostics } = buildGraph(projectOf({ models: chain(10_000) }));
    expect(diagnostics).toEqual([]);
    expect(value.order.at(-1)).toBe(id('m09999'));
  });
});
