import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { usePrinting } from '../components/printing.ts';
import { WHOLE_FROM } from './beginning.ts';
import { centred, contains, fit, moved, revealing, seenBy, type Rect } from './camera.ts';
import { CanvasContent } from './canvas-content.tsx';
import { rectOf, type Drawing, type Painter } from './drawing.ts';
import { cameraKey, useCamera, type CameraControl } from './use-camera.ts';
import { pathsThrough, stepByKey } from './walk-keys.ts';

/** Above, only what lies about the window is drawn. */
const DRAWN_WHOLE = 300;
/** Below this scale small text is not drawn. */
const FAR = 0.4;

export interface CanvasProps<B, E> {
  readonly drawing: Drawing<B, E>;
  readonly painter: Painter<B, E>;
  /** For screen readers: what the graph is of. */
  readonly label: string;
  readonly wheel?: 'zoom' | 'pinch';
  /** Key of the box whose details are open. */
  readonly opened?: string | undefined;
  /** Key of the box that a large drawing begins with, where none is open. */
  readonly start?: string | undefined;
  /** Keys of boxes that a search finds. */
  readonly found?: ReadonlySet<string>;
  readonly onOpen?: (box: B) => void;
  /** Keys that the canvas itself does not know, on the focused box. True: it was for us. */
  readonly onKey?: (box: B, event: KeyboardEvent) => boolean;
  /** `data-act` of the part of a box that was clicked, and its box. */
  readonly onAct?: (act: string, box: B) => void;
  readonly edgeOpened?: (edge: E) => boolean;
  readonly onEdge?: (edge: E) => void;
  /** The key of a box to which the camera turns, each time that it is given anew. */
  readonly lookAt?: { readonly key: string } | undefined;
  /** Above the drawing: buttons, legend. */
  readonly children?: (control: CameraControl) => ComponentChildren;
}

const NOTHING: ReadonlySet<string> = new Set();

/** A graph that one moves in, by pointer and by keys. */
export function Canvas<B, E>(props: CanvasProps<B, E>) {
  const { drawing, painter, label, wheel = 'zoom', opened, found = NOTHING, lookAt } = props;
  const frame = useRef<HTMLDivElement>(null);
  const placeOf = useMemo(() => new Map(drawing.boxes.map(({ key }, index) => [key, index])), [drawing]);
  const control = useCamera(frame, drawing, wheel, drawing.boxes[placeOf.get(opened ?? props.start ?? '') ?? -1]);
  const { camera, window } = control;
  const [hovered, setHovered] = useState<string>();
  const [focused, setFocused] = useState<string>();
  const litKey = hovered ?? focused ?? opened;
  const litPlace = litKey === undefined ? undefined : placeOf.get(litKey);
  const lit = useMemo(
    () => (litPlace === undefined ? undefined : pathsThrough(drawing, litPlace)),
    [drawing, litPlace],
  );
  const tabStop = placeOf.get(focused ?? opened ?? '') ?? 0;
  const isPrinting = usePrinting();
  const seen = useRegion(drawing, control);
  // On paper stands everything.
  const region = isPrinting ? undefined : seen;
  useKeptInPlace(control, drawing, placeOf, focused ?? opened);

  useEffect(() => {
    const place = lookAt && placeOf.get(lookAt.key);
    const box = place === undefined ? undefined : drawing.boxes[place];
    if (box) control.move((before, size) => centred({ ...before, scale: Math.max(before.scale, 0.7) }, box, size));
  }, [lookAt]);

  // A panel that opens beside the canvas takes from its width. Until somebody moves the camera, it is seen in any case.
  useEffect(() => {
    const box = drawing.boxes[placeOf.get(opened ?? '') ?? -1];
    if (box && window.width > 0 && !control.isFitted)
      control.move((before, size) => revealing(before, rectOf(box), size));
  }, [opened, window.width]);

  // When the box in focus is hidden, the focus stays in the graph.
  const lastFocus = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (lastFocus.current === undefined || placeOf.has(lastFocus.current) || drawing.boxes.length === 0) return;
    focusBox(0);
  }, [drawing]);

  const content = useMemo(
    () => (
      <CanvasContent
        drawing={drawing}
        painter={painter}
        region={region}
        lit={lit}
        tabStop={tabStop}
        opened={opened}
        found={found}
        edgeOpened={props.edgeOpened}
        onEdge={props.onEdge}
      />
    ),
    [drawing, painter, region, lit, tabStop, opened, found, props.edgeOpened, props.onEdge],
  );
  const boxAt = (event: Event) => drawing.boxes[Number(boxElement(event)?.dataset.box ?? -1)];

  const onClick = (event: MouseEvent) => {
    const box = boxAt(event);
    if (!box) return;
    const act = (event.target as Element).closest('[data-act]')?.getAttribute('data-act');
    if (act) props.onAct?.(act, box.of);
    else props.onOpen?.(box.of);
  };
  const focusBox = (place: number) => {
    const box = drawing.boxes[place];
    if (!box) return;
    setFocused(box.key);
    control.move((before, size) => revealing(before, rectOf(box), size));
    requestAnimationFrame(() =>
      frame.current?.querySelector<SVGElement>(`[data-box="${place}"]`)?.focus({ preventScroll: true }),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const box = boxAt(event);
    if (box && props.onKey?.(box.of, event)) return event.preventDefault();
    if (box && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      return props.onOpen?.(box.of);
    }
    const isArrow = event.key.startsWith('Arrow') || event.key === 'Home';
    if (box && isArrow && !event.shiftKey) {
      event.preventDefault();
      const next = stepByKey({ points: drawing.boxes, edges: drawing.edges }, placeOf.get(box.key) ?? 0, event.key);
      if (next !== undefined) focusBox(next);
      return;
    }
    const act = cameraKey(event.key);
    if (!act) return;
    event.preventDefault();
    act(control);
  };

  return (
    <div class="graph-canvas" data-far={camera.scale < FAR && !isPrinting}>
      <div
        class="graph-frame"
        ref={frame}
        data-wheel={wheel}
        tabIndex={-1}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onPointerOver={(event) => setHovered(boxAt(event)?.key)}
        onPointerLeave={() => setHovered(undefined)}
        onFocusIn={(event) => {
          lastFocus.current = boxAt(event)?.key;
          setFocused(lastFocus.current);
        }}
        onFocusOut={(event) => {
          if (event.relatedTarget) lastFocus.current = undefined;
          setFocused(undefined);
        }}
      >
        {isPrinting ? (
          <svg role="group" aria-label={label} class="graph-print" viewBox={`0 0 ${drawing.width} ${drawing.height}`}>
            <g>{content}</g>
          </svg>
        ) : (
          // Moved by style: a transform within the SVG has browsers set all its texts anew at each step of a zoom.
          <svg
            role="group"
            aria-label={label}
            width={Math.max(1, drawing.width)}
            height={Math.max(1, drawing.height)}
            style={{ transform: `translate(${camera.x}px, ${camera.y}px) scale(${camera.scale})` }}
          >
            {content}
          </svg>
        )}
      </div>
      {props.children?.(control)}
    </div>
  );
}

