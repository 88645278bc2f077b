import type {
  CheckDetail,
  CheckKind,
  CheckRow,
  ColumnIndex,
  DetailShard,
  Health,
  NodeDetail,
  NodeKind,
  NodeRow,
  Overview,
  Relations,
  RunRow,
  SearchWords,
  ShardName,
  WordIndex,
} from '../../src/docs/site-data.ts';
import { HOWS, USES } from '../../src/docs/site-data.ts';

/** A site written by hand or made up: rows without what follows from their order. */
export interface SampleSite {
  readonly overview: Omit<Overview, 'build' | 'counts' | 'health' | 'layers' | 'runs'>;
  readonly nodes: readonly SampleNode[];
  readonly checks: readonly SampleCheck[];
  readonly runs: readonly RunRow[];
  readonly relations: Relations;
}
export type SampleNode = { readonly row: Omit<NodeRow, 'shard'>; readonly detail: NodeDetail };
export type SampleCheck = { readonly row: Omit<CheckRow, 'shard'>; readonly detail: CheckDetail };

const NODES_PER_SHARD = 40;
const CHECKS_PER_SHARD = 400;

/** All shards of a sample by name. */
export function sampleShards(site: SampleSite, build: string): ReadonlyMap<ShardName, unknown> {
  const firstOfChecks = Math.ceil(site.nodes.length / NODES_PER_SHARD);
  const nodes = site.nodes.map(({ row }, index): NodeRow => ({ ...row, shard: Math.floor(index / NODES_PER_SHARD) }));
  const checks = site.checks.map(({ row }, index): CheckRow => ({
    ...row,
    shard: firstOfChecks + Math.floor(index / CHECKS_PER_SHARD),
  }));
  const details = new Map<ShardName, { nodes: Record<number, NodeDetail>; checks: Record<number, CheckDetail> }>();
  const shard = (name: ShardName) => {
    if (!details.has(name)) details.set(name, { nodes: {}, checks: {} });
    return details.get(name)!;
  };
  site.nodes.forEach(({ detail }, index) => (shard(`node/${nodes[index]!.shard}`).nodes[index] = detail));
  site.checks.forEach(({ detail }, index) => (shard(`node/${checks[index]!.shard}`).checks[index] = detail));
  return new Map<ShardName, unknown>([
    ['overview', overviewOf(site, build, nodes, checks)],
    ['nodes', nodes],
    ['checks', checks],
    ['columns', columnsOf(site.nodes)],
    ['words', wordsOf(site.nodes)],
    ['runs', site.runs],
    ['relations', site.relations],
    ...(details as ReadonlyMap<ShardName, DetailShard>),
  ]);
}

function overviewOf(site: SampleSite, build: string, nodes: readonly NodeRow[], checks: readonly CheckRow[]): Overview {
  const ofKind = (kind: NodeKind | CheckKind) => [...nodes, ...checks].filter((row) => row.kind === kind).length;
  const details = site.nodes.filter(({ row }) => row.kind !== 'macro').map(({ detail }) => detail);
  const columns = details.flatMap((detail) => detail.columns);
  const withData = nodes.filter((row) => row.kind !== 'macro');
  const models = nodes.filter((row) => row.kind === 'model');
  const layers = [...new Set(withData.map((row) => row.layer))];
  return {
    ...site.overview,
    build,
    counts: {
      model: ofKind('model'),
      seed: ofKind('seed'),
      snapshot: ofKind('snapshot'),
      source: ofKind('source'),
      analysis: ofKind('analysis'),
      exposure: ofKind('exposure'),
      macro: ofKind('macro'),
      test: ofKind('test'),
      unit_test: ofKind('unit_test'),
      column: columns.length,
    },
    health: {
      nodes: tally(withData.map((row) => row.health)),
      tests: tally(checks.map((row) => row.health)),
      sources: tally(nodes.filter((row) => row.kind === 'source').map((row) => row.freshness ?? 'unknown')),
      documented: {
        nodes: [details.filter((detail) => detail.description).length, details.length],
        columns: [columns.filter((column) => column.description).length, columns.length],
      },
      tested: [models.filter((row) => row.tests).length, models.length],
      quarantined: {
        rows: nodes.reduce((sum, row) => sum + (row.quarantined ?? 0), 0),
        nodes: nodes.filter((row) => row.quarantined).length,
      },
    },
    layers: layers.map((name) => {
      const inside = withData.filter((row) => row.layer === name);
      return { name, nodes: inside.length, health: worst(inside.map((row) => row.health)) };
    }),
    runs: site.runs.slice(0, 20).map(({ results: _, ...run }) => run),
  };
}

const ORDER: readonly Health[] = ['unknown', 'ok', 'skipped', 'warn', 'error'];

function worst(healths: readonly Health[]): Health {
  return healths.reduce((a, b) => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a), 'unknown' as Health);
}

function tally(healths: readonly Health[]): Record<Health, number> {
  const counts = { unknown: 0, ok: 0, skipped: 0, warn: 0, error: 0 };
  for (const health of healths) counts[health] += 1;
  return counts;
}

function columnsOf(nodes: readonly SampleNode[]): ColumnIndex {
  const names = nodes.map(({ detail }) => detail.columns.map((column) => column.name));
  const edges: number[] = [];
  nodes.forEach(({ detail }, child) =>
    detail.columns.forEach((column, at) => {
      for (const [parent, name, how] of column.inputs)
        edges.push(child, at, parent, names[parent]!.indexOf(name), HOWS.indexOf(how));
    }),
  );
  return { names, edges, uses: usesOf(nodes, names) };
}

function usesOf(nodes: readonly SampleNode[], names: ColumnIndex['names']): readonly number[] {
  return nodes.flatMap(({ detail }, child) => {
    const list = (uses: NodeDetail['uses'], place: number) =>
      uses.flatMap(([parent, name, use]) => [child, place, parent, names[parent]!.indexOf(name), USES.indexOf(use)]);
    return [...list(detail.uses, -1), ...detail.columns.flatMap((column, at) => list(column.uses, at))];
  });
}

function wordsOf(nodes: readonly SampleNode[]): SearchWords {
  return {
    descriptions: wordIndex(
      nodes.map(({ detail }) => [detail.description, ...detail.columns.map((column) => column.description)].join(' ')),
    ),
    sql: wordIndex(nodes.map(({ detail }) => detail.code?.written ?? '')),
  };
}

function wordIndex(texts: readonly string[]): WordIndex {
  const found = new Map<string, number[]>();
  texts.forEach((text, index) => {
    for (const word of new Set(text.toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu) ?? []))
      found.set(word, [...(found.get(word) ?? []), index]);
  });
  const words = [...found.keys()].sort();
  const deltas = (list: readonly number[]) => list.map((n, i) => (n - (list[i - 1] ?? 0)).toString(36)).join(' ');
  return { words, nodes: words.map((word) => deltas(found.get(word)!)) };
}
