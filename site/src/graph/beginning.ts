import { centred, fit, type Camera, type Rect, type Size } from './camera.ts';
import { rectOf, type Placed } from './drawing.ts';

/** Names can still be read at this scale: what fits is shown whole. */
export const WHOLE_FROM = 0.55;
/** Of what does not fit a part is shown at one of these scales; names are 11 pixels high at the first, 7 at the last. */
const SCALES = Array.from({ length: 13 }, (_, index) => (34 - index) / 40);
/** Pixels between the border of the window and the boxes that stand there. */
const MARGIN = 24;
/** The least of it for the box that one begins with: its handles stand there. */
const LEAST_MARGIN = 14;

/** What a camera begins with: a drawing's size and its boxes. */
export interface Pictured extends Size {
  readonly boxes: readonly Placed[];
}

/**
 * Where one begins: everything, or of what would be too small to be read what is around a box, else the upper left part. As few boxes as
 * possible are cut at the borders of the window.
 */
export function beginning(drawing: Pictured, window: Size, at: Placed | undefined): Camera {
  const whole = fit(drawing, window);
  if (whole.scale >= WHOLE_FROM) return whole;
  const rects = drawing.boxes.map(rectOf);
  const tries = SCALES.map((scale) => uncut(scale, { rects, drawing, window, at }));
  const least = Math.min(...tries.map(({ cut }) => cut));
  return tries.find(({ cut }) => cut === least)?.camera ?? whole;
}

interface Scene {
  readonly rects: readonly Rect[];
  readonly drawing: Size;
  readonly window: Size;
  readonly at: Placed | undefined;
}

// The best place at a scale, and how many boxes are cut there. Sideways first: columns leave gaps that a border fits into.
function uncut(
  scale: number,
  { rects, drawing, window, at }: Scene,
): { readonly camera: Camera; readonly cut: number } {
  const start = centred({ x: 0, y: 0, scale }, at ?? { x: 0, y: 0 }, window);
  const base: Camera = {
    scale,
    x: within(start.x, drawing.width * scale, window.width),
    y: within(start.y, drawing.height * scale, window.height),
  };
  const shown = rects.map((rect) => shownAt(rect, base));
  const box = at && shownAt(rectOf(at), base);
  const rows = shown.filter(({ y, height }) => y < window.height && y + height > 0);
  const x = box ? bestShift(rows.map(alongX), alongX(box), window.width, base.x, drawing.width * scale) : 0;
  const moved = shown.map((rect) => ({ ...rect, x: rect.x + x }));
  const columns = moved.filter((rect) => rect.x < window.width && rect.x + rect.width > 0);
  const y = box ? bestShift(columns.map(alongY), alongY(box), window.height, base.y, drawing.height * scale) : 0;
  const placed = moved.map((rect) => ({ ...rect, y: rect.y + y }));
  return {
    camera: { scale, x: base.x + x, y: base.y + y },
    cut: placed.filter((rect) => isCutBy(window, rect)).length,
  };
}

type Span = readonly [start: number, end: number];

// The shortest shift with which the fewest spans are cut, so that the box at hand is seen and no room is wasted beyond the borders.
function bestShift(spans: readonly Span[], box: Span, limit: number, offset: number, length: number): number {
  if (length <= limit) return 0;
  const margin = Math.max(0, Math.min(LEAST_MARGIN, (limit - (box[1] - box[0])) / 2));
  const isGood = (shift: number) =>
    offset + shift <= 0 &&
    offset + shift >= limit - length &&
    box[0] + shift >= Math.min(margin, box[0]) &&
    box[1] + shift <= Math.max(limit - margin, box[1]);
  const shifts = spans.flatMap(([start, end]) => [MARGIN - start, limit - MARGIN - end, -start, limit - end]);
  const near = [0, limit - length - offset, -offset, ...shifts]
    .filter(isGood)
    .sort((a, b) => Math.abs(a) - Math.abs(b));
  const distinct = near.filter((shift, index) => index === 0 || Math.abs(shift - (near[index - 1] ?? 0)) > 1);
  let best = { shift: 0, cut: Infinity };
  for (const shift of distinct) {
    const cut = spans.filter(([start, end]) => isCut([start + shift, end + shift], limit)).length;
    if (cut < best.cut) best = { shift, cut };
    if (cut === 0) break;
  }
  return best.shift;
}

function isCutBy({ width, height }: Size, rect: Rect): boolean {
  const [across, down] = [alongX(rect), alongY(rect)];
  const isSeen = across[0] < width && across[1] > 0 && down[0] < height && down[1] > 0;
  return isSeen && (isCut(across, width) || isCut(down, height));
}

// Half a pixel is not missed.
function isCut([start, end]: Span, limit: number): boolean {
  return (start < -0.5 && end > 0.5) || (start < limit - 0.5 && end > limit + 0.5);
}

// No room is wasted beyond the drawing's borders; what is smaller than the window stands in its middle.
function within(start: number, length: number, limit: number): number {
  return length <= limit ? (limit - length) / 2 : Math.min(0, Math.max(limit - length, start));
}

function shownAt({ x, y, width, height }: Rect, camera: Camera): Rect {
  const { scale } = camera;
  return { x: x * scale + camera.x, y: y * scale + camera.y, width: width * scale, height: height * scale };
}

function alongX({ x, width }: Rect): Span {
  return [x, x + width];
}

function alongY({ y, height }: Rect): Span {
  return [y, y + height];
}
