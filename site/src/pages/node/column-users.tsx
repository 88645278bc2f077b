import { NodeName } from '../../components/marks.tsx';
import { ALL_ROWS, type ColumnGraph, type ColumnUse } from '../../data/column-graph.ts';
import type { ColumnUsers } from '../../data/column-users.ts';
import type { SiteNodes } from '../../data/site.ts';
import { useVerbs } from '../../data/use-words.ts';
import { checkLink, nodeLink } from '../../router/links.ts';

/** How many of a list are drawn; the files of the impact have all. */
const SHOWN = 100;

/** Who joins, filters, groups, orders or has windows by a column, and who refers to it. */
export function ColumnUserLists(props: {
  readonly nodes: SiteNodes;
  readonly graph: ColumnGraph;
  readonly users: ColumnUsers;
}) {
  const { nodes, graph, users } = props;
  const places = byPlace(users.users);
  return (
    <>
      {places.length > 0 && (
        <section>
          <h3>Others join, filter, group or order by it</h3>
          <ul class="names">
            {places.slice(0, SHOWN).map(({ node, column, verbs }) => (
              <li key={`${node} ${column}`}>
                {column === ALL_ROWS ? (
                  <NodeName row={nodes.rows[node]!} />
                ) : (
                  <ColumnName nodes={nodes} node={node} name={graph.names[node]![column]!} />
                )}{' '}
                <span class="muted">{verbs} it</span>
              </li>
            ))}
          </ul>
          {places.length > SHOWN && <p class="empty">{places.length - SHOWN} more are in the files.</p>}
        </section>
      )}
      {users.references.length > 0 && (
        <section>
          <h3>Is referred to by</h3>
          <ul class="names">
            {users.references.slice(0, SHOWN).map(({ node, columns, check }) => (
              <li key={`${node} ${columns.join()}`}>
                {columns.map((name) => (
                  <ColumnName key={name} nodes={nodes} node={node} name={name} />
                ))}{' '}
                {check ? <a href={checkLink(check.id)}>{check.name}</a> : <span class="muted">foreign key</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Users with all that they do by the column in one line. */
function byPlace(users: readonly ColumnUse[]) {
  const places = new Map<string, ColumnUse[]>();
  for (const user of users) {
    const key = `${user.node} ${user.column}`;
    places.set(key, [...(places.get(key) ?? []), user]);
  }
  return [...places.values()].map((uses) => ({
    node: uses[0]!.node,
    column: uses[0]!.column,
    verbs: useVerbs(
      uses.map(({ use }) => use),
      'one',
    ),
  }));
}

/** A column of a node, as a link. */
export function ColumnName(props: { readonly nodes: SiteNodes; readonly node: number; readonly name: string }) {
  const row = props.nodes.rows[props.node];
  if (!row) return <code>{props.name}</code>;
  return (
    <a class="column-link" href={nodeLink(row.id, { column: props.name })}>
      {row.name}.<strong>{props.name}</strong>
    </a>
  );
}
