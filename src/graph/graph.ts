import type { Span } from '../diagnostics/index.ts';

/**
 * Who depends on whom: models, seeds, snapshots, analyses, data tests, sources, exposures and unit tests of one project.
 * Frozen plain data; survives JSON.stringify/parse unchanged.
 */
export interface Graph {
  /** By unique id, sorted by unique id. */
  readonly nodes: Readonly<Record<string, GraphNode>>;
  /** All unique ids, parents before children: by depth, then by unique id. Members of a cycle, and what hangs on them, come last. */
  readonly order: readonly string[];
  /** One for each pair of parent and child, with the place of the first reference that makes it. */
  readonly edges: readonly GraphEdge[];
  /** For each node that calls `watermark()` or `high_watermark()`: whose column each call means. */
  readonly watermarks: Readonly<Record<string, readonly ResolvedWatermark[]>>;
}

export interface GraphNode {
  readonly id: string;
  /** Unique ids, sorted. */
  readonly parents: readonly string[];
  /** Unique ids, sorted. */
  readonly children: readonly string[];
}

export interface GraphEdge {
  /** The parent: what is referenced. */
  readonly from: string;
  /** The child: the node that references it. */
  readonly to: string;
  readonly span: Span;
  /** A row rule of the child reads the parent, its query does not: the child waits for it, but nothing of it flows into the child. */
  readonly forRule?: true;
}

/** A `watermark()` call with its input found: a model, seed, snapshot or source by unique id. */
export interface ResolvedWatermark {
  readonly column: string;
  readonly of: string;
  readonly span: Span;
}
