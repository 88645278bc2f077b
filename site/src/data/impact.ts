import { csvText } from '../format/csv.ts';
import { counted } from '../format/figures.ts';
import type { ColumnGraph, ColumnRef } from './column-graph.ts';
import type { SiteNodes } from './site.ts';

/** What hangs on a node or a column, directly or through others; itself left out. Indexes of nodes are ascending. */
export interface Impact {
  /** Models, seeds, snapshots, sources. */
  readonly models: readonly number[];
  readonly analyses: readonly number[];
  readonly exposures: readonly number[];
  /** Columns that hold its value or something made of it. */
  readonly columns: readonly ColumnRef[];
}

/** Whatever depends on a node, and the columns that take a value of its columns. */
export function nodeImpact(nodes: SiteNodes, columns: ColumnGraph, index: number): Impact {
  const start = (columns.names[index] ?? []).map((_, column) => ({ node: index, column }));
  const found = reach([index], (node) => nodes.children[node] ?? []).filter((node) => node !== index);
  return sorted(nodes, found, downstream(columns, start));
}

/** The columns that take a column's value, their nodes, and analyses and exposures that read those nodes or the column's own. */
export function columnImpact(nodes: SiteNodes, columns: ColumnGraph, of: ColumnRef): Impact {
  const taking = downstream(columns, [of]);
  const holders = new Set(taking.map(({ node }) => node).filter((node) => node !== of.node));
  // An exposure names nodes, no columns: it may need any of them.
  const readers = [of.node, ...holders]
    .flatMap((node) => nodes.children[node] ?? [])
    .filter((child) => nodes.rows[child]?.kind === 'exposure');
  return sorted(nodes, [...new Set([...holders, ...readers])], taking);
}

function downstream(graph: ColumnGraph, start: readonly ColumnRef[]): readonly ColumnRef[] {
  const seen = new Set(start.map(keyOf));
  const found: ColumnRef[] = [];
  const queue = [...start];
  for (let next = queue.pop(); next; next = queue.pop())
    for (const { node, column } of graph.consumers(next)) {
      const key = keyOf({ node, column });
      if (seen.has(key)) continue;
      seen.add(key);
      found.push({ node, column });
      queue.push({ node, column });
    }
  return found.sort((a, b) => a.node - b.node || a.column - b.column);
}

/** Nodes are fewer than 2^26, columns of a node fewer than 2^20: one number tells both. */
function keyOf({ node, column }: ColumnRef): number {
  return node * 2 ** 20 + column;
}

/** All that can be reached from some, themselves included. */
export function reach(start: readonly number[], next: (of: number) => readonly number[]): readonly number[] {
  const seen = new Set(start);
  const queue = [...start];
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const other of next(at)) {
      if (seen.has(other)) continue;
      seen.add(other);
      queue.push(other);
    }
  return [...seen].sort((a, b) => a - b);
}

function sorted({ rows }: SiteNodes, found: readonly number[], columns: readonly ColumnRef[]): Impact {
  const all = [...found].sort((a, b) => a - b);
  const kindOf = (index: number) => rows[index]?.kind;
  return {
    models: all.filter((index) => !['analysis', 'exposure', 'macro'].includes(kindOf(index) ?? 'macro')),
    analyses: all.filter((index) => kindOf(index) === 'analysis'),
    exposures: all.filter((index) => kindOf(index) === 'exposure'),
    columns,
  };
}

/** `4 models, 12 columns, 1 exposure`; empty where nothing hangs on it. */
export function impactText({ models, columns, analyses, exposures }: Impact): string {
  const parts = [
    models.length > 0 && counted(models.length, 'model'),
    columns.length > 0 && counted(columns.length, 'column'),
    analyses.length > 0 && counted(analyses.length, 'analysis', 'analyses'),
    exposures.length > 0 && counted(exposures.length, 'exposure'),
  ];
  return parts.filter(Boolean).join(', ');
}

/** One line a node or column: kind, unique id, name, column, layer, owner, path. */
export function impactCsv(nodes: SiteNodes, graph: ColumnGraph, impact: Impact): string {
  const line = (index: number, column = '') => {
    const row = nodes.rows[index]!;
    return [column ? 'column' : row.kind, row.id, row.name, column, row.layer, row.owner ?? '', row.path];
  };
  return csvText([
    ['kind', 'unique_id', 'name', 'column', 'layer', 'owner', 'path'],
    ...[...impact.models, ...impact.analyses, ...impact.exposures].map((index) => line(index)),
    ...impact.columns.map(({ node, column }) => line(node, graph.names[node]![column]!)),
  ]);
}

/** A list for a pull request or a message. */
export function impactMarkdown(nodes: SiteNodes, graph: ColumnGraph, impact: Impact, of: string): string {
  const names = (list: readonly number[]) => list.map((index) => `- ${code(nodes.rows[index]!.name)}`);
  const section = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? ['', `### ${title}`, '', ...lines] : [];
  const columns = [...columnsByNode(impact.columns)].map(
    ([node, list]) =>
      `- ${code(nodes.rows[node]!.name)}: ${list.map((column) => code(graph.names[node]![column]!)).join(', ')}`,
  );
  return [
    `## What depends on ${code(of)}`,
    '',
    impactText(impact) || 'Nothing.',
    ...section('Models', names(impact.models)),
    ...section('Columns', columns),
    ...section('Analyses', names(impact.analyses)),
    ...section('Exposures', names(impact.exposures)),
    '',
  ].join('\n');
}

/** Of each node, the indexes of its columns, in the order in which they come. */
export function columnsByNode(columns: readonly ColumnRef[]): ReadonlyMap<number, readonly number[]> {
  const byNode = new Map<number, number[]>();
  for (const { node, column } of columns) {
    const list = byNode.get(node);
    if (list) list.push(column);
    else byNode.set(node, [column]);
  }
  return byNode;
}

/** Text as code of Markdown, whatever it holds. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}
