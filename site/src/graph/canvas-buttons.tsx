import type { RefObject } from 'preact';
import type { CameraControl } from './use-camera.ts';

/** Zoom, everything at once, the whole screen. */
export function CanvasButtons(props: {
  readonly control: CameraControl;
  readonly whole?: RefObject<HTMLElement | null>;
}) {
  const { control, whole } = props;
  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void whole?.current?.requestFullscreen();
  };
  return (
    <div class="graph-buttons" role="group" aria-label="View">
      <button type="button" class="button" aria-label="Zoom in" title="Zoom in (+)" onClick={() => control.zoom(1.25)}>
        +
      </button>
      <button type="button" class="button" aria-label="Zoom out" title="Zoom out (−)" onClick={() => control.zoom(0.8)}>
        −
      </button>
      <button
        type="button"
        class="button"
        aria-label="Show everything"
        title="Show everything (0)"
        onClick={control.fit}
      >
        <Icon path="M2 2h12v12H2zM5 8h6M8 5v6" />
      </button>
      {whole && (
        <button type="button" class="button" aria-label="Whole screen" title="Whole screen" onClick={toggle}>
          <Icon path="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" />
        </button>
      )}
    </div>
  );
}

function Icon({ path }: { readonly path: string }) {
  return (
    <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden="true" class="graph-icon">
      <path d={path} />
    </svg>
  );
}
