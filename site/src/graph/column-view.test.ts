import { describe, expect, test } from 'vitest';
import { columnGraph } from '../data/column-graph.ts';
import type { NodeDetail } from '../../../src/docs/site-data.ts';
import { withUses } from './column-uses.ts';
import { columnParams, columnView, keyOf, readColumnState } from './column-view.ts';

// raw.a → silver.a → gold.total, gold.copy; raw.b → gold.total.
const graph = columnGraph({
  names: [['a', 'b'], ['a'], ['total', 'copy']],
  edges: [1, 0, 0, 0, 0, 2, 0, 1, 0, 3, 2, 1, 1, 0, 1, 2, 0, 0, 1, 2],
});
const stateOf = (text: string) => readColumnState(new Map(new URLSearchParams(text)));

describe('columns around one', () => {
  test.each([
    [{ up: 1, down: 1 }, ['0 0', '1 0', '2 0', '2 1']],
    [{ up: 0, down: 0 }, ['1 0']],
    [{ up: 0, down: Infinity }, ['1 0', '2 0', '2 1']],
  ])('%j', (steps, keys) => {
    expect(columnView(graph, { node: 1, column: 0 }, steps).columns.map(keyOf)).toEqual(keys);
  });

  test('edges say how, and columns what they hide', () => {
    const { columns, edges } = columnView(graph, { node: 1, column: 0 }, { up: 0, down: 1 });
    expect(edges).toEqual([
      { from: 0, to: 1, how: 'aggregated' },
      { from: 0, to: 2, how: 'renamed' },
    ]);
    expect(columns.map(({ hiddenUp, hiddenDown }) => [hiddenUp, hiddenDown])).toEqual([
      [1, 0],
      [1, 0],
      [0, 0],
    ]);
  });

  test('what was opened besides is walked one step both ways', () => {
    const { columns } = columnView(graph, { node: 1, column: 0 }, { up: 0, down: 1 }, [{ node: 2, column: 0 }]);
    expect(columns.map(keyOf)).toEqual(['0 1', '1 0', '2 0', '2 1']);
  });

  test('uses bring the columns that are only used', () => {
    const view = columnView(graph, { node: 2, column: 1 }, { up: 1, down: 0 });
    const detail = {
      columns: [],
      uses: [
        [0, 'b', 'filter'],
        [0, 'b', 'join'],
        [0, 'gone', 'join'],
      ],
    } as unknown as NodeDetail;
    const { view: wider, uses } = withUses(graph, view, new Map([[2, detail]]));
    expect(wider.columns.map(keyOf)).toEqual(['1 0', '2 1', '0 1']);
    expect(uses).toEqual([{ from: 2, to: 1, use: 'filters, joins' }]);
  });
});

describe('state in the address', () => {
  test('what is written is read again', () => {
    const state = {
      ...stateOf(''),
      up: Infinity,
      down: 0,
      opened: [{ id: 'model.a.b', column: 'x y/z' }],
      hasUses: true,
      at: { id: 'model.ü', column: '%' },
      from: { id: 'source.a.b', column: 'c' },
    };
    const params = Object.entries(columnParams(state)).filter((entry): entry is [string, string] => Boolean(entry[1]));
    expect(stateOf(new URLSearchParams(params).toString())).toEqual(state);
  });

  test('what is not understood is left out', () => {
    expect(stateOf('up=many&more=x&at=%25/%25')).toEqual(stateOf(''));
  });
});
