import type { NodeDetail, NodeRow } from '../../../src/docs/site-data.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { Loading } from '../components/loading.tsx';
import { KindMark, OutsideMark, Tag } from '../components/marks.tsx';
import { usePrinting } from '../components/printing.ts';
import { Tabs } from '../components/tabs.tsx';
import { VerdictCard } from '../components/verdict-card.tsx';
import { useLoaded, useNodes } from '../data/site.ts';
import type { SiteNodes } from '../data/site.ts';
import { nodeVerdict } from '../data/trust.ts';
import { KIND_WORDS, healthOfStatus } from '../format/kinds.ts';
import { isKindWithData, listLink, withParams } from '../router/links.ts';
import type { NodeView, RouteOf } from '../router/links.ts';
import { navigate } from '../router/navigate.ts';
import { capital } from '../shell/title.ts';
import { LostPage } from './lost-page.tsx';
import { Description } from './node/description.tsx';
import { ExposureFacts } from './node/exposure-facts.tsx';
import { NodeFacts } from './node/node-facts.tsx';
import { NodeImpact } from './node/impact-panel.tsx';
import { viewsOf } from './node/views.tsx';

/** Everything about one node; its views are tabs. */
export function NodePage({ route }: { readonly route: RouteOf<'node'> }) {
  const nodes = useNodes();
  return (
    <Loading of={nodes}>
      {(value) => {
        const index = value.indexOf.get(route.id);
        if (index === undefined) return <LostPage what={`The project has no node "${route.id}".`} />;
        return <Node nodes={value} index={index} route={route} />;
      }}
    </Loading>
  );
}

/** What the views of a node's page need. */
export interface NodeProps {
  readonly nodes: SiteNodes;
  readonly index: number;
  readonly row: NodeRow;
  readonly detail: NodeDetail;
  readonly route: RouteOf<'node'>;
}

function Node(props: { readonly nodes: SiteNodes; readonly index: number; readonly route: RouteOf<'node'> }) {
  const { nodes, index, route } = props;
  const row = nodes.rows[index]!;
  const detail = useLoaded((site) => site.detail(index), [index]);
  return (
    <article class="page node-page">
      <NodeHead row={row} relation={detail.state === 'ready' ? detail.value.relation : undefined} />
      {row.kind !== 'macro' && (
        <VerdictCard
          title={isKindWithData(row.kind) ? 'Can it be trusted?' : 'Can what it shows be trusted?'}
          verdict={nodeVerdict(nodes, index)}
          rows={nodes.rows}
        />
      )}
      <Loading of={detail}>
        {(value) => <Body nodes={nodes} index={index} row={row} detail={value} route={route} />}
      </Loading>
    </article>
  );
}

function NodeHead({ row, relation }: { readonly row: NodeRow; readonly relation: string | undefined }) {
  const words = KIND_WORDS[row.kind];
  return (
    <header class="node-head">
      <p class="crumbs">
        <a href={listLink(row.kind)}>{capital(words.many)}</a>
        {row.layer !== words.many && (
          <>
            {' › '}
            <a href={listLink(row.kind, { layer: row.layer })}>{row.layer}</a>
          </>
        )}
      </p>
      <h1>
        <KindMark kind={row.kind} /> {row.name} <OutsideMark row={row} />
      </h1>
      <p class="page-under">
        {row.materialized && row.materialized !== words.one ? `${row.materialized} ` : ''}
        {row.outside ? 'relation' : words.one}
        {row.owner && (
          <>
            {' · owner '}
            <a href={listLink(row.kind, { owner: row.owner })}>{row.owner}</a>
          </>
        )}
        {row.path !== '' && (
          <>
            {' · '}
            <code>{row.path}</code>
          </>
        )}
        {relation && (
          <>
            {' · '}
            <code>{relation}</code> <CopyButton class="button-small" label="Copy name" text={() => relation} />
          </>
        )}{' '}
        <CopyButton class="button-small" label="Copy link" text={() => location.href} />
        {row.tags?.map((tag) => (
          <a key={tag} class="tag-link" href={listLink(row.kind, { tag })}>
            <Tag>{tag}</Tag>
          </a>
        ))}
      </p>
    </header>
  );
}

function Body(props: NodeProps) {
  const { row, detail, route } = props;
  const isPrinting = usePrinting();
  const views = viewsOf(props);
  const current = views.find(({ key }) => key === route.view)?.key ?? views[0]!.key;
  const show = (view: NodeView) =>
    navigate(withParams(route, { view, column: undefined, target: undefined }), { replace: true });
  const [last] = detail.runs;
  return (
    <>
      {last?.message && healthOfStatus(last.status) === 'error' && <p class="note note-error">{last.message}</p>}
      {isKindWithData(row.kind) && <NodeFacts row={row} detail={detail} />}
      {detail.exposure && <ExposureFacts exposure={detail.exposure} />}
      {row.outside && !detail.description ? <OutsideNote /> : <Description text={detail.description} />}
      {isKindWithData(row.kind) && <NodeImpact {...props} />}
      {route.column !== undefined && !detail.columns.some(({ name }) => name === route.column) && (
        <p class="note note-warn" role="status">
          {row.name} has no column "{route.column}"{detail.columns.length > 0 ? ': these are its columns.' : '.'}
        </p>
      )}
      <Tabs label={`Parts of ${row.name}`} tabs={views} current={current} onChange={show} showAll={isPrinting} />
    </>
  );
}

function OutsideNote() {
  return (
    <p class="empty">
      Nothing of the project declares this relation, so it has no description here: queries read it by its name. Its
      columns are those that they read.
    </p>
  );
}
