import { useMemo } from 'preact/hooks';
import type { SiteNodes } from '../data/site.ts';
import type { Rect, Size } from './camera.ts';
import { boundsOf, drawingOf, type Drawing } from './drawing.ts';
import type { LayoutRequest, LayoutResult, Point } from './layout-types.ts';
import { entitySize } from './relation-painter.tsx';
import type { Entity, RelationEdge, RelationView } from './relation-view.ts';
import { doneOf, useLayout } from './use-layout.ts';

const GAP = 100;
const MARGIN = 20;
const BETWEEN = 14;
const TITLE = 30;
/** As wide as this many times its height, as windows are. */
const WIDE = 1.5;

/** Lays entities out by their relations; those that have none stand in a block of their own. */
export function useRelationDrawing(nodes: SiteNodes, view: RelationView) {
  const sizeOf = (entity: Entity) => entitySize(entity, nodes.rows[entity.node]?.name ?? '');
  const state = useLayout(view, (of) => requestFor(of, sizeOf));
  const done = doneOf(state);
  const drawing = useMemo(
    () => done && relationDrawing(done.of, done.layout, sizeOf, ({ node }) => nodes.rows[node]?.id ?? ''),
    [done?.layout],
  );
  return { drawing, error: state.state === 'failed' ? state.error : undefined };
}

type SizeOf = (entity: Entity) => Size;

// Places of entities that a relation leads to or from.
function related({ edges }: RelationView): readonly number[] {
  return [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
}

/** What is laid out by its relations. */
export function requestFor(view: RelationView, sizeOf: SizeOf): LayoutRequest {
  const places = related(view);
  const placeOf = new Map(places.map((place, index) => [place, index]));
  return {
    gap: GAP,
    nodes: places.map((place) => sizeOf(view.entities[place] as Entity)),
    edges: view.edges.map(({ from, to }) => [placeOf.get(from) ?? 0, placeOf.get(to) ?? 0] as const),
  };
}

/** The drawing of a view whose related entities were laid out, in the order of `requestFor`. */
export function relationDrawing(
  view: RelationView,
  layout: LayoutResult,
  sizeOf: SizeOf,
  keyOf: (entity: Entity) => string,
): Drawing<Entity, RelationEdge> {
  const places = related(view);
  const inLayout = new Set(places);
  const alone = view.entities.flatMap((entity, place) => (inLayout.has(place) ? [] : { place, size: sizeOf(entity) }));
  const block = blockOf(
    alone.map(({ size }) => size),
    layout,
    takenBy(view, layout, places, sizeOf),
  );
  const centres: Point[] = [];
  places.forEach((place, index) => (centres[place] = layout.nodes[index] ?? { x: 0, y: 0 }));
  alone.forEach(({ place }, index) => (centres[place] = block.centres[index] ?? { x: 0, y: 0 }));
  const boxes = view.entities.map((of) => ({ key: keyOf(of), ...sizeOf(of), of }));
  const edges = view.edges.map((of) => ({ from: of.from, to: of.to, of }));
  const { width, height, rect } = block;
  return {
    ...drawingOf(boxes, edges, { width, height, nodes: centres, edges: layout.edges, bands: [] }),
    ...(rect && {
      frames: [{ key: 'without relations', rect, draw: () => <BlockTitle width={rect.width} height={rect.height} /> }],
    }),
  };
}

function BlockTitle({ width, height }: Size) {
  return (
    <g class="graph-block">
      <rect width={width} height={height} rx={8} />
      <text x={BETWEEN} y={20}>
        without relations
      </text>
    </g>
  );
}

interface Block extends Size {
  readonly centres: readonly Point[];
  readonly rect?: Rect;
}

// Boxes in rows, put where the whole grows least: beside what was laid out, below it, or into a corner that it leaves free.
function blockOf(sizes: readonly Size[], { width, height }: Size, taken: readonly Rect[]): Block {
  if (sizes.length === 0) return { width, height, centres: [] };
  const cell = {
    width: Math.max(...sizes.map((size) => size.width)) + BETWEEN,
    height: Math.max(...sizes.map((size) => size.height)) + BETWEEN,
  };
  const starts = [MARGIN, ...taken.map((rect) => rect.x + rect.width + BETWEEN)];
  const tries = sizes.flatMap((_, last) => {
    const across = last + 1;
    const size = {
      width: across * cell.width + BETWEEN,
      height: TITLE + Math.ceil(sizes.length / across) * cell.height,
    };
    return starts.map((x) => ({ across, rect: { x, y: lowestIn(taken, x, size.width), ...size } }));
  });
  const whole = ({ rect }: (typeof tries)[number]) => ({
    width: Math.max(width, rect.x + rect.width + MARGIN),
    height: Math.max(height, rect.y + rect.height + MARGIN),
  });
  const room = (attempt: (typeof tries)[number]) => Math.max(whole(attempt).width / WIDE, whole(attempt).height);
  const best = tries.reduce((least, next) => (room(next) < room(least) ? next : least));
  const { across, rect } = best;
  const centres = sizes.map((size, index) => ({
    x: rect.x + BETWEEN + (index % across) * cell.width + size.width / 2,
    y: rect.y + TITLE + Math.floor(index / across) * cell.height + size.height / 2,
  }));
  return { rect, centres, ...whole(best) };
}

// Where there is nothing any more below, between x and x + width.
function lowestIn(taken: readonly Rect[], x: number, width: number): number {
  const above = taken.filter((rect) => rect.x < x + width + BETWEEN && rect.x + rect.width > x - BETWEEN);
  return Math.max(MARGIN, ...above.map((rect) => rect.y + rect.height + BETWEEN));
}

// Boxes, and the lines between them piece by piece.
function takenBy(view: RelationView, layout: LayoutResult, places: readonly number[], sizeOf: SizeOf): readonly Rect[] {
  const boxes = places.map((place, index) => {
    const { width, height } = sizeOf(view.entities[place] as Entity);
    const { x, y } = layout.nodes[index] ?? { x: 0, y: 0 };
    return { x: x - width / 2, y: y - height / 2, width, height };
  });
  const lines = layout.edges.flatMap((points) =>
    points.slice(1).map((point, index) => boundsOf([points[index] ?? point, point])),
  );
  return [...boxes, ...lines];
}
