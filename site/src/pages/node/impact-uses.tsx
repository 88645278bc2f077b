import type { ColumnGraph, ColumnRef } from '../../data/column-graph.ts';
import type { ImpactUse } from '../../data/impact.ts';
import type { SiteNodes } from '../../data/site.ts';
import { useVerbs } from '../../data/use-words.ts';
import { columnLink } from '../../router/links.ts';

/** How many columns a line names for each verb. */
const NAMED = 4;

/** `joins and filters by fact.a, fact.b` and `groups by fact.c`. */
export function ImpactUses(props: {
  readonly nodes: SiteNodes;
  readonly graph: ColumnGraph;
  readonly uses: readonly ImpactUse[];
}) {
  const { nodes, graph, uses } = props;
  return (
    <span class="impact-uses">
      {[...columnsByVerbs(uses)].map(([verbs, columns]) => (
        <span key={verbs}>
          {verbs}{' '}
          {columns.slice(0, NAMED).map((of, at) => (
            <span key={`${of.node} ${of.column}`}>
              {at > 0 && ', '}
              <ColumnLink nodes={nodes} graph={graph} of={of} isWhole />
            </span>
          ))}
          {columns.length > NAMED && ` +${columns.length - NAMED}`}
        </span>
      ))}
    </span>
  );
}

/** What is done by which columns; those by which the same is done stand together. */
function columnsByVerbs(uses: readonly ImpactUse[]): ReadonlyMap<string, readonly ColumnRef[]> {
  const byColumn = new Map<string, ImpactUse[]>();
  for (const use of uses) {
    const key = `${use.of.node} ${use.of.column}`;
    byColumn.set(key, [...(byColumn.get(key) ?? []), use]);
  }
  const byVerbs = new Map<string, ColumnRef[]>();
  for (const list of byColumn.values()) {
    const verbs = useVerbs(
      list.map(({ by }) => by.use),
      'one',
    );
    byVerbs.set(verbs, [...(byVerbs.get(verbs) ?? []), list[0]!.of]);
  }
  return byVerbs;
}

/** A column as a link to its lineage. */
export function ColumnLink(props: {
  readonly nodes: SiteNodes;
  readonly graph: ColumnGraph;
  readonly of: ColumnRef;
  /** With its node's name. */
  readonly isWhole?: boolean;
}) {
  const { nodes, graph, of, isWhole } = props;
  const row = nodes.rows[of.node]!;
  const name = graph.names[of.node]![of.column]!;
  return <a href={columnLink(row.id, name)}>{isWhole ? `${row.name}.${name}` : name}</a>;
}
