import type { DialectName } from '../engines/engine.ts';
import { quoteString } from '../sql/quote.ts';
import type { Graph } from '../graph/graph.ts';
import type { Project } from '../project/project.ts';
import { hole, INGEST_TS } from './holes.ts';
import type { Projection } from './plan.ts';

export interface AuditValues {
  readonly runId: string;
  readonly runStartedAt: string;
  readonly dialect: DialectName;
}

/** The audit columns of a node with their values as SQL literals; empty where they are switched off. */
export function auditColumns(
  names: { readonly etl_run_id: string; readonly ingest_ts: string; readonly source_system: string } | false,
  sourceSystem: string,
  values: AuditValues,
): Projection['audit'] {
  if (names === false) return [];
  return [
    { name: names.etl_run_id, type: 'varchar', value: `CAST(${quoteString(values.runId)} AS varchar)` },
    { name: names.ingest_ts, type: 'timestamp(6)', value: ingestTime(values) },
    { name: names.source_system, type: 'varchar', value: `CAST(${quoteString(sourceSystem)} AS varchar)` },
  ];
}

/**
 * `ingest_ts`: what reads on from the greatest one it has seen must miss no row, so what is published later carries a later one. Runs over an
 * embedded database come one after the other: there it is the run's start. Elsewhere a long run may publish after a later, shorter one, and the
 * time is given when the statement is sent, in the order in which the table's writers held its lock.
 */
function ingestTime({ dialect, runStartedAt }: AuditValues): string {
  return dialect === 'duckdb'
    ? `TIMESTAMP ${quoteString(runStartedAt)}`
    : `CAST(${quoteString(hole(INGEST_TS))} AS timestamp(6))`;
}

/** The source system of every node: its config, else the sorted distinct systems of its inputs, joined by commas. */
export function sourceSystems(project: Project, graph: Graph): ReadonlyMap<string, string> {
  const systems = new Map<string, readonly string[]>();
  const forRules = new Set(graph.edges.filter(({ forRule }) => forRule).map(({ from, to }) => `${from} ${to}`));
  const inputsOf = (id: string): readonly string[] => {
    const parents = graph.nodes[id]?.parents ?? [];
    return forRules.size === 0 ? parents : parents.filter((parent) => !forRules.has(`${parent} ${id}`));
  };
  for (const id of graph.order) {
    const node = project.nodes[id];
    const own = node?.config.source_system ?? project.sources[id]?.sourceSystem;
    if (own !== undefined) systems.set(id, [own]);
    else if (node?.resourceType === 'seed') systems.set(id, ['seed']);
    else systems.set(id, union(inputsOf(id).map((parent) => systems.get(parent) ?? [])));
  }
  return new Map([...systems].map(([id, names]) => [id, names.join(',')]));
}

/** Distinct names of sorted lists, sorted. */
function union(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...rest] = lists.filter(({ length }) => length > 0);
  return rest.length === 0 ? first : [...new Set([first, ...rest].flat())].sort();
}
