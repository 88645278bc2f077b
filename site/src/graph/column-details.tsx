import { useMemo } from 'preact/hooks';
import { Fragment } from '../components/code-view.tsx';
import { Loading } from '../components/loading.tsx';
import { KindMark } from '../components/marks.tsx';
import type { ColumnGraph, ColumnRef } from '../data/column-graph.ts';
import { columnImpact, impactText } from '../data/impact.ts';
import { useLoaded, type SiteNodes } from '../data/site.ts';
import { columnLink, nodeLink } from '../router/links.ts';
import { USE_WORDS } from './column-uses.ts';

/** How one column is made, or how one edge makes it: beside the graph. */
export function ColumnDetails(props: {
  readonly nodes: SiteNodes;
  readonly graph: ColumnGraph;
  readonly of: ColumnRef;
  /** The input of the edge that was chosen. */
  readonly from: ColumnRef | undefined;
  readonly onClose: () => void;
}) {
  const { nodes, graph, of, from, onClose } = props;
  const detail = useLoaded((site) => site.detail(of.node), [of.node]);
  const impact = useMemo(() => impactText(columnImpact(nodes, graph, of)), [nodes, graph, of.node, of.column]);
  const row = nodes.rows[of.node];
  const name = graph.names[of.node]?.[of.column] ?? '';
  if (!row) return null;
  const nameOf = (node: number, column: string) => `${nodes.rows[node]?.name ?? ''}.${column}`;
  return (
    <aside class="graph-details" aria-label={`How ${name} is made`}>
      <button type="button" class="button graph-close" aria-label="Close the details" onClick={onClose}>
        ✕
      </button>
      {from && (
        <p class="graph-from">
          {nameOf(from.node, graph.names[from.node]?.[from.column] ?? '')} →{' '}
          <strong>
            {graph.inputs(of).find(({ node, column }) => node === from.node && column === from.column)?.how}
          </strong>{' '}
          →
        </p>
      )}
      <h2>
        <KindMark kind={row.kind} /> <a href={nodeLink(row.id, { column: name })}>{`${row.name}.${name}`}</a>
      </h2>
      <Loading of={detail}>
        {({ columns }) => {
          const column = columns.find((each) => each.name === name);
          if (!column) return <p>Its node does not list this column.</p>;
          return (
            <>
              {column.type && <p class="graph-type">{column.type}</p>}
              {column.sql.length > 0 && (
                <>
                  <h3>Made by{column.sql.length > 1 ? ' (one for each branch)' : ''}</h3>
                  {column.sql.map((sql, index) => (
                    <Fragment key={index} sql={sql} />
                  ))}
                </>
              )}
              {column.unknown && <p>Some of its inputs could not be found.</p>}
              {column.inputs.length > 0 && <h3>Takes its value from</h3>}
              <ul>
                {column.inputs.map(([node, input, how]) => (
                  <li key={`${node} ${input}`}>
                    <a href={columnLink(nodes.rows[node]?.id ?? '', input)}>{nameOf(node, input)}</a>, {how}
                  </li>
                ))}
                {column.uses.map(([node, input, use]) => (
                  <li key={`${node} ${input} ${use}`}>
                    <a href={columnLink(nodes.rows[node]?.id ?? '', input)}>{nameOf(node, input)}</a>, {USE_WORDS[use]}
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Loading>
      <h3>Depend on it</h3>
      <p>{impact || 'Nothing.'}</p>
      <p class="graph-links">
        <a href={columnLink(row.id, name)}>Lineage of this column</a>
      </p>
    </aside>
  );
}
