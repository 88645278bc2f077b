import { attentionOf } from './attention.ts';
import type { Atlas } from './atlas.ts';
import { countHealths } from './health.ts';
import { isBuiltKind, isRelationKind } from './kinds.ts';
import { layersOf } from './layers.ts';
import {
  SITE_FORMAT,
  type CheckRow,
  type HealthCounts,
  type NodeKind,
  type NodeRow,
  type Overview,
  type RunRow,
} from './site-data.ts';
import { standsAsParents } from './upstream.ts';

const ATTENTION_SHOWN = 100;
const RUNS_SHOWN = 20;

interface Rows {
  readonly nodes: readonly NodeRow[];
  readonly checks: readonly CheckRow[];
  readonly runs: readonly RunRow[];
}

/** The first shard. Its `build` is empty: whoever writes the shards names the build when all are known. */
export function overviewOf({ nodes, checks, runs }: Rows, atlas: Atlas): Overview {
  const { project, generatedAt, version, targets, missing } = atlas.input;
  const attention = attentionOf(nodes, checks, atlas);
  const readme = readmeOf(atlas);
  return {
    format: SITE_FORMAT,
    build: '',
    generatedAt,
    version,
    project: { name: project.name, version: project.version },
    target: atlas.target?.name ?? project.target.name,
    targets: targets.map(({ name, engine }) => ({ name, engine })),
    ...(readme !== undefined && { readme }),
    counts: countsOf(nodes, checks, atlas),
    health: healthCounts(nodes, checks, atlas),
    layers: layersOf(nodes, atlas),
    attention: attention.slice(0, ATTENTION_SHOWN),
    attentionTotal: attention.length,
    runs: runs.slice(0, RUNS_SHOWN).map(({ results: _results, leftOut: _leftOut, ...run }) => run),
    missing,
  };
}

function readmeOf({ input }: Atlas): string | undefined {
  const block = Object.values(input.project.docs).find(({ name }) => name === '__overview__');
  return block?.contents ?? input.readme;
}

function countsOf(nodes: readonly NodeRow[], checks: readonly CheckRow[], { columns }: Atlas): Overview['counts'] {
  const nodesOf = (kind: NodeKind) => nodes.filter((row) => row.kind === kind && !row.hidden).length;
  return {
    model: nodesOf('model'),
    seed: nodesOf('seed'),
    snapshot: nodesOf('snapshot'),
    source: nodesOf('source'),
    analysis: nodesOf('analysis'),
    exposure: nodesOf('exposure'),
    macro: nodesOf('macro'),
    test: checks.filter(({ kind }) => kind === 'test').length,
    unit_test: checks.filter(({ kind }) => kind === 'unit_test').length,
    column: columns.reduce((sum, { list }) => sum + list.length, 0),
  };
}

function healthCounts(nodes: readonly NodeRow[], checks: readonly CheckRow[], atlas: Atlas): HealthCounts {
  const models = nodes.filter(({ kind }) => kind === 'model');
  const held = nodes.flatMap(({ quarantined }) => quarantined ?? []);
  return {
    nodes: countHealths(nodes.filter(hasRuns).map(({ health }) => health)),
    tests: countHealths(checks.map(({ health }) => health)),
    sources: countHealths(nodes.filter(({ kind }) => kind === 'source').map(({ health }) => health)),
    documented: documentedOf(nodes, atlas),
    tested: [models.filter(({ tests }) => tests !== undefined).length, models.length],
    quarantined: { rows: held.reduce((sum, rows) => sum + rows, 0), nodes: held.length },
  };
}

/** Nothing is built of an ephemeral model: it counts where tests say something of it. */
function hasRuns(row: NodeRow): boolean {
  return (
    isBuiltKind(row.kind) && (row.materialized !== 'ephemeral' || (row.health !== 'unknown' && !standsAsParents(row)))
  );
}

/** Of what the project declares: relations outside of it have no place for a description, and audit columns need none. */
function documentedOf(nodes: readonly NodeRow[], atlas: Atlas): HealthCounts['documented'] {
  const counts = { nodes: [0, 0] as [number, number], columns: [0, 0] as [number, number] };
  nodes.forEach(({ kind, outside }, at) => {
    if (!isRelationKind(kind) || outside) return;
    add(counts.nodes, atlas.subjects[at]?.description ?? '');
    atlas.columns[at]?.list.forEach(({ isAudit }, place) => {
      if (!isAudit) add(counts.columns, atlas.descriptions[at]?.[place]?.text ?? '');
    });
  });
  return counts;
}

function add(count: [number, number], description: string): void {
  count[1]++;
  if (description.trim() !== '') count[0]++;
}
