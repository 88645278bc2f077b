import { useMemo } from 'preact/hooks';
import { centred, contains, seenBy } from './camera.ts';
import type { Drawing } from './drawing.ts';
import type { CameraControl } from './use-camera.ts';

const MOST = { width: 168, height: 112 };

/**
 * The whole drawing in small, with what the window shows of it; a click or a drag moves the window there. For the pointer alone: the
 * keyboard walks from box to box. Nothing while everything is seen.
 */
export function OverviewMap(props: {
  readonly drawing: Drawing<unknown, unknown>;
  readonly control: CameraControl;
  readonly opened: string | undefined;
}) {
  const { drawing, control, opened } = props;
  const { camera, window } = control;
  const scale = Math.min(MOST.width / Math.max(1, drawing.width), MOST.height / Math.max(1, drawing.height));
  const boxes = useMemo(
    () =>
      drawing.boxes.map((box) => (
        <rect
          key={box.key}
          class="graph-map-box"
          data-opened={box.key === opened}
          x={box.x - box.width / 2}
          y={box.y - box.height / 2}
          width={box.width}
          height={box.height}
        />
      )),
    [drawing, opened],
  );
  const seen = seenBy(camera, window, 0);
  if (window.width === 0 || contains(seen, { x: 0, y: 0, width: drawing.width, height: drawing.height })) return null;
  const turn = (event: PointerEvent) => {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    const at = { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale };
    control.move((before, size) => centred(before, at, size));
  };
  return (
    <svg
      class="graph-map"
      aria-hidden="true"
      width={drawing.width * scale}
      height={drawing.height * scale}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        turn(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) turn(event);
      }}
    >
      {boxes}
      <rect class="graph-map-window" x={seen.x} y={seen.y} width={seen.width} height={seen.height} />
    </svg>
  );
}
