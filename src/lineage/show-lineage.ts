import { columnGraph, type ColumnGraph, type ColumnRef } from './column-graph.ts';
import { printColumns } from './print-columns.ts';
import { printMermaid } from './print-mermaid.ts';
import { printTrails, type PrintedTrail } from './print-trail.ts';
import type { NodeLineage, ProjectLineage } from './project-lineage.ts';
import { touchesOf, type Consumers } from './touches.ts';
import { trailOf, type Direction } from './trail.ts';

export type LineageFormat = 'text' | 'json' | 'mermaid';

export interface ShowOptions {
  /** None: both. */
  readonly directions: readonly Direction[];
  /** Steps from the start; absent: all. */
  readonly depth?: number;
  readonly format: LineageFormat;
  /** Exposures and tests, which are told downstream. */
  readonly consumers: Consumers;
}

/** What was asked for, as data and as text. */
export interface ShownLineage {
  readonly text: string;
  readonly data: unknown;
}

/** Where one column comes from and where it goes. */
export function showColumn(lineage: ProjectLineage, start: ColumnRef, options: ShowOptions): ShownLineage {
  return shown(options.format, trailsOf(columnGraph(lineage), start, options), printTrails);
}

/** What the columns of a node are made of, one step back; asked for a direction or a depth, each column's trails. */
export function showNode(lineage: ProjectLineage, node: string, options: ShowOptions): ShownLineage {
  const { name, columns } = lineage.nodes[node] ?? { name: node, columns: [] };
  const graph = columnGraph(lineage);
  const each = (wanted: ShowOptions) => columns.map(({ name: column }) => trailsOf(graph, { node, column }, wanted));
  if (options.directions.length > 0 || options.depth !== undefined) {
    const trails = each(options);
    return shown(options.format, trails.flat(), () => trails.map(printTrails).join('\n\n'));
  }
  const trails = each({ ...options, directions: ['upstream'], depth: 1 }).flat();
  return shown(options.format, trails, () => printColumns(name, trails.map(({ trail }) => trail))); // prettier-ignore
}

/** The nodes of the project, with how much of them is known. */
export function showProject(lineage: ProjectLineage, format: LineageFormat): ShownLineage {
  switch (format) {
    case 'json':
      return { text: JSON.stringify(lineage, null, 2), data: lineage };
    case 'mermaid':
      return { text: printMermaid(directEdges(lineage)), data: lineage };
    case 'text':
      return { text: nodeList(lineage), data: lineage };
  }
}

function nodeList({ nodes }: ProjectLineage): string {
  const made = Object.values(nodes).filter(({ type }) => type === 'model' || type === 'snapshot');
  const width = Math.max(0, ...made.map(({ name }) => name.length));
  return made.map((node) => `${node.name.padEnd(width)}  ${knownText(node)}`).join('\n');
}

function knownText({ columns }: NodeLineage): string {
  if (columns.length === 0) return 'columns not known';
  const count = `${columns.length} column${columns.length === 1 ? '' : 's'}`;
  const unknown = columns.filter((column) => column.unknown).map(({ name }) => name);
  return unknown.length === 0 ? count : `${count}, inputs not all known of ${unknown.join(', ')}`;
}

function directEdges(lineage: ProjectLineage): readonly PrintedTrail[] {
  const graph = columnGraph(lineage);
  return Object.entries(lineage.nodes).flatMap(([node, { columns }]) =>
    columns.map(({ name: column }) => ({
      direction: 'upstream' as const,
      trail: trailOf(graph, { node, column }, 'upstream', 1),
    })),
  );
}

function trailsOf(
  graph: ColumnGraph,
  start: ColumnRef,
  { directions, depth, consumers }: ShowOptions,
): readonly PrintedTrail[] {
  const wanted = directions.length > 0 ? directions : (['upstream', 'downstream'] as const);
  return wanted.map((direction) => {
    const trail = trailOf(graph, start, direction, depth);
    if (direction === 'upstream') return { direction, trail };
    const { exposures, tests } = touchesOf([start], [graph], { consumers });
    return { direction, trail, consumers: [...exposures, ...tests] };
  });
}

function shown(
  format: LineageFormat,
  trails: readonly PrintedTrail[],
  print: (trails: readonly PrintedTrail[]) => string,
): ShownLineage {
  const data = trails.map(({ trail, ...more }) => ({ ...more, ...trail }));
  if (format === 'json') return { text: JSON.stringify(data, null, 2), data };
  return { text: format === 'mermaid' ? printMermaid(trails) : print(trails), data };
}
