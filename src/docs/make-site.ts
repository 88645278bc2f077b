import { surveyProject, type Atlas } from './atlas.ts';
import { checkDetail } from './check-detail.ts';
import { checkRow, homeOf } from './check-rows.ts';
import { columnIndex } from './column-index.ts';
import { macroCallers, nodeDetail } from './node-detail.ts';
import { nodeRows } from './node-rows.ts';
import { overviewOf } from './overview.ts';
import { relationsOf } from './relations.ts';
import { runRows } from './runs.ts';
import { searchWords } from './search-words.ts';
import type { CheckDetail, DetailShard, NodeDetail, ShardName, Shards } from './site-data.ts';
import type { SiteInput } from './site-input.ts';

/** One file of the site's data: plain data, survives JSON. */
export type SiteShard =
  | { [Name in keyof Shards]: { readonly name: Name; readonly value: Shards[Name] } }[keyof Shards]
  | { readonly name: Extract<ShardName, `node/${number}`>; readonly value: DetailShard };

export interface SiteOptions {
  /** Size from which on a shard of details takes no more, in characters of JSON; default 128 kB. One node's details are never divided. */
  readonly shardSize?: number;
}

const SHARD_SIZE = 128 * 1024;

/**
 * The data of the docs site, shard by shard: details first, which nobody needs to keep, and the overview last. `build` of the overview is empty:
 * whoever writes the shards fills it in. Of a target's settings nothing is read; secrets in the project's own texts are hidden when they are written.
 */
export function* makeSite(input: SiteInput, { shardSize = SHARD_SIZE }: SiteOptions = {}): Generator<SiteShard> {
  const atlas = surveyProject(input);
  const places = { nodes: new Map<number, number>(), checks: new Map<number, number>() };
  let number = 0;
  for (const shard of detailShards(atlas, shardSize)) {
    for (const node of Object.keys(shard.nodes)) places.nodes.set(Number(node), number);
    for (const check of Object.keys(shard.checks)) places.checks.set(Number(check), number);
    yield { name: `node/${number}`, value: shard };
    number++;
  }
  const nodes = nodeRows(atlas, (at) => places.nodes.get(at) ?? 0);
  const checks = atlas.checks.map((check, at) => checkRow(check, places.checks.get(at) ?? 0, atlas));
  const runs = runRows(input.history.filter(({ target }) => target === atlas.target?.name));
  yield { name: 'nodes', value: nodes };
  yield { name: 'checks', value: checks };
  yield { name: 'columns', value: columnIndex(atlas) };
  yield { name: 'words', value: searchWords(atlas) };
  yield { name: 'runs', value: runs };
  yield { name: 'relations', value: relationsOf(atlas) };
  yield { name: 'overview', value: overviewOf({ nodes, checks, runs }, atlas) };
}

/** The details of each node and of its checks beside it, cut where a shard is full. */
function* detailShards(atlas: Atlas, shardSize: number): Generator<DetailShard> {
  let shard = emptyShard();
  for (const { node, check, detail } of allDetails(atlas)) {
    const size = JSON.stringify(detail).length;
    if (shard.size > 0 && shard.size + size > shardSize) {
      yield { nodes: shard.nodes, checks: shard.checks };
      shard = emptyShard();
    }
    shard.size += size;
    if (node !== undefined) shard.nodes[node] = detail;
    else shard.checks[check] = detail;
  }
  if (shard.size > 0) yield { nodes: shard.nodes, checks: shard.checks };
}

function emptyShard(): { size: number; nodes: Record<number, NodeDetail>; checks: Record<number, CheckDetail> } {
  return { size: 0, nodes: {}, checks: {} };
}

type Detail =
  | { readonly node: number; readonly check?: never; readonly detail: NodeDetail }
  | { readonly node?: never; readonly check: number; readonly detail: CheckDetail };

function* allDetails(atlas: Atlas): Generator<Detail> {
  const callers = macroCallers(atlas);
  const homeless: number[] = [];
  const atHome = atlas.subjects.map((): number[] => []);
  atlas.checks.forEach((check, at) => (atHome[homeOf(check, atlas) ?? -1] ?? homeless).push(at));
  const details = (checks: readonly number[]) =>
    checks.map((check): Detail => ({ check, detail: checkDetail(atlas.checks[check]!, atlas) }));
  for (let node = 0; node < atlas.subjects.length; node++) {
    yield { node, detail: nodeDetail(node, atlas, callers) };
    yield* details(atHome[node] ?? []);
  }
  yield* details(homeless);
}
