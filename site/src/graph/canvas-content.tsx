import type { VNode } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { touches, type Rect } from './camera.ts';
import { boundsOf, curve, rectOf, type Drawing, type Painter } from './drawing.ts';
import { labelPlaces, type LabelPlace } from './label-places.ts';

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

/** Of more edges that are lit, labels would cover each other. */
const FEW_LABELS = 6;

/** Bands, edges and boxes of a drawing. Boxes are found by `data-box`, the place in the drawing. */
export function CanvasContent<B, E>(props: ContentProps<B, E>) {
  const keep = useKept();
  const { drawing, painter, region, lit, tabStop, opened, found } = props;
  const labels = useMemo(() => placesOf(drawing, painter), [drawing, painter]);
  const isSeen = (rect: Rect) => !region || touches(region, rect);
  return (
    <g
      class="graph-content"
      data-dimmed={lit !== undefined}
      data-few={lit !== undefined && lit.edges.size <= FEW_LABELS}
    >
      {drawing.bands.map(({ name, left, right }, index) => (
        <g key={`band ${name}`} class="graph-band" data-odd={index % 2 === 1}>
          <rect x={left - 18} y={0} width={right - left + 36} height={drawing.height} rx={8} />
          <text x={(left + right) / 2} y={20}>
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
        const key = `edge ${drawing.boxes[edge.from]?.key} ${drawing.boxes[edge.to]?.key} ${index}`;
        const light = isOpened ? 'opened' : isLit ? 'lit' : undefined;
        return keep(key, [edge, light, painter], () => (
          <EdgeLine key={key} {...props} edge={edge} light={light} place={labels[index]} />
        ));
      })}
      {drawing.edges.map((edge, index) => {
        const place = labels[index];
        if (!place?.isFree || !isSeen(place)) return null;
        const light = lit?.edges.has(index) ? 'lit' : undefined;
        const key = `label ${drawing.boxes[edge.from]?.key} ${drawing.boxes[edge.to]?.key} ${index}`;
        return keep(key, [edge, place, light, painter], () => (
          <g key={key} class="graph-edge-over" data-light={light}>
            <EdgeLabel place={place} text={painter.edgeLabel?.(edge.of)} />
          </g>
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
  place,
}: ContentProps<B, E> & {
  readonly place: LabelPlace | undefined;
  readonly edge: Drawing<B, E>['edges'][number];
  readonly light: string | undefined;
}) {
  const path = curve(edge.points);
  return (
    <g class={`graph-edge ${painter.edgeClass?.(edge.of) ?? ''}`} data-light={light}>
      {onEdge && <path class="graph-edge-touch" d={path} onClick={() => onEdge(edge.of)} />}
      <path class="graph-edge-line" d={path} />
      {painter.edgeEnds?.(edge.of, edge.points)}
      {place && !place.isFree && <EdgeLabel place={place} text={painter.edgeLabel?.(edge.of)} />}
    </g>
  );
}

function EdgeLabel({ place, text }: { readonly place: LabelPlace; readonly text: string | undefined }) {
  return (
    <g class="graph-edge-label" data-free={place.isFree} transform={`translate(${place.x} ${place.y})`}>
      <rect width={place.width} height={place.height} rx={3} />
      <text x={place.width / 2} y={12}>
        {text}
      </text>
    </g>
  );
}

function placesOf<B, E>({ boxes, edges, frames = [] }: Drawing<B, E>, { edgeLabel }: Painter<B, E>) {
  if (!edgeLabel) return [];
  const taken = [...boxes.map(rectOf), ...frames.map(({ rect }) => rect)];
  return labelPlaces(
    edges.map(({ from, to, points, of }) => ({ from, to, points, label: edgeLabel(of) })),
    taken,
  );
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
