import { counted } from '../format/figures.ts';
import { graphLink } from '../router/links.ts';
import type { NodeGraphData } from './neighbourhood.ts';
import { groupOf } from './visible-graph.ts';

const MOST_GROUPS = 60;

/** Where a graph would be too large to be read: what to choose instead. */
export function StartPanel(props: {
  readonly graph: NodeGraphData;
  readonly nodes: readonly number[];
  readonly select: string;
  readonly onGroups: (grouping: 'layer' | 'folder') => void;
}) {
  const { graph, nodes, select, onGroups } = props;
  return (
    <div class="graph-start">
      <p>
        {select === '' ? 'The project has' : 'The selection has'} <strong>{counted(nodes.length, 'node')}</strong>: more
        than one can read at once. Write a selector above, or begin with a group.
      </p>
      <p class="graph-acts">
        <button type="button" class="button" onClick={() => onGroups('layer')}>
          Show layers as boxes
        </button>
        <button type="button" class="button" onClick={() => onGroups('folder')}>
          Show folders as boxes
        </button>
      </p>
      <GroupLinks title="Layers" groups={countsBy(graph, nodes, 'layer')} linkOf={(name) => `layer:${name}`} />
      <GroupLinks
        title="Folders"
        groups={countsBy(graph, nodes, 'folder')}
        linkOf={(name) => name.replaceAll('/', '.')}
      />
    </div>
  );
}

function GroupLinks(props: {
  readonly title: string;
  readonly groups: readonly (readonly [string, number])[];
  readonly linkOf: (name: string) => string;
}) {
  const { title, groups, linkOf } = props;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="graph-choices">
        {groups.slice(0, MOST_GROUPS).map(([name, count]) => (
          <li key={name}>
            <a href={graphLink({ select: linkOf(name) })}>{name}</a> <span>{counted(count, 'node')}</span>
          </li>
        ))}
      </ul>
      {groups.length > MOST_GROUPS && <p>and {groups.length - MOST_GROUPS} more</p>}
    </section>
  );
}

function countsBy(graph: NodeGraphData, nodes: readonly number[], grouping: 'layer' | 'folder') {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const row = graph.rows[node];
    // Sources have no folder: they stand among the layers.
    if (!row || (grouping === 'folder' && (row.kind === 'source' || row.fqn.length < 3))) continue;
    const group = groupOf(row, grouping) ?? '';
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
