import { describe, expect, test } from 'vitest';
import { beginning, WHOLE_FROM } from './beginning.ts';
import { centred, contains, fit, moved, revealing, seenBy, touches, zoomed, type Rect } from './camera.ts';
import { rectOf } from './drawing.ts';
import { graphParams, isClosed, readGraphState, toggled } from './graph-state.ts';
import { graphOf, rowOf } from './testkit/graph-of.ts';
import { groupOf, shownNodes, visibleGraph } from './visible-graph.ts';
import { pathsThrough, stepByKey } from './walk-keys.ts';

const graph = graphOf([
  rowOf('source.shop.erp.parts', { kind: 'source', name: 'erp.parts', fqn: ['shop', 'erp', 'parts'], layer: 'erp' }),
  rowOf('model.shop.orders', { fqn: ['shop', 'silver', 'orders'], layer: 'silver', parents: [0] }),
  rowOf('model.shop.lines', { fqn: ['shop', 'silver', 'lines'], layer: 'silver', parents: [0], health: 'warn' }),
  rowOf('model.shop.revenue', { fqn: ['shop', 'gold', 'a', 'revenue'], layer: 'gold', parents: [1, 2], tags: ['x y'] }),
  rowOf('model.shop.churn', { fqn: ['shop', 'gold', 'b', 'churn'], layer: 'gold', parents: [1], health: 'error' }),
]);

const stateOf = (text: string) => readGraphState(new Map(new URLSearchParams(text)));

describe('state in the address', () => {
  test('what is written is read again', () => {
    const state = {
      ...stateOf(''),
      select: '+a b,c --exclude d',
      up: ['model.a.b c', 'model.ü.%'],
      closed: ['*', 'x y'],
      grouping: 'folder' as const,
      open: 'model.a.b',
      only: 'model.a.c',
      isList: true,
      tags: ['a,b'],
    };
    const params = Object.entries(graphParams(state)).filter((entry): entry is [string, string] => Boolean(entry[1]));
    expect(stateOf(new URLSearchParams(params).toString())).toEqual(state);
  });

  test('what is not understood is left out', () => {
    expect(stateOf('group=colour&up=%25&as=table')).toEqual(stateOf(''));
  });

  test('groups are closed one by one, or all but some', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'b')).toEqual(['a']);
    expect(isClosed(stateOf('closed=a'), 'a')).toBe(true);
    expect(isClosed(stateOf('closed=*'), 'a')).toBe(true);
    expect(isClosed(stateOf('closed=* a'), 'a')).toBe(false);
  });
});

describe('what is shown', () => {
  test.each([
    ['select=orders', [1]],
    ['select=orders&down=model.shop.orders', [1, 3, 4]],
    ['select=orders&up=model.shop.orders&down=model.shop.orders&hidden=model.shop.churn', [0, 1, 3]],
    ['healths=warn error', [2, 4]],
    ['layers=gold&tags=x%2520y', [3]],
    ['kinds=source', [0]],
    ['only=model.shop.churn', [0, 1, 4]],
    ['only=model.shop.gone', []],
  ])('%s', (text, nodes) => {
    expect(shownNodes(graph, stateOf(text)).nodes).toEqual(nodes);
  });

  test('boxes say what they hide', () => {
    const { boxes, edges } = visibleGraph(graph, [1, 3], stateOf(''));
    expect(boxes.map(({ label, hiddenUp, hiddenDown }) => [label, hiddenUp, hiddenDown])).toEqual([
      ['orders', 1, 1],
      ['revenue', 1, 0],
    ]);
    expect(edges).toEqual([{ from: 0, to: 1, count: 1 }]);
  });

  test.each([
    ['hidden=model.shop.orders', ['erp.parts 1 churn', 'erp.parts - lines', 'lines - revenue']],
    ['kinds=source model&layers=erp gold', ['erp.parts 1 churn', 'erp.parts 1 revenue']],
    ['layers=gold', []],
  ])('ways over what is hidden join what is shown: %s', (text, expected) => {
    const state = stateOf(text);
    const { nodes, left } = shownNodes(graph, state);
    const { boxes, edges } = visibleGraph(graph, nodes, state, left);
    const texts = edges.map(({ from, to, via }) => `${boxes[from]?.label} ${via ?? '-'} ${boxes[to]?.label}`);
    expect(texts.sort()).toEqual([...expected].sort());
  });

  test('a closed group is one box, with counts and the worst health', () => {
    const { boxes, edges, groups } = visibleGraph(graph, [0, 1, 2, 3, 4], stateOf('group=layer&closed=silver gold'));
    expect(groups).toEqual(['erp', 'silver', 'gold']);
    expect(boxes.map(({ key, members, health }) => [key, members?.length, health])).toEqual([
      ['source.shop.erp.parts', undefined, 'ok'],
      ['group:silver', 2, 'warn'],
      ['group:gold', 2, 'error'],
    ]);
    expect(edges).toEqual([
      { from: 0, to: 1, count: 2 },
      { from: 1, to: 2, count: 3 },
    ]);
  });

  test('folders are groups, too', () => {
    expect(graph.rows.map((row) => groupOf(row, 'folder'))).toEqual(['erp', 'silver', 'silver', 'gold/a', 'gold/b']);
  });
});

