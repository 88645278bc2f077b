import type { Atlas } from './atlas.ts';
import { countHealths, healthOf, worst } from './health.ts';
import { firstSentence } from './plain-text.ts';
import type { Health, NodeRow, NodeRun } from './site-data.ts';
import { isHidden, type Subject } from './subjects.ts';
import { withUpstream } from './upstream.ts';

/** Nodes as lists, graph and search show them; `shardOf` says where the details of each are. */
export function nodeRows(atlas: Atlas, shardOf: (at: number) => number): readonly NodeRow[] {
  return withUpstream(
    atlas.subjects.map((_, at) => nodeRow(at, shardOf(at), atlas)),
    atlas.input.graph.order.flatMap((id) => atlas.indexOf.get(id) ?? []),
  );
}

/** What is known of the node itself. */
function nodeRow(at: number, shard: number, atlas: Atlas): NodeRow {
  const subject = atlas.subjects[at]!;
  const { input, results, parents } = atlas;
  const { id, kind, name, path, fqn, layer, tags, owner } = subject;
  const summary = firstSentence(subject.description);
  const materialized = materializedOf(subject);
  const tests = testCounts(at, atlas);
  const freshness = input.freshness.get(id)?.health ?? (hasFreshness(subject) ? 'unknown' : undefined);
  const ageSeconds = input.freshness.get(id)?.ageSeconds;
  const latest = results.latest(id);
  const quarantined = openRows(id, atlas);
  const size = input.catalog.get(id)?.size;
  return {
    id,
    kind,
    name,
    path,
    fqn,
    layer,
    ...(materialized !== undefined && { materialized }),
    ...(isHidden(subject) && { hidden: true }),
    ...(!subject.item && { outside: true }),
    ...(tags.length > 0 && { tags }),
    ...(owner !== undefined && { owner }),
    ...(summary !== undefined && { summary }),
    shard,
    parents: parents[at] ?? [],
    health: worst([
      latest ? healthOf(latest.status) : 'unknown',
      ...checkHealths(at, atlas),
      freshness ?? 'unknown',
      quarantined > 0 ? 'warn' : 'unknown',
    ]),
    ...(latest && { run: runOf(latest) }),
    ...(tests && { tests }),
    ...(freshness && { freshness }),
    ...(ageSeconds !== undefined && { ageSeconds }),
    ...(quarantined > 0 && { quarantined }),
    ...(size && { rows: size.rows, bytes: size.bytes }),
  };
}

/** Open rows of a node in quarantine. */
export function openRows(id: string, { input }: Atlas): number {
  const rules = input.quarantine.get(id) ?? [];
  return rules.reduce((sum, { status, rows }) => (status === 'open' ? sum + rows : sum), 0);
}

function checkHealths(at: number, { subjects, checksOf, checks }: Atlas): readonly Health[] {
  // A macro is no worse for a test that fails somewhere.
  return subjects[at]?.kind === 'macro' ? [] : (checksOf[at] ?? []).map((check) => checks[check]?.health ?? 'unknown');
}

/** A test that was skipped, or never run, says nothing of today. */
function testCounts(at: number, atlas: Atlas): NodeRow['tests'] | undefined {
  const healths = checkHealths(at, atlas);
  if (healths.length === 0) return undefined;
  const { ok, warn, error, unknown, skipped } = countHealths(healths);
  return [ok, warn, error, unknown + skipped];
}

function materializedOf({ item }: Subject): string | undefined {
  if (!item || !('resourceType' in item)) return undefined;
  const { resourceType } = item;
  return resourceType === 'source' || resourceType === 'exposure' || resourceType === 'analysis'
    ? undefined
    : item.config.materialized;
}

function hasFreshness({ item }: Subject): boolean {
  return item !== undefined && 'freshness' in item && item.freshness !== undefined;
}

function runOf({ status, at, ms, rows, bytes, usd }: NodeRun): NonNullable<NodeRow['run']> {
  return {
    status,
    at,
    ms,
    ...(rows !== undefined && { rows }),
    ...(bytes !== undefined && { bytes }),
    ...(usd !== undefined && { usd }),
  };
}
