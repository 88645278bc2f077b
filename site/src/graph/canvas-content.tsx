import type { VNode } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { touches, type Rect } from './camera.ts';
import type { Point } from './layout-types.ts';
import { boundsOf, curve, rectOf, type Drawing, type Painter } from './drawing.ts';

export interface Lit {
  readonly boxes: ReadonlySet<number>;
  readonly edges: ReadonlySet<number>;
}

interface ContentProps<B, E> {
  readonly drawing: Drawing<B, E>;
  readonly painter: Painter<B, E>;
  /** What lies outside is not drawn; undefined draws everything. */
  readonly region: Rect | undefined;
  readonly lit: Lit | undefined;
  /** The box that Tab leads to. */
  readonly tabStop: number;
  readonly opened: string | undefined;
  readonly found: ReadonlySet<string>;
  readonly edgeOpened?: ((edge: E) => boolean) | undefined;
  readonly onEdge?: ((edge: E) => void) | undefined;
}

const TITLE_HEIGHT = 22;

/** Bands, edges and boxes of a drawing. Boxes are found by `data-box`, the place in the drawing. */
export function CanvasContent<B, E>(props: ContentProps<B, E>) {
  const keep = useKept();
  const { drawing, painter, region, lit, tabStop, opened, found } = props;
  const degree = useMemo(() => degrees(drawing), [drawing]);
  const isSeen = (rect: Rect) => !region || touches(region, rect);
  return (
    <g class="graph-content" data-dimmed={lit !== undefined}>
      {drawing.bands.map(({ name, left, right }, index) => (
        <g key={`band ${name}`} class="graph-band" data-odd={index % 2 === 1}>
          <rect
            x={left - 18}
            y={-TITLE_HEIGHT}
            width={right - left + 36}
            height={drawing.height + TITLE_HEIGHT}
            rx={8}
          />
          <text x={(left + right) / 2} y={-TITLE_HEIGHT + 16}>
            {name}
          </text>
        </g>
      ))}
      {drawing.frames?.map(({ key, rect, draw }) =>
        isSeen(rect) ? (
          <g key={`frame ${key}`} class="graph-holder" transform={`translate(${rect.x} ${rect.y})`}>
            {draw()}
          </g>
        ) : null,
      )}
      {drawing.edges.map((edge, index) => {
        const isLit = lit?.edges.has(index) ?? false;
        if (!isLit && !isSeen(boundsOf(edge.points))) return null;
        const isOpened = props.edgeOpened?.(edge.of) ?? false;
        const isNearStart = (degree.in[edge.to] ?? 0) >= (degree.out[edge.from] ?? 0);
        const key = `edge ${drawing.boxes[edge.from]?.key} ${drawing.boxes[edge.to]?.key} ${index}`;
        const light = isOpened ? 'opened' : isLit ? 'lit' : undefined;
        return keep(key, [edge, light, painter], () => (
          <EdgeLine key={key} {...props} edge={edge} light={light} isNearStart={isNearStart} />
        ));
      })}
      {drawing.boxes.map((box, index) => {
        if (index !== tabStop && !isSeen(rectOf(box))) return null;
        const light = lit?.boxes.has(index) ? 'lit' : undefined;
        const isOpened = box.key === opened;
        const isFound = found.has(box.key);
        const deps = [box, light, index === tabStop, isOpened, isFound, painter, index];
        return keep(box.key, deps, () => (
          <g
            key={box.key}
            class={`graph-box ${painter.boxClass?.(box.of) ?? ''}`}
            transform={`translate(${box.x - box.width / 2} ${box.y - box.height / 2})`}
            data-box={index}
            data-light={light}
            data-opened={isOpened}
            data-found={isFound}
            role="button"
            aria-label={painter.label(box.of)}
            aria-pressed={isOpened}
            tabindex={index === tabStop ? 0 : -1}
          >
            {painter.box(box.of, box)}
          </g>
        ));
      })}
    </g>
  );
}

function EdgeLine<B, E>({
  edge,
  light,
  painter,
  onEdge,
  isNearStart,
}: ContentProps<B, E> & {
  readonly isNearStart: boolean;
  readonly edge: Drawing<B, E>['edges'][number];
  readonly light: string | undefined;
}) {
  const path = curve(edge.points);
  const label = painter.edgeLabel?.(edge.of);
  const place = labelPlace(edge.points, isNearStart);
  return (
    <g class={`graph-edge ${painter.edgeClass?.(edge.of) ?? ''}`} data-light={light}>
      {onEdge && <path class="graph-edge-touch" d={path} onClick={() => onEdge(edge.of)} />}
      <path class="graph-edge-line" d={path} />
      {painter.edgeEnds?.(edge.of, edge.points)}
      {label && (
        <text x={place.x} y={place.y - 4}>
          {label}
        </text>
      )}
    </g>
  );
}

// Beside the end where fewer edges meet, so that labels do not stand upon each other.
function labelPlace(points: readonly Point[], isNearStart: boolean): Point {
  const list = isNearStart ? points : points.toReversed();
  const [near, next] = [list[0], list[1]];
  if (!near || !next) return { x: 0, y: 0 };
  return { x: near.x + (next.x - near.x) * 0.36, y: near.y + (next.y - near.y) * 0.24 };
}

function degrees(drawing: Drawing<unknown, unknown>): { readonly out: Uint32Array; readonly in: Uint32Array } {
  const found = { out: new Uint32Array(drawing.boxes.length), in: new Uint32Array(drawing.boxes.length) };
  for (const { from, to } of drawing.edges) {
    found.out[from] = (found.out[from] ?? 0) + 1;
    found.in[to] = (found.in[to] ?? 0) + 1;
  }
  return found;
}

// Preact leaves alone what it is given twice: of hundreds of boxes only those are drawn anew that change.
function useKept(): (key: string, deps: readonly unknown[], make: () => VNode) => VNode {
  const before = useRef(new Map<string, { deps: readonly unknown[]; made: VNode }>());
  const now = new Map<string, { deps: readonly unknown[]; made: VNode }>();
  const last = before.current;
  before.current = now;
  return (key, deps, make) => {
    const kept = last.get(key);
    const isSame = kept?.deps.every((dep, index) => dep === deps[index]);
    const entry = kept && isSame ? kept : { deps, made: make() };
    now.set(key, entry);
    return entry.made;
  };
}
