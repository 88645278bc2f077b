import { describe, expect, test } from 'vitest';
import { USES } from '../../../src/docs/site-data.ts';
import { ALL_ROWS, columnGraph } from '../data/column-graph.ts';
import { columnName, withUses } from './column-uses.ts';
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
    expect(columns.map(({ side, hiddenUp, hiddenDown }) => [side, hiddenUp, hiddenDown])).toEqual([
      ['start', 1, 0],
      ['down', 0, 0],
      ['down', 0, 0],
    ]);
  });

  test('what was opened besides is walked one step farther, away from the start', () => {
    const opened = [
      { node: 1, column: 0 },
      { node: 2, column: 1 },
    ];
    const { columns } = columnView(graph, { node: 2, column: 0 }, { up: 1, down: 0 }, opened);
    expect(columns.map(({ side, ...ref }) => [keyOf(ref), side])).toEqual([
      ['0 0', 'up'],
      ['0 1', 'up'],
      ['1 0', 'up'],
      ['2 0', 'start'],
    ]);
  });

  describe('uses', () => {
    // raw.b filters and joins gold's rows; silver.a joins those of a report, and orders a column of it.
    const used = columnGraph({
      names: [['a', 'b'], ['a'], ['total', 'copy'], ['x']],
      edges: [1, 0, 0, 0, 0, 2, 1, 1, 0, 1],
      uses: [
        2,
        -1,
        0,
        1,
        USES.indexOf('filter'),
        2,
        -1,
        0,
        1,
        USES.indexOf('join'),
        3,
        -1,
        1,
        0,
        USES.indexOf('join'),
      ].concat([3, 0, 1, 0, USES.indexOf('order')]),
    });

    test('of the rows before a column bring the columns that are only used', () => {
      const { view, uses } = withUses(used, columnView(used, { node: 2, column: 1 }, { up: 1, down: 0 }));
      expect(view.columns.map(keyOf)).toEqual(['1 0', '2 1', '0 1', `2 ${ALL_ROWS}`]);
      expect(uses).toEqual([{ from: 2, to: 3, use: 'filters, joins' }]);
      expect(columnName(used, { node: 2, column: ALL_ROWS })).toBe('all rows');
    });

    test('of a column bring what hangs on it', () => {
      const { view, uses } = withUses(used, columnView(used, { node: 1, column: 0 }, { up: 0, down: 0 }));
      expect(view.columns.map(keyOf)).toEqual(['1 0', `3 ${ALL_ROWS}`, '3 0']);
      expect(uses.map(({ to, use }) => [to, use])).toEqual([
        [1, 'joins'],
        [2, 'orders'],
      ]);
    });
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