describe('camera', () => {
  const window = { width: 400, height: 200 };

  test('fits, and stays readable', () => {
    expect(fit({ width: 800, height: 100 }, window)).toEqual({ scale: 0.5, x: 0, y: 75 });
    expect(fit({ width: 10, height: 10 }, window).scale).toBeLessThan(1.2);
  });

  test('begins with everything that can be read', () => {
    const drawing = pictured([
      { x: 20, y: 20 },
      { x: 540, y: 20 },
    ]);
    const [first] = drawing.boxes;
    expect(beginning(drawing, window, first)).toEqual(fit(drawing, window));
    expect(beginning(drawing, window, undefined).scale).toBeGreaterThanOrEqual(WHOLE_FROM);
  });

  test('begins with a part of what would be too small', () => {
    const long = { width: 200, height: 20_000, boxes: [] };
    expect(beginning(long, window, undefined)).toEqual({ scale: 0.85, x: 115, y: 0 });
    const box = { key: 'a', x: 100, y: 10_000, width: 100, height: 40 };
    expect(beginning(long, window, box)).toEqual({ scale: 0.85, x: 115, y: 100 - 8500 });
    // No room is wasted beyond the borders.
    expect(beginning(long, window, { ...box, y: 19_960 })).toEqual({ scale: 0.85, x: 115, y: 200 - 17_000 });
  });

  test('and does not cut boxes at the borders of the window', () => {
    const columns = Array.from({ length: 12 }, (_, column) => column * 190 + 20);
    const drawing = pictured(
      columns.flatMap((x) => [
        { x, y: 20 },
        { x, y: 90 },
      ]),
    );
    const sized = { width: 640, height: 300 };
    for (const box of drawing.boxes) {
      const camera = beginning(drawing, sized, box);
      const seen = seenBy(camera, sized, 0);
      const rects = drawing.boxes.map(rectOf).filter((rect) => touches(seen, rect));
      expect(rects.filter((rect) => !contains(seen, rect))).toEqual([]);
      expect(contains(seen, rectOf(box))).toBe(true);
      expect(rects.length).toBeGreaterThanOrEqual(6);
      expect(camera.scale).toBeGreaterThanOrEqual(WHOLE_FROM);
    }
  });

  test('zooms about a point, which stays in its place', () => {
    const camera = zoomed({ x: 10, y: 20, scale: 1 }, 2, { x: 110, y: 70 });
    expect(camera).toEqual({ scale: 2, x: -90, y: -30 });
    expect(zoomed(camera, 1000, { x: 0, y: 0 }).scale).toBe(2.5);
  });

  test('moves just so far that something is seen', () => {
    const camera = { x: 0, y: 0, scale: 1 };
    expect(revealing(camera, { x: 100, y: 50, width: 50, height: 20 }, window)).toEqual(camera);
    expect(revealing(camera, { x: 390, y: 50, width: 50, height: 20 }, window)).toEqual(moved(camera, -64, 0));
    expect(centred(camera, { x: 500, y: 500 }, window)).toEqual({ x: -300, y: -400, scale: 1 });
  });

  test('sees what its window shows', () => {
    const seen = seenBy({ x: -100, y: -5, scale: 1 }, window, 0);
    expect(seen).toEqual({ x: 100, y: 5, width: 400, height: 200 });
    expect(contains(seen, { x: 150, y: 10, width: 10, height: 10 })).toBe(true);
    expect(contains(seen, { x: 50, y: 10, width: 100, height: 10 })).toBe(false);
  });
});

describe('keys', () => {
  const walked = {
    points: [
      { x: 0, y: 50 },
      { x: 100, y: 0 },
      { x: 100, y: 100 },
      { x: 200, y: 90 },
    ],
    edges: [
      { from: 0, to: 1 },
      { from: 0, to: 2 },
      { from: 2, to: 3 },
    ],
  };

  test.each([
    [0, 'ArrowRight', 1],
    [1, 'ArrowDown', 2],
    [2, 'ArrowUp', 1],
    [2, 'ArrowLeft', 0],
    [3, 'ArrowRight', undefined],
    [3, 'Home', 0],
    [3, 'x', undefined],
  ])('from %i, %s leads to %s', (at, key, to) => {
    expect(stepByKey(walked, at, key)).toBe(to);
  });

  test('ways that lead through a box', () => {
    const { boxes, edges } = pathsThrough(walked, 2);
    expect([...boxes].sort()).toEqual([0, 2, 3]);
    expect([...edges].sort()).toEqual([1, 2]);
  });
});

/** A drawing of boxes of 140 by 46 whose upper left corners are given. */
function pictured(corners: readonly Pick<Rect, 'x' | 'y'>[]) {
  const boxes = corners.map(({ x, y }) => ({ key: `${x} ${y}`, x: x + 70, y: y + 23, width: 140, height: 46 }));
  const end = (ends: readonly number[]) => Math.max(...ends) + 20;
  return {
    width: end(boxes.map(({ x }) => x + 70)),
    height: end(boxes.map(({ y }) => y + 23)),
    boxes,
  };
}
