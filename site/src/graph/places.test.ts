import { describe, expect, test } from 'vitest';
import { touches, type Rect } from './camera.ts';
import { packed } from './components.ts';
import { boundsOf, rectOf } from './drawing.ts';
import { pngScale } from './export-png.ts';
import { labelPlaces, pointAt } from './label-places.ts';
import { layoutGraph } from './layout.ts';
import { noteOf, shortNoteOf, sizeOf } from './node-painter.tsx';
import { relationDrawing, requestFor } from './relation-drawing.tsx';
import { relationView } from './relation-view.ts';
import { rowOf } from './testkit/graph-of.ts';

describe('labels of edges', () => {
  const line = [
    { x: 0, y: 0 },
    { x: 100, y: 40 },
    { x: 200, y: 40 },
  ];

  test('a point of the curve', () => {
    expect(pointAt(line, 0)).toEqual({ x: 0, y: 0 });
    expect(pointAt(line, 0.25).y).toBeCloseTo(20);
    expect(pointAt(line, 0.75)).toEqual({ x: 150, y: 40 });
    expect(pointAt(line.toReversed(), 0.25)).toEqual({ x: 150, y: 40 });
  });

  test('stand in the middle, beside what is there already', () => {
    const edge = { from: 0, to: 1, points: line, label: 'joins' };
    const [first, second, none] = labelPlaces([edge, edge, { ...edge, label: undefined }], []);
    expect(first && first.x + first.width / 2).toBe(100);
    expect(first && second && touches(first, second)).toBe(false);
    expect(none).toBeUndefined();
    expect(labelPlaces([edge], [{ x: 0, y: -50, width: 200, height: 200 }])[0]?.isFree).toBe(false);
  });

  test('are left to the pointer where many edges meet', () => {
    const edges = Array.from({ length: 20 }, (_, index) => ({
      from: index,
      to: 99,
      label: 'joins',
      points: line.map(({ x, y }) => ({ x, y: y + index * 100 })),
    }));
    expect(labelPlaces(edges, []).some((place) => place?.isFree)).toBe(false);
    expect(labelPlaces(edges.slice(0, 5), []).every((place) => place?.isFree)).toBe(true);
  });
});

describe('texts of boxes', () => {
  const row = rowOf('model.shop.a', { tests: [15, 0, 2, 0], quarantined: 1204, materialized: 'incremental' });

  test('what finds no room is left out, not cut', () => {
    expect(shortNoteOf(row, 60)).toBe('2/17 tests fail · 1,204 held back · incremental');
    expect(shortNoteOf(row, 34)).toBe('2/17 tests fail · 1,204 held back');
    expect(shortNoteOf(row, 16)).toBe('2/17 tests fail');
    expect(shortNoteOf(row, 12)).toBe('incremental');
  });

  test('a test that warned does not fail', () => {
    const warned = rowOf('model.shop.a', { tests: [16, 1, 0, 0] });
    expect(noteOf(warned)).toBe('1 of 17 tests warned · model');
    expect(shortNoteOf(warned, 60)).toBe('1/17 tests warned · model');
    expect(noteOf(rowOf('model.shop.a', { tests: [12, 2, 1, 0] }))).toBe(
      '1 of 15 tests fails · 2 of 15 tests warned · model',
    );
  });

  test('boxes are as wide as their names', () => {
    const box = {
      key: '',
      node: 0,
      label: 'raw_telemetry_messages',
      health: 'ok',
      hiddenUp: 0,
      hiddenDown: 0,
    } as const;
    expect(sizeOf(box).width).toBeGreaterThan(22 * 8 + 34);
  });
});

describe('entities without relations', () => {
  test('stand in a block that covers nothing', () => {
    const entities = Array.from({ length: 12 }, (_, node) => ({ node, keys: ['id'], foreign: [] }));
    const relations = [
      { from: 1, columns: ['a'], to: 0, toColumns: ['id'] },
      { from: 2, columns: ['b'], to: 0, toColumns: ['id'] },
      { from: 3, columns: ['c'], to: 2, toColumns: ['id'] },
    ];
    const view = relationView({ entities, relations }, () => true);
    const size = () => ({ width: 150, height: 62 });
    const drawing = relationDrawing(view, layoutGraph(requestFor(view, size)), size, ({ node }) => String(node));
    const rects = drawing.boxes.map(rectOf);
    expect(pairs(rects).filter(([a, b]) => touches(a, b))).toEqual([]);
    const block = drawing.frames?.[0]?.rect as Rect;
    expect(rects.map((rect) => touches(block, rect))).toEqual(view.entities.map(({ node }) => node > 3));
    expect(drawing.edges.some(({ points }) => touches(block, boundsOf(points)))).toBe(false);
    expect(block.x + block.width).toBeLessThanOrEqual(drawing.width);
    expect(block.y + block.height).toBeLessThanOrEqual(drawing.height);
  });

  test('may be all there is', () => {
    const view = relationView({ entities: [{ node: 0, keys: [], foreign: [] }], relations: [] }, () => true);
    const size = () => ({ width: 150, height: 62 });
    const drawing = relationDrawing(view, layoutGraph(requestFor(view, size)), size, () => 'a');
    expect(drawing.boxes).toHaveLength(1);
    expect(drawing.width).toBeGreaterThan(150);
  });
});

test('packed parts have about the shape of a screen', () => {
  const sizes = [{ width: 300, height: 400 }, ...Array.from({ length: 20 }, () => ({ width: 150, height: 40 }))];
  const places = packed(sizes);
  const rects = places.map((place, index) => ({ ...place, ...(sizes[index] ?? { width: 0, height: 0 }) }));
  expect(pairs(rects).filter(([a, b]) => touches(a, b))).toEqual([]);
  expect(Math.max(...rects.map(({ y, height }) => y + height))).toBeLessThan(700);
});

test('pictures are as large as browsers draw them', () => {
  expect(pngScale(800, 600)).toBe(2);
  expect(pngScale(32_000, 100)).toBe(0.5);
  expect(pngScale(20_000, 20_000) ** 2 * 4e8).toBeLessThanOrEqual(120_000_001);
});

function pairs(rects: readonly Rect[]): readonly (readonly [Rect, Rect])[] {
  return rects.flatMap((a, index) => rects.slice(index + 1).map((b) => [a, b] as const));
}
