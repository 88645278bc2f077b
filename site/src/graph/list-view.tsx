import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';

/** Boxes and edges between their places. */
interface Nestable<B> {
  readonly boxes: readonly B[];
  readonly edges: readonly { readonly from: number; readonly to: number }[];
}

interface ListViewProps<B> {
  readonly graph: Nestable<B>;
  readonly label: string;
  readonly item: (box: B) => ComponentChildren;
}

/**
 * The same graph as nested lists, from the beginning of the flow to its end: what a box leads to stands below it. What was listed before
 * is named again without what follows.
 */
export function ListView<B>({ graph, label, item }: ListViewProps<B>) {
  const lines = useMemo(() => nestedLines(graph), [graph]);
  return (
    <div class="graph-list" role="region" aria-label={label} tabIndex={0}>
      <List lines={lines} item={item} />
    </div>
  );
}

export interface ListLine<B> {
  readonly box: B;
  /** It was listed above, with what follows from it. */
  readonly isAgain: boolean;
  readonly lines: readonly ListLine<B>[];
}

/** Boxes nested by their edges, each with its children once. */
export function nestedLines<B>({ boxes, edges }: Nestable<B>): readonly ListLine<B>[] {
  const children = new Map<number, number[]>();
  const hasParent = new Set<number>();
  for (const { from, to } of edges) {
    const list = children.get(from);
    if (list) list.push(to);
    else children.set(from, [to]);
    hasParent.add(to);
  }
  const seen = new Set<number>();
  const lineOf = (place: number): ListLine<B> => {
    const isAgain = seen.has(place);
    seen.add(place);
    const next = isAgain ? [] : (children.get(place) ?? []);
    return { box: boxes[place] as B, isAgain: isAgain && children.has(place), lines: next.map(lineOf) };
  };
  const roots = boxes.flatMap((_, place) => (hasParent.has(place) ? [] : place));
  const lines = roots.map(lineOf);
  // Closed groups may stand in a circle without a beginning.
  for (let place = 0; place < boxes.length; place++) if (!seen.has(place)) lines.push(lineOf(place));
  return lines;
}

function List<B>({ lines, item }: { readonly lines: readonly ListLine<B>[]; readonly item: ListViewProps<B>['item'] }) {
  return (
    <ul>
      {lines.map(({ box, isAgain, lines: inner }, index) => (
        <li key={index}>
          {item(box)}
          {isAgain && <span class="graph-again"> (what follows stands above)</span>}
          {inner.length > 0 && <List lines={inner} item={item} />}
        </li>
      ))}
    </ul>
  );
}
