import type { Relations } from '../../../src/docs/site-data.ts';
import { HealthMark, KindMark } from '../components/marks.tsx';
import { useLoaded, type SiteNodes } from '../data/site.ts';
import { checkLink, nodeLink } from '../router/links.ts';
import type { Relation } from './relation-view.ts';

/** One entity beside the diagram: its key, what it refers to, what refers to it, and the tests that guard that. */
export function EntityDetails(props: {
  readonly nodes: SiteNodes;
  readonly all: Relations;
  readonly node: number;
  readonly onAround: () => void;
  readonly onClose: () => void;
}) {
  const { nodes, all, node, onAround, onClose } = props;
  const row = nodes.rows[node];
  if (!row) return null;
  const keys = all.entities.find((entity) => entity.node === node)?.keys ?? [];
  return (
    <aside class="graph-details" aria-label={`Details of ${row.name}`}>
      <button type="button" class="button graph-close" aria-label="Close the details" onClick={onClose}>
        ✕
      </button>
      <h2>
        <KindMark kind={row.kind} /> <a href={nodeLink(row.id)}>{row.name}</a> <HealthMark health={row.health} />
      </h2>
      {row.summary && <p>{row.summary}</p>}
      <p>{keys.length > 0 ? `Key: ${keys.join(', ')}` : 'No key is declared.'}</p>
      <RelationList title="Refers to" nodes={nodes} list={all.relations.filter(({ from }) => from === node)} far="to" />
      <RelationList
        title="Referred to by"
        nodes={nodes}
        list={all.relations.filter(({ to }) => to === node)}
        far="from"
      />
      <button type="button" class="button" onClick={onAround}>
        Show what is around it
      </button>
    </aside>
  );
}

function RelationList(props: {
  readonly title: string;
  readonly nodes: SiteNodes;
  readonly list: readonly Relation[];
  readonly far: 'from' | 'to';
}) {
  const { title, nodes, list, far } = props;
  const checks = useLoaded((site) => site.checks());
  if (list.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {list.map((relation, index) => {
          const other = nodes.rows[relation[far]];
          const check =
            relation.check !== undefined && checks.state === 'ready' ? checks.value[relation.check] : undefined;
          return (
            <li key={index}>
              <a href={nodeLink(other?.id ?? '')}>{other?.name}</a> by {relation.columns.join(', ')}
              {check && (
                <>
                  , <a href={checkLink(check.id)}>tested</a> <HealthMark health={check.health} />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
