import type { How, Use } from './lineage.ts';
import type { NodeColumn, NodeLineage, ProjectLineage } from './project-lineage.ts';

/** A column of a node. */
export interface ColumnRef {
  readonly node: string;
  readonly column: string;
}

export interface ColumnEdge extends ColumnRef {
  readonly how: How;
}

/** A use of a column: by another column alone, or, without one, by all rows of the node. */
export interface UseEdge {
  readonly node: string;
  readonly column?: string;
  readonly use: Use;
}

/** The columns of a project with their edges both ways. */
export interface ColumnGraph {
  readonly node: (id: string) => NodeLineage | undefined;
  /** A column by its name, without regard to case. */
  readonly column: (ref: ColumnRef) => NodeColumn | undefined;
  /** Columns whose value a column's is made of. */
  readonly inputs: (ref: ColumnRef) => readonly ColumnEdge[];
  /** Columns that are made of it. */
  readonly outputs: (ref: ColumnRef) => readonly ColumnEdge[];
  /** Where it filters, joins, groups or orders. */
  readonly uses: (ref: ColumnRef) => readonly UseEdge[];
  /** Nodes whose query reads a node. */
  readonly readers: (node: string) => readonly string[];
}

/** Built in one pass over the project; each question is then answered at once. */
export function columnGraph({ nodes }: ProjectLineage): ColumnGraph {
  const columns = new Map<string, NodeColumn>();
  const outputs = new Map<string, ColumnEdge[]>();
  const uses = new Map<string, UseEdge[]>();
  const readers = new Map<string, string[]>();
  for (const [id, node] of Object.entries(nodes)) {
    for (const column of node.columns) {
      columns.set(keyOf({ node: id, column: column.name }), column);
      for (const input of column.inputs) add(outputs, keyOf(input), { node: id, column: column.name, how: input.how });
      for (const used of column.uses) add(uses, keyOf(used), { node: id, column: column.name, use: used.use });
    }
    for (const read of node.reads) add(readers, read, id);
    for (const used of node.uses) add(uses, keyOf(used), { node: id, use: used.use });
  }
  return {
    node: (id) => (Object.hasOwn(nodes, id) ? nodes[id] : undefined),
    column: (ref) => columns.get(keyOf(ref)),
    inputs: (ref) => columns.get(keyOf(ref))?.inputs ?? [],
    outputs: (ref) => outputs.get(keyOf(ref)) ?? [],
    readers: (node) => readers.get(node) ?? [],
    uses: (ref) => uses.get(keyOf(ref)) ?? [],
  };
}

/** One text for all spellings of a column. */
export function keyOf({ node, column }: ColumnRef): string {
  return `${node}\n${column.toLowerCase()}`;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
