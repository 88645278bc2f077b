import { useMemo } from 'preact/hooks';
import type { CheckRow } from '../../../../src/docs/site-data.ts';
import { CopyButton, downloadText } from '../../components/copy-button.tsx';
import { Loading } from '../../components/loading.tsx';
import { HealthMark, KindMark, NodeName } from '../../components/marks.tsx';
import type { ColumnGraph } from '../../data/column-graph.ts';
import { impactCsv, impactMarkdown } from '../../data/impact-files.ts';
import { impactSentence } from '../../data/impact-sentence.ts';
import { columnImpact, columnsByNode, impactText, nodeImpact, usesByNode } from '../../data/impact.ts';
import type { Impact } from '../../data/impact.ts';
import { useLoaded } from '../../data/site.ts';
import type { SiteNodes } from '../../data/site.ts';
import { counted } from '../../format/figures.ts';
import { checkLink } from '../../router/links.ts';
import type { NodeProps } from '../node-page.tsx';
import { ColumnLink, ImpactUses } from './impact-uses.tsx';

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
  const text = impactText(impact);
  const sentence = text && `${text} ${countOf(impact) === 1 ? 'depends' : 'depend'} on it`;
  return <ImpactPanel nodes={nodes} graph={graph} impact={impact} of={name} sentence={sentence} />;
}

/** What depends on one column. */
export function ColumnImpact(props: {
  readonly nodes: SiteNodes;
  readonly graph: ColumnGraph;
  readonly index: number;
  readonly column: string;
  /** Tests that look at it. */
  readonly tests: readonly CheckRow[];
}) {
  const { nodes, graph, index, column, tests } = props;
  const at = graph.columnOf(index, column);
  const impact = useMemo(
    () => columnImpact(nodes, graph, { node: index, column: at }, tests),
    [nodes, graph, index, at, tests.length],
  );
  if (at < 0) return null;
  const sentence = impactSentence(nodes, impact, { node: index, column: at });
  const name = `${nodes.rows[index]!.name}.${column}`;
  return <ImpactPanel nodes={nodes} graph={graph} impact={impact} of={name} sentence={sentence} />;
}

/** How many of the list are drawn; the files have all. */
const SHOWN = 200;

function ImpactPanel(props: {
  readonly nodes: SiteNodes;
  readonly graph: ColumnGraph;
  readonly impact: Impact;
  readonly of: string;
  /** Empty where nothing depends on it. */
  readonly sentence: string;
}) {
  const { nodes, graph, impact, of, sentence } = props;
  if (!sentence)
    return (
      <p class="impact-none">
        <strong>Nothing</strong> in this project depends on it.
      </p>
    );
  const list = [...impact.exposures, ...impact.analyses, ...impact.models];
  const columns = columnsByNode(impact.columns);
  const uses = usesByNode(impact.uses);
  return (
    <details class="impact">
      <summary>
        <strong>{sentence}</strong>
      </summary>
      <div class="impact-buttons">
        <CopyButton label="Copy as Markdown" text={() => impactMarkdown({ nodes, graph, impact, of }, sentence)} />
        <button
          type="button"
          class="button"
          onClick={() => downloadText(`impact-${of}.csv`, 'text/csv', impactCsv({ nodes, graph, impact, of }))}
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
                {columns.get(index)!.map((column) => (
                  <ColumnLink key={column} nodes={nodes} graph={graph} of={{ node: index, column }} />
                ))}
              </span>
            )}
            {uses.has(index) && <ImpactUses nodes={nodes} graph={graph} uses={uses.get(index)!} />}
          </li>
        ))}
        {impact.tests.slice(0, SHOWN).map(({ id, name, about, health, node }) => (
          <li key={id}>
            <span class="node-name">
              <KindMark kind="test" />
              <a href={checkLink(id)}>{name}</a>
              <HealthMark health={health} />
            </span>
            <span class="impact-uses">
              {node !== undefined && <NodeName row={nodes.rows[node]!} view="tests" />} {about}
            </span>
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
