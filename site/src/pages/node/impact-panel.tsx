import { useMemo } from 'preact/hooks';
import { CopyButton, downloadText } from '../../components/copy-button.tsx';
import { Loading } from '../../components/loading.tsx';
import { NodeName } from '../../components/marks.tsx';
import { columnImpact, columnsByNode, impactCsv, impactMarkdown, impactText, nodeImpact } from '../../data/impact.ts';
import type { Impact } from '../../data/impact.ts';
import type { ColumnGraph } from '../../data/column-graph.ts';
import { useLoaded } from '../../data/site.ts';
import type { SiteNodes } from '../../data/site.ts';
import { counted } from '../../format/figures.ts';
import { columnLink } from '../../router/links.ts';
import type { NodeProps } from '../node-page.tsx';

/** What depends on a node. */
export function NodeImpact({ nodes, index, row }: NodeProps) {
  const graph = useLoaded((site) => site.columnGraph());
  return (
    <Loading of={graph}>
      {(value) => <NodeImpactOf nodes={nodes} index={index} graph={value} name={row.name} />}
    </Loading>
  );
}

function NodeImpactOf(props: {
  readonly nodes: SiteNodes;
  readonly index: number;
  readonly graph: ColumnGraph;
  readonly name: string;
}) {
  const { nodes, graph, index, name } = props;
  const impact = useMemo(() => nodeImpact(nodes, graph, index), [nodes, graph, index]);
  return <ImpactPanel nodes={nodes} graph={graph} impact={impact} of={name} />;
}

/** What depends on one column. */
export function ColumnImpact(props: {
  readonly nodes: SiteNodes;
  readonly graph: ColumnGraph;
  readonly index: number;
  readonly column: string;
}) {
  const { nodes, graph, index, column } = props;
  const at = graph.columnOf(index, column);
  const impact = useMemo(() => columnImpact(nodes, graph, { node: index, column: at }), [nodes, graph, index, at]);
  if (at < 0) return null;
  return <ImpactPanel nodes={nodes} graph={graph} impact={impact} of={`${nodes.rows[index]!.name}.${column}`} />;
}

/** How many of the list are drawn; the files have all. */
const SHOWN = 200;

function ImpactPanel(props: {
  readonly nodes: SiteNodes;
  readonly graph: ColumnGraph;
  readonly impact: Impact;
  readonly of: string;
}) {
  const { nodes, graph, impact, of } = props;
  const text = impactText(impact);
  if (!text)
    return (
      <p class="impact-none">
        <strong>Nothing</strong> in this project depends on it.
      </p>
    );
  const list = [...impact.exposures, ...impact.analyses, ...impact.models];
  const columns = columnsByNode(impact.columns);
  return (
    <details class="impact">
      <summary>
        <strong>{text}</strong> {countOf(impact) === 1 ? 'depends' : 'depend'} on it
      </summary>
      <div class="impact-buttons">
        <CopyButton label="Copy as Markdown" text={() => impactMarkdown(nodes, graph, impact, of)} />
        <button
          type="button"
          class="button"
          onClick={() => downloadText(`impact-${of}.csv`, 'text/csv', impactCsv(nodes, graph, impact))}
        >
          Download CSV
        </button>
      </div>
      <ul class="impact-list">
        {list.slice(0, SHOWN).map((index) => (
          <li key={index}>
            <NodeName row={nodes.rows[index]!} withHealth />
            {columns.has(index) && (
              <span class="impact-columns">
                {columns.get(index)!.map((column) => {
                  const name = graph.names[index]![column]!;
                  return (
                    <a key={column} href={columnLink(nodes.rows[index]!.id, name)}>
                      {name}
                    </a>
                  );
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {list.length > SHOWN && <p class="empty">{counted(list.length - SHOWN, 'more node')} are in the files.</p>}
    </details>
  );
}

function countOf({ models, analyses, exposures, columns }: Impact): number {
  return models.length + analyses.length + exposures.length + columns.length;
}
