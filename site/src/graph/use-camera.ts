import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { beginning, type Pictured } from './beginning.ts';
import { fit, moved, zoomed, type Camera, type Size } from './camera.ts';
import type { Placed } from './drawing.ts';
import type { Point } from './layout-types.ts';

export interface CameraControl {
  readonly camera: Camera;
  readonly window: Size;
  /** Everything is shown, and nobody has moved the camera since. */
  readonly isFitted: boolean;
  move(change: (camera: Camera, window: Size) => Camera): void;
  /** Everything, in the middle; and it stays so when the window changes until somebody moves the camera. */
  fit(): void;
  zoom(factor: number): void;
}

const KEY_ZOOM = 1.25;
const KEY_STEP = 60;

/**
 * The camera of a canvas: wheel, drag, pinch, and the keys + − 0. `wheel: 'pinch'` leaves the plain wheel to the page, for canvases within
 * a page that scrolls. `at`: what a large drawing begins with.
 */
export function useCamera(
  frame: RefObject<HTMLElement | null>,
  drawing: Pictured,
  wheel: 'zoom' | 'pinch',
  at: Placed | undefined,
): CameraControl {
  const [window, setWindow] = useState<Size>({ width: 0, height: 0 });
  const [camera, setCamera] = useState<Camera>({ x: 0, y: 0, scale: 1 });
  const [fitted, setFitted] = useState<'beginning' | 'whole' | undefined>('beginning');
  const live = useRef({ window, camera });
  live.current.window = window;
  const isSized = fitted && window.width > 0;
  const start = useMemo(
    () => (isSized && fitted === 'beginning' ? beginning(drawing, window, at) : undefined),
    [isSized, fitted, drawing, window, at],
  );
  const shown = start ?? (isSized ? fit(drawing, window) : camera);
  live.current.camera = shown;
  const move: CameraControl['move'] = (change) => {
    const next = change(live.current.camera, live.current.window);
    const before = live.current.camera;
    if (next.x === before.x && next.y === before.y && next.scale === before.scale) return;
    live.current.camera = next;
    setFitted(undefined);
    setCamera(next);
  };
  useEffect(() => observeSize(frame.current, setWindow), []);
  useEffect(() => listen(frame.current, wheel, move), [wheel]);
  return {
    camera: shown,
    window,
    isFitted: fitted !== undefined,
    move,
    fit: () => setFitted('whole'),
    zoom: (factor) => move((before, size) => zoomed(before, factor, { x: size.width / 2, y: size.height / 2 })),
  };
}

/** What a key does to the camera; undefined when it does nothing. Arrows move it, as nothing is focused. */
export function cameraKey(key: string): ((control: CameraControl) => void) | undefined {
  switch (key) {
    case '+':
    case '=':
      return (control) => control.zoom(KEY_ZOOM);
    case '-':
    case '_':
      return (control) => control.zoom(1 / KEY_ZOOM);
    case '0':
      return (control) => control.fit();
    case 'ArrowLeft':
      return (control) => control.move((camera) => moved(camera, KEY_STEP, 0));
    case 'ArrowRight':
      return (control) => control.move((camera) => moved(camera, -KEY_STEP, 0));
    case 'ArrowUp':
      return (control) => control.move((camera) => moved(camera, 0, KEY_STEP));
    case 'ArrowDown':
      return (control) => control.move((camera) => moved(camera, 0, -KEY_STEP));
    default:
      return undefined;
  }
}

function observeSize(element: HTMLElement | null, set: (size: Size) => void): (() => void) | undefined {
  if (!element) return undefined;
  const measure = () => set({ width: element.clientWidth, height: element.clientHeight });
  measure();
  const observer = new ResizeObserver(measure);
  observer.observe(element);
  return () => observer.disconnect();
}

function listen(element: HTMLElement | null, wheel: 'zoom' | 'pinch', move: CameraControl['move']) {
  if (!element) return undefined;
  const pointers = new Map<number, Point>();
  const at = (event: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const onWheel = (event: WheelEvent) => {
    if (wheel === 'pinch' && !event.ctrlKey) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const factor = Math.exp((-event.deltaY * unit) / (event.ctrlKey ? 120 : 480));
    const about = at(event);
    move((camera) => zoomed(camera, factor, about));
  };
  const onDown = (event: PointerEvent) => {
    if (event.button === 0) pointers.set(event.pointerId, at(event));
  };
  const onMove = (event: PointerEvent) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    // A hand that shakes while it clicks does not drag.
    if (!other && !element.hasPointerCapture(event.pointerId)) {
      if (Math.hypot(now.x - before.x, now.y - before.y) < 4) return;
      element.setPointerCapture(event.pointerId);
    }
    pointers.set(event.pointerId, now);
    if (!other) move((camera) => moved(camera, now.x - before.x, now.y - before.y));
    else {
      const apart = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
      const about = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      move((camera) =>
        moved(zoomed(camera, apart(now) / apart(before), about), (now.x - before.x) / 2, (now.y - before.y) / 2),
      );
    }
  };
  const onUp = (event: PointerEvent) => pointers.delete(event.pointerId);
  element.addEventListener('wheel', onWheel, { passive: false });
  element.addEventListener('pointerdown', onDown);
  element.addEventListener('pointermove', onMove);
  element.addEventListener('pointerup', onUp);
  element.addEventListener('pointercancel', onUp);
  return () => {
    element.removeEventListener('wheel', onWheel);
    element.removeEventListener('pointerdown', onDown);
    element.removeEventListener('pointermove', onMove);
    element.removeEventListener('pointerup', onUp);
    element.removeEventListener('pointercancel', onUp);
  };
}
