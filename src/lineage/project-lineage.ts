import {
  EPHEMERAL_PREFIX,
  type ColumnLineage,
  type ColumnUse,
  type How,
  type StatementLineage,
  type Use,
} from './lineage.ts';

/** Columns of a project and where they come from: what `lineage.json` holds. Plain data, survives JSON. */
export interface ProjectLineage {
  /** Models, seeds, snapshots and sources by unique id, and relations that belong to no node by their name. */
  readonly nodes: Readonly<Record<string, NodeLineage>>;
}

export interface NodeLineage {
  readonly name: string;
  /** A dbt resource type, or `relation` for what the project reads and does not declare. */
  readonly type: string;
  readonly path?: string;
  readonly columns: readonly NodeColumn[];
  /** Nodes that its query reads. */
  readonly reads: readonly string[];
  /** Columns on which it depends which rows the node has. */
  readonly uses: readonly NodeUse[];
  /** Another one whenever the node may have other rows; absent without a query. */
  readonly fingerprint?: string;
  /** Some inputs could not be found. */
  readonly unknown?: true;
}

export interface NodeColumn {
  readonly name: string;
  readonly type?: string;
  /** Absent where nothing in the project makes it, as in a source. */
  readonly how?: How;
  readonly inputs: readonly NodeInput[];
  readonly uses: readonly NodeUse[];
  /** What makes it: an expression for each branch of a UNION. */
  readonly sql: readonly string[];
  /** The item of the model's own SELECT. */
  readonly item?: string;
  readonly fingerprint?: string;
  readonly unknown?: true;
  /** Nothing declares it: it is known from those who read it. */
  readonly undeclared?: true;
}

export interface NodeInput {
  readonly node: string;
  readonly column: string;
  readonly how: How;
}

export interface NodeUse {
  readonly node: string;
  readonly column: string;
  readonly use: Use;
}

/** One node of the project, and what is known of it. */
export interface LineageNode {
  /** Unique id, which is also how the lineage of statements names it. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly path?: string;
  /** All columns of its relation, audit columns included; absent where they are not known. */
  readonly columns?: readonly { readonly name: string; readonly type?: string }[];
  readonly lineage?: StatementLineage | undefined;
}

/** Puts the lineage of single statements together. Ephemeral models are nodes like others. */
export function projectLineage(nodes: Iterable<LineageNode>): ProjectLineage {
  const all = [...nodes];
  const ephemerals = new Map(all.map(({ id, name }) => [`${EPHEMERAL_PREFIX}${name}`, id]));
  const idOf = (relation: string) => ephemerals.get(relation) ?? relation;
  const made = new Map(all.map((node) => [node.id, nodeLineage(node, idOf)]));
  for (const [id, columns] of undeclared(made)) made.set(id, withColumns(id, columns, made.get(id)));
  return { nodes: Object.fromEntries([...made].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

type IdOf = (relation: string) => string;

function nodeLineage({ name, type, path, columns, lineage }: LineageNode, idOf: IdOf): NodeLineage {
  const traced = new Map(lineage?.columns?.map((column) => [column.name.toLowerCase(), column]));
  const names = columns ?? lineage?.columns ?? [];
  return {
    name,
    type,
    ...(path !== undefined && { path }),
    columns: names.map((column) => nodeColumn(column, traced.get(column.name.toLowerCase()), idOf)),
    reads: lineage?.relations.map(idOf) ?? [],
    uses: lineage ? usesOf(lineage.indirect, idOf) : [],
    ...(lineage && { fingerprint: lineage.fingerprint }),
    ...(lineage?.unknown && { unknown: true }),
  };
}

function nodeColumn(
  { name, type }: { readonly name: string; readonly type?: string },
  traced: ColumnLineage | undefined,
  idOf: IdOf,
): NodeColumn {
  const known = type ?? traced?.type;
  const base = { name, ...(known !== undefined && { type: known }) };
  if (!traced) return { ...base, inputs: [], uses: [], sql: [] };
  return {
    ...base,
    how: traced.how,
    inputs: traced.inputs.map(({ relation, column, how }) => ({ node: idOf(relation), column, how })),
    uses: usesOf(traced.indirect, idOf),
    sql: traced.made.map(({ sql }) => sql),
    ...(traced.item && { item: traced.item.sql }),
    fingerprint: traced.fingerprint,
    ...(traced.unknown && { unknown: true }),
  };
}

function usesOf(uses: readonly ColumnUse[], idOf: IdOf): readonly NodeUse[] {
  return uses.map(({ relation, column, use }) => ({ node: idOf(relation), column, use }));
}

/** Columns that are read and that no node declares, by node: of sources without columns and of relations outside the project. */
function undeclared(nodes: ReadonlyMap<string, NodeLineage>): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const known = new Map([...nodes].map(([id, node]) => [id, namesOf(node)]));
  const missing = new Map<string, Map<string, string>>();
  const read = ({ node, column }: NodeInput | NodeUse) => {
    if (known.get(node)?.has(column.toLowerCase())) return;
    const names = missing.get(node) ?? new Map<string, string>();
    missing.set(node, names.set(column.toLowerCase(), column));
  };
  for (const { columns, uses } of nodes.values()) {
    for (const column of columns) [...column.inputs, ...column.uses].forEach(read);
    uses.forEach(read);
  }
  return missing;
}

function namesOf({ columns }: NodeLineage): ReadonlySet<string> {
  return new Set(columns.map(({ name }) => name.toLowerCase()));
}

function withColumns(id: string, names: ReadonlyMap<string, string>, node: NodeLineage | undefined): NodeLineage {
  const added = [...names.values()].map((name) => ({ name, inputs: [], uses: [], sql: [], undeclared: true as const }));
  const base = node ?? { name: id, type: 'relation', columns: [], reads: [], uses: [] };
  return { ...base, columns: [...base.columns, ...added] };
}
