import { worst } from './health.ts';
import type { Health, NodeRow } from './site-data.ts';

type Standing = Pick<NodeRow, 'health' | 'upstream'>;

/** Lets what stands before a node speak; `order` has parents before their children. */
export function withUpstream(rows: readonly NodeRow[], order: readonly number[]): readonly NodeRow[] {
  const found = rows.map(({ health }): Standing => ({ health }));
  for (const at of order) {
    const row = rows[at]!;
    const parents = row.parents.flatMap((parent) => found[parent] ?? []);
    const health = standsAsParents(row) ? healthOfParents(parents.map((parent) => parent.health)) : row.health;
    const upstream = worst(parents.flatMap((parent) => [parent.health, parent.upstream ?? 'unknown']));
    found[at] = { health, ...(upstream !== 'unknown' && { upstream: upstream === 'error' ? 'warn' : upstream }) };
  }
  return rows.map((row, at) => ({ ...row, ...found[at] }));
}

/** Whether nothing is known of a node itself that could be other than what it reads: it keeps no data, and no run or test speaks of it. */
export function standsAsParents({ kind, materialized, parents, run, tests, freshness }: NodeRow): boolean {
  if (parents.length === 0) return false;
  const [ok, warn, error] = tests ?? [0, 0, 0];
  const isSilent = run === undefined && ok + warn + error === 0 && freshness === undefined;
  const isQuery = materialized === 'view' || materialized === 'ephemeral';
  return isSilent && (kind === 'analysis' || kind === 'exposure' || isQuery);
}

/** The worst of what is read; in order only where all is known to be. */
function healthOfParents(healths: readonly Health[]): Health {
  const found = worst(healths);
  return found === 'ok' && healths.includes('unknown') ? 'unknown' : found;
}
