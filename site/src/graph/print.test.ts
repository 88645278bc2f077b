import { describe, expect, test } from 'vitest';
import { curve, cutTo } from './drawing.ts';
import { readGraphState } from './graph-state.ts';
import { nestedLines, type ListLine } from './list-view.tsx';
import { columnMermaid, graphMermaid } from './mermaid.ts';
import { selectorOf } from './node-details.tsx';
import { nodePainter, noteOf } from './node-painter.tsx';
import { graphOf, rowOf } from './testkit/graph-of.ts';
import { visibleGraph } from './visible-graph.ts';

const graph = graphOf([
  rowOf('source.shop.erp.parts', { kind: 'source', name: 'erp.parts', fqn: ['shop', 'erp', 'parts'], layer: 'erp' }),
  rowOf('model.shop.a', { name: 'a"<b>&\n]', parents: [0], health: 'error', tests: [1, 0, 1, 0], quarantined: 12 }),
  rowOf('model.shop.c', { parents: [0, 1], fqn: ['shop', 'models', 'c'] }),
]);
const viewOf = (query: string) => visibleGraph(graph, [0, 1, 2], readGraphState(new Map(new URLSearchParams(query))));

describe('Mermaid', () => {
  test('names cannot leave their quotes', () => {
    expect(graphMermaid(viewOf(''), graph.rows)).toBe(
      [
        'flowchart LR',
        '  n0[("erp.parts")]',
        '  n1["a&quot;&lt;b>&amp; ]"]',
        '  n2["c"]',
        '  n0 --> n1',
        '  n0 --> n2',
        '  n1 --> n2',
      ].join('\n'),
    );
  });

  test('open groups are subgraphs, closed ones boxes', () => {
    expect(graphMermaid(viewOf('group=layer&closed=models'), graph.rows)).toBe(
      [
        'flowchart LR',
        '  n1[["models (2)"]]',
        '  subgraph g0["erp"]',
        '    n0[("erp.parts")]',
        '  end',
        '  n0 -->|2| n1',
      ].join('\n'),
    );
  });

  test('columns stand in their nodes', () => {
    const columns = [
      { node: 'a', column: 'x' },
      { node: 'b', column: 'y"' },
    ];
    expect(columnMermaid(columns, [{ from: 0, to: 1, how: 'renamed' }])).toBe(
      [
        'flowchart LR',
        '  subgraph n0["a"]',
        '    c0["x"]',
        '  end',
        '  subgraph n1["b"]',
        '    c1["y&quot;"]',
        '  end',
        '  c0 -->|renamed| c1',
      ].join('\n'),
    );
  });
});

describe('texts', () => {
  test('what a box says', () => {
    const [, box] = viewOf('').boxes;
    expect(noteOf(graph.rows[1]!)).toBe('1 of 2 tests fails · 12 quarantined · model');
    expect(box && nodePainter(graph).label(box)).toBe(
      'a"<b>&\n], model, error, 1 of 2 tests fails · 12 quarantined · model, 1 parent, 1 child',
    );
    expect(cutTo('fact_telemetry', 70, 7)).toBe('fact_tele…');
  });

  test('the shortest selector of a node', () => {
    expect(graph.rows.map((row) => selectorOf(graph, row)).filter((_, index) => index !== 1)).toEqual([
      'source:erp.parts',
      'c',
    ]);
  });

  test('lists nest what follows, each once', () => {
    const text = (lines: readonly ListLine<{ readonly label: string }>[]): unknown =>
      lines.map(({ box, isAgain, lines: inner }) => [box.label, isAgain, ...(inner.length > 0 ? [text(inner)] : [])]);
    const boxes = ['a', 'b', 'c', 'd'].map((label) => ({ label }));
    const edges = [
      { from: 0, to: 1 },
      { from: 0, to: 2 },
      { from: 1, to: 2 },
      { from: 2, to: 3 },
    ];
    expect(text(nestedLines({ boxes, edges }))).toEqual([
      [
        'a',
        false,
        [
          ['b', false, [['c', false, [['d', false]]]]],
          ['c', true],
        ],
      ],
    ]);
    // A circle has no beginning: it begins with its first box.
    expect(
      text(
        nestedLines({
          boxes: boxes.slice(0, 2),
          edges: [
            { from: 0, to: 1 },
            { from: 1, to: 0 },
          ],
        }),
      ),
    ).toEqual([['a', false, [['b', false, [['a', true]]]]]]);
  });

  test('curves are level at their points', () => {
    expect(
      curve([
        { x: 0, y: 0 },
        { x: 10, y: 4 },
      ]),
    ).toBe('M0 0C5 0 5 4 10 4');
    expect(curve([])).toBe('');
  });
});
