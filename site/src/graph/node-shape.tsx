import type { NodeKind } from '../../../src/docs/site-data.ts';
import { KIND_WORDS } from '../format/kinds.ts';

/** Outlines within 18 × 18, so that kinds differ without colour: a rounded square, a barrel, a hexagon, a diamond, and so on. */
const OUTLINES: Readonly<Record<NodeKind, string>> = {
  model: 'M4 1h10a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3z',
  source: 'M9 .5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17z',
  seed: 'M5 1h8l4.5 8l-4.5 8h-8l-4.5-8z',
  snapshot: 'M9 0l9 9l-9 9l-9-9z',
  analysis: 'M1 1h16v12l-5 4H1z',
  exposure: 'M9 0l9 6.5l-3.3 11H3.3L0 6.5z',
  macro: 'M1 1h16v16H1z',
};

/** The sign of a kind: outline, colour and letter. Within an SVG; its upper left corner is the origin. */
export function NodeShape({ kind }: { readonly kind: NodeKind }) {
  return (
    <g class={`graph-shape graph-kind-${kind}`}>
      <path d={OUTLINES[kind]} />
      <text x={9} y={13}>
        {KIND_WORDS[kind].letter}
      </text>
    </g>
  );
}
