import type { Point } from './layout-types.ts';

/** Where the drawing stands in its window: a point p of the drawing is shown at `p * scale + (x, y)`. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

const SCALES = { least: 0.03, most: 2.5 };
/** Larger than this nothing is drawn on its own account. */
const FIT_MOST = 1.1;

/** Everything in the window, in its middle; never larger than readable text needs. */
export function fit(drawing: Size, window: Size): Camera {
  const scale = clamp(
    Math.min(FIT_MOST, window.width / Math.max(1, drawing.width), window.height / Math.max(1, drawing.height)),
  );
  return {
    scale,
    x: (window.width - drawing.width * scale) / 2,
    y: (window.height - drawing.height * scale) / 2,
  };
}

/** Nearer or farther; the point of the window stays where it is. */
export function zoomed(camera: Camera, factor: number, about: Point): Camera {
  const scale = clamp(camera.scale * factor);
  const grown = scale / camera.scale;
  return { scale, x: about.x - (about.x - camera.x) * grown, y: about.y - (about.y - camera.y) * grown };
}

export function moved(camera: Camera, x: number, y: number): Camera {
  return { ...camera, x: camera.x + x, y: camera.y + y };
}

/** With a point of the drawing in the middle of the window. */
export function centred(camera: Camera, on: Point, window: Size): Camera {
  return { ...camera, x: window.width / 2 - on.x * camera.scale, y: window.height / 2 - on.y * camera.scale };
}

/** The same, moved just so far that a rectangle of the drawing is seen. */
export function revealing(camera: Camera, rect: Rect, window: Size, margin = 24): Camera {
  const shift = (start: number, end: number, limit: number) => {
    if (end - start > limit - 2 * margin) return margin - start;
    if (start < margin) return margin - start;
    return end > limit - margin ? limit - margin - end : 0;
  };
  const left = rect.x * camera.scale + camera.x;
  const top = rect.y * camera.scale + camera.y;
  return moved(
    camera,
    shift(left, left + rect.width * camera.scale, window.width),
    shift(top, top + rect.height * camera.scale, window.height),
  );
}

/** The part of the drawing that the window shows, and as much around it again on each side as `around` says. */
export function seenBy(camera: Camera, window: Size, around = 0.5): Rect {
  const width = window.width / camera.scale;
  const height = window.height / camera.scale;
  return {
    x: -camera.x / camera.scale - width * around,
    y: -camera.y / camera.scale - height * around,
    width: width * (1 + 2 * around),
    height: height * (1 + 2 * around),
  };
}

export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

export function touches(a: Rect, b: Rect): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

function clamp(scale: number): number {
  return Math.min(SCALES.most, Math.max(SCALES.least, scale));
}
