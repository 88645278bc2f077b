import type { PrintedTrail } from './print-trail.ts';
import type { TrailStep } from './trail.ts';

/** The trails as a Mermaid flowchart from left to right: a box for each node, with its columns in it. */
export function printMermaid(trails: readonly PrintedTrail[]): string {
  const ids = new Map<string, string>();
  const boxes = new Map<string, { readonly name: string; readonly columns: Map<string, string> }>();
  const edges = new Set<string>();

  function note({ node, name, column }: TrailStep): string {
    const key = `${node}\n${column}`;
    const id = ids.get(key) ?? `c${ids.size}`;
    ids.set(key, id);
    const box = boxes.get(node) ?? { name, columns: new Map<string, string>() };
    boxes.set(node, box);
    box.columns.set(id, column);
    return id;
  }

  function follow(step: TrailStep, direction: PrintedTrail['direction']): void {
    const id = note(step);
    for (const next of step.steps) {
      const [from, to] = direction === 'upstream' ? [note(next), id] : [id, note(next)];
      edges.add(`  ${from} -->|${next.how ?? ''}| ${to}`);
      follow(next, direction);
    }
  }

  for (const { direction, trail } of trails) follow(trail, direction);
  const lines = [...boxes.values()].flatMap(({ name, columns }, index) => [
    `  subgraph n${index}["${escaped(name)}"]`,
    ...[...columns].map(([id, column]) => `    ${id}["${escaped(column)}"]`),
    '  end',
  ]);
  return ['flowchart LR', ...lines, ...edges].join('\n');
}

// Mermaid reads entities within quotes.
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}
