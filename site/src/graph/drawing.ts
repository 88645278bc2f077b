import type { ComponentChildren } from 'preact';
import type { Rect } from './camera.ts';
import type { LayoutResult, Point } from './layout-types.ts';

/** What a canvas draws: boxes and edges in their places. */
export interface Drawing<B, E> {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly (Placed & { readonly of: B })[];
  readonly edges: readonly {
    readonly from: number;
    readonly to: number;
    readonly points: readonly Point[];
    readonly of: E;
  }[];
  readonly bands: readonly { readonly name: string; readonly left: number; readonly right: number }[];
  /** What stands behind boxes and holds some of them. */
  readonly frames?: readonly { readonly key: string; readonly rect: Rect; readonly draw: () => ComponentChildren }[];
}

/** Centre and size of a box. */
export interface Placed extends Rect {
  /** Unique in its drawing, and the same from drawing to drawing. */
  readonly key: string;
}

/** How a canvas shows boxes and edges of its kind. */
export interface Painter<B, E> {
  /** Within a group whose origin is the upper left corner of the box. */
  readonly box: (box: B, size: { readonly width: number; readonly height: number }) => ComponentChildren;
  /** For screen readers. */
  readonly label: (box: B) => string;
  readonly boxClass?: (box: B) => string;
  readonly edgeClass?: (edge: E) => string;
  /** Signs at the ends of an edge. */
  readonly edgeEnds?: (edge: E, points: readonly Point[]) => ComponentChildren;
  /** Written beside the edge. */
  readonly edgeLabel?: (edge: E) => string | undefined;
}

/** Height of the titles of bands, which stand in the drawing above its boxes. */
const BAND_TITLE = 22;

/** Puts what was laid out into its places. */
export function drawingOf<B, E>(
  boxes: readonly { readonly key: string; readonly width: number; readonly height: number; readonly of: B }[],
  edges: readonly { readonly from: number; readonly to: number; readonly of: E }[],
  layout: LayoutResult,
  bands: readonly string[] = [],
): Drawing<B, E> {
  const above = bands.length > 0 ? BAND_TITLE : 0;
  const below = ({ x, y }: Point): Point => ({ x, y: y + above });
  return {
    width: layout.width,
    height: layout.height + above,
    boxes: boxes.map((box, index) => ({ ...box, ...below(layout.nodes[index] ?? { x: 0, y: 0 }) })),
    edges: edges.map((edge, index) => ({ ...edge, points: (layout.edges[index] ?? []).map(below) })),
    bands: bands.map((name, index) => {
      const [left = 0, right = 0] = layout.bands[index] ?? [];
      return { name, left, right };
    }),
  };
}

/** The rectangle of a box. */
export function rectOf({ x, y, width, height }: Placed): Rect {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** A curve through points that is level at each of them. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = [`M${round(first.x)} ${round(first.y)}`];
  let last = first;
  for (const point of rest) {
    const middle = round((last.x + point.x) / 2);
    parts.push(`C${middle} ${round(last.y)} ${middle} ${round(point.y)} ${round(point.x)} ${round(point.y)}`);
    last = point;
  }
  return parts.join('');
}

/** The smallest rectangle around points. */
export function boundsOf(points: readonly Point[]): Rect {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Text cut to a width, about as wide as the font draws it: `a_long_na…`. */
export function cutTo(text: string, width: number, charWidth: number): string {
  const most = Math.max(1, Math.floor(width / charWidth));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
