import type { CatalogEntry } from '../../artifacts/index.ts';
import { buildGraph } from '../../graph/index.ts';
import type { How } from '../../lineage/lineage.ts';
import type { NodeColumn, NodeLineage, ProjectLineage } from '../../lineage/project-lineage.ts';
import type { JsonObject, Project } from '../../project/project.ts';
import { loadGood, type LoadFiles } from '../../project/testkit/temporary-project.ts';
import { builtInTestNames } from '../../quality/index.ts';
import type { HistoryEntry } from '../../state/index.ts';
import { makeSite, type SiteOptions } from '../make-site.ts';
import type {
  CheckDetail,
  CheckRow,
  ColumnDetail,
  DetailShard,
  NodeDetail,
  NodeRow,
  ShardName,
  Shards,
} from '../site-data.ts';
import type { SiteInput } from '../site-input.ts';

/** A whole site in memory, asked by names. */
export interface MadeSite extends Shards {
  readonly all: ReadonlyMap<ShardName, unknown>;
  readonly row: (name: string) => NodeRow;
  readonly detail: (name: string) => NodeDetail;
  readonly column: (name: string, column: string) => ColumnDetail;
  readonly check: (name: string) => CheckRow;
  readonly checkDetail: (name: string) => CheckDetail;
  /** Names of the nodes with these indexes. */
  readonly names: (indexes: readonly number[]) => readonly string[];
}

/** Columns by node and column: `=stg_orders.id` is passed through, `>` renamed, `*` computed, `+` aggregated; several with spaces between; nothing has no inputs. */
export type LineageSketch = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface SiteSketch extends Partial<Omit<SiteInput, 'project' | 'graph' | 'lineage' | 'catalog'>> {
  readonly lineage?: LineageSketch | ProjectLineage;
  /** Columns of the warehouse's tables by node: `{orders: 'id bigint, total double'}`. */
  readonly tables?: Readonly<Record<string, string>>;
  readonly catalog?: ReadonlyMap<string, CatalogEntry>;
  readonly options?: SiteOptions;
}

/** Loads a project that has nothing to complain about and makes its site. */
export async function siteOf(files: LoadFiles, sketch: SiteSketch = {}): Promise<MadeSite> {
  return siteOfProject(await loadGood(files, { builtInTests: new Set(builtInTestNames) }), sketch);
}

export function siteOfProject(project: Project, { lineage, tables, options, ...given }: SiteSketch = {}): MadeSite {
  const graph = buildGraph(project).value;
  const input: SiteInput = {
    project,
    graph,
    lineage: isWhole(lineage) ? lineage : lineageOf(lineage ?? {}, project),
    generatedAt: '2026-01-31T12:00:00.000Z',
    version: '1.2.3',
    targets: [{ name: 'local', engine: 'duckdb', sql: new Map() }],
    catalog: new Map(Object.entries(tables ?? {}).map(([name, columns]) => [idOf(name, project), entryOf(columns)])),
    history: [],
    freshness: new Map(),
    quarantine: new Map(),
    analyses: new Map(),
    missing: [],
    ...given,
  };
  return opened(input, options);
}

function opened(input: SiteInput, options: SiteOptions | undefined): MadeSite {
  const all = new Map<ShardName, unknown>();
  for (const { name, value } of makeSite(input, options)) all.set(name, value);
  const shards = Object.fromEntries(all) as unknown as Shards & Record<ShardName, DetailShard>;
  const at = (rows: readonly { readonly id: string; readonly name: string }[], name: string) => {
    const index = rows.findIndex((row) => row.name === name || row.id === name);
    if (index < 0) throw new Error(`There is no ${name}`);
    return index;
  };
  const row = (name: string) => shards.nodes[at(shards.nodes, name)]!;
  const check = (name: string) => shards.checks[at(shards.checks, name)]!;
  const detail = (name: string) => shards[`node/${row(name).shard}`]!.nodes[at(shards.nodes, name)]!;
  return {
    ...shards,
    all,
    row,
    check,
    detail,
    checkDetail: (name) => shards[`node/${check(name).shard}`]!.checks[at(shards.checks, name)]!,
    column: (name, column) => detail(name).columns.find((one) => one.name === column)!,
    names: (indexes) => indexes.map((index) => shards.nodes[index]?.name ?? '?'),
  };
}

function isWhole(lineage: SiteSketch['lineage']): lineage is ProjectLineage {
  return lineage !== undefined && Object.hasOwn(lineage, 'nodes');
}

/** The unique id of a model, seed, snapshot, `source.table`, or of a relation outside the project. */
export function idOf(name: string, { nodes, sources }: Project): string {
  const node = Object.values(nodes).find((one) => one.name === name && one.resourceType !== 'test');
  const source = Object.values(sources).find((one) => `${one.sourceName}.${one.name}` === name);
  return node?.uniqueId ?? source?.uniqueId ?? name;
}

const SIGNS: Readonly<Record<string, How>> = {
  '=': 'passed through',
  '>': 'renamed',
  '*': 'computed',
  '+': 'aggregated',
};

function lineageOf(sketch: LineageSketch, project: Project): ProjectLineage {
  const nodes = Object.entries(sketch).map(([name, columns]): [string, NodeLineage] => {
    const id = idOf(name, project);
    const type = id === name ? 'relation' : (id.split('.')[0] ?? '');
    const list = Object.entries(columns).map(([column, text]) => columnOf(column, text, project));
    const reads = [...new Set(list.flatMap(({ inputs }) => inputs.map(({ node }) => node)))];
    return [id, { name, type, columns: list, reads, uses: [] }];
  });
  return { nodes: Object.fromEntries(nodes) };
}

function columnOf(name: string, text: string, project: Project): NodeColumn {
  const inputs = text.split(' ').flatMap((word) => {
    const how = SIGNS[word[0] ?? ''];
    const dot = word.lastIndexOf('.');
    return how ? [{ node: idOf(word.slice(1, dot), project), column: word.slice(dot + 1), how }] : [];
  });
  const order = Object.values(SIGNS);
  const how = inputs.map((input) => input.how).sort((a, b) => order.indexOf(b) - order.indexOf(a))[0] ?? 'computed';
  return { name, inputs, uses: [], sql: [], ...(text !== '' && { how }) };
}

function entryOf(columns: string): CatalogEntry {
  const list = columns.split(', ').map((column) => {
    const [name = '', ...type] = column.split(' ');
    return { name, type: type.join(' ') };
  });
  return { info: { relation: { schema: 's', identifier: 't' }, kind: 'table', columns: list, uuid: 'u' } };
}

/** A run with what it said of nodes: `{orders: 'success'}`, or with figures as the history has them. */
export function runOf(
  runId: string,
  results: Readonly<Record<string, string | JsonObject>>,
  target = 'local',
): HistoryEntry {
  return {
    runId,
    startedAt: `2026-01-31T00:00:00.000Z`,
    command: 'build',
    target,
    results: Object.entries(results).map(([id, result]) => ({
      unique_id: id,
      duration_ms: 10,
      ...(typeof result === 'string' ? { status: result } : result),
    })),
  };
}