function boxElement(event: Event): SVGElement | null {
  return event.target instanceof Element ? event.target.closest<SVGElement>('[data-box]') : null;
}

// The part of a large drawing that is drawn. It grows at once when the window leaves it; what lies far outside goes when nobody moves.
function useRegion(drawing: Drawing<unknown, unknown>, { camera, window }: CameraControl): Rect | undefined {
  const [region, setRegion] = useState<Rect>();
  const isLarge = drawing.boxes.length > DRAWN_WHOLE;
  const seen = seenBy(camera, window, 0);
  const isLeft = isLarge && (!region || !contains(region, seen));
  const isWide = isLarge && region !== undefined && region.width > seen.width * 4;
  useEffect(() => {
    if (!isWide) return undefined;
    const timer = setTimeout(() => setRegion(seenBy(camera, window)), 300);
    return () => clearTimeout(timer);
  }, [isWide, camera]);
  if (!isLarge) return undefined;
  if (!isLeft) return region;
  const next = seenBy(camera, window);
  setRegion(next);
  return next;
}

interface Kept {
  readonly drawing: Drawing<unknown, unknown>;
  readonly key: string | undefined;
  readonly x: number;
  readonly y: number;
}

// When a graph grows, the box at hand stays where it is on the screen.
function useKeptInPlace(
  control: CameraControl,
  drawing: Drawing<unknown, unknown>,
  placeOf: ReadonlyMap<string, number>,
  key: string | undefined,
): void {
  const last = useRef<Kept | undefined>(undefined);
  const place = key === undefined ? undefined : placeOf.get(key);
  const box = place === undefined ? undefined : drawing.boxes[place];
  useLayoutEffect(() => {
    const before = last.current;
    // What fits into the window and can be read is shown whole.
    const isWhole = control.isFitted && fit(drawing, control.window).scale >= WHOLE_FROM;
    if (box && before && before.drawing !== drawing && before.key === key && !isWhole) {
      const { scale } = control.camera;
      const [x, y] = [before.x - (box.x * scale + control.camera.x), before.y - (box.y * scale + control.camera.y)];
      control.move((camera) => moved(camera, x, y));
      last.current = { drawing, key, x: before.x, y: before.y };
    }
  }, [drawing]);
  useLayoutEffect(() => {
    const { x, y, scale } = control.camera;
    last.current = box && { drawing, key, x: box.x * scale + x, y: box.y * scale + y };
  });
}
