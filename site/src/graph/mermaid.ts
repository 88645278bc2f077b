import type { NodeKind, NodeRow } from '../../../src/docs/site-data.ts';
import type { VisibleGraph } from './visible-graph.ts';

// Brackets of Mermaid that draw each kind in another shape.
const BRACKETS: Readonly<Record<NodeKind, readonly [string, string]>> = {
  model: ['[', ']'],
  source: ['[(', ')]'],
  seed: ['{{', '}}'],
  snapshot: ['{', '}'],
  analysis: ['[/', '/]'],
  exposure: ['([', '])'],
  macro: ['[[', ']]'],
};

/** The graph as a flowchart of Mermaid from left to right; groups are subgraphs. */
export function graphMermaid({ boxes, edges, groups }: VisibleGraph, rows: readonly NodeRow[]): string {
  const lineOf = (place: number) => {
    const box = boxes[place];
    const kind = box?.node === undefined ? undefined : rows[box.node]?.kind;
    const [open, close] = kind ? BRACKETS[kind] : ['[[', ']]'];
    const count = box?.members ? ` (${box.members.length})` : '';
    return `n${place}${open}"${escaped(`${box?.label ?? ''}${count}`)}"${close}`;
  };
  const placesIn = (group: string | undefined) => boxes.flatMap((box, place) => (box.group === group ? place : []));
  const isOpenGroup = (group: string) => placesIn(group).some((place) => !boxes[place]?.members);
  const grouped = groups.filter(isOpenGroup);
  const alone = boxes.flatMap((box, place) =>
    box.group === undefined || !grouped.includes(box.group) ? `  ${lineOf(place)}` : [],
  );
  const subgraphs = grouped.flatMap((group, index) => [
    `  subgraph g${index}["${escaped(group)}"]`,
    ...placesIn(group).map((place) => `    ${lineOf(place)}`),
    '  end',
  ]);
  const arrows = edges.map(({ from, to, count, via }) =>
    via ? `  n${from} -.->|via ${via} hidden| n${to}` : `  n${from} -->${count > 1 ? `|${count}|` : ''} n${to}`,
  );
  return ['flowchart LR', ...alone, ...subgraphs, ...arrows].join('\n');
}

/** Text within quotes of Mermaid, which reads entities there. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replace(/[\n\r]+/g, ' ');
}

/** Columns in the boxes of their nodes, with how each value flows; the same form as `lakemodel lineage` prints. */
export function columnMermaid(
  columns: readonly { readonly node: string; readonly column: string }[],
  edges: readonly { readonly from: number; readonly to: number; readonly how: string }[],
): string {
  const byNode = new Map<string, number[]>();
  columns.forEach(({ node }, place) => {
    const places = byNode.get(node);
    if (places) places.push(place);
    else byNode.set(node, [place]);
  });
  const boxes = [...byNode].flatMap(([node, places], index) => [
    `  subgraph n${index}["${escaped(node)}"]`,
    ...places.map((place) => `    c${place}["${escaped(columns[place]?.column ?? '')}"]`),
    '  end',
  ]);
  return ['flowchart LR', ...boxes, ...edges.map(({ from, to, how }) => `  c${from} -->|${how}| c${to}`)].join('\n');
}
