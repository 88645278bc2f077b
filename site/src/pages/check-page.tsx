import type { CheckDetail, CheckRow } from '../../../src/docs/site-data.ts';
import { CodeView } from '../components/code-view.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { Loading } from '../components/loading.tsx';
import { HeldBack, KindMark, NodeName, Pill, Tag } from '../components/marks.tsx';
import { Markdown } from '../components/rich-text.tsx';
import { useLoaded, useNodes } from '../data/site.ts';
import type { SiteNodes } from '../data/site.ts';
import { agoText, counted, timeText } from '../format/figures.ts';
import { HEALTH_WORDS, KIND_WORDS } from '../format/kinds.ts';
import { listLink } from '../router/links.ts';
import type { RouteOf } from '../router/links.ts';
import { capital } from '../shell/title.ts';
import { LostPage } from './lost-page.tsx';
import { JsonText, Pairs } from './node/config-view.tsx';
import { CheckRunsView } from './node/runs-view.tsx';

/** A data test or unit test: what it asks, and what it found over time. */
export function CheckPage({ route }: { readonly route: RouteOf<'check'> }) {
  const nodes = useNodes();
  const checks = useLoaded((site) => site.checks());
  return (
    <Loading of={nodes}>
      {(value) => (
        <Loading of={checks}>
          {(rows) => {
            const index = rows.findIndex(({ id }) => id === route.id);
            if (index < 0) return <LostPage what={`The project has no test "${route.id}".`} />;
            return <Check check={rows[index]!} index={index} nodes={value} />;
          }}
        </Loading>
      )}
    </Loading>
  );
}

function Check({
  check,
  index,
  nodes,
}: {
  readonly check: CheckRow;
  readonly index: number;
  readonly nodes: SiteNodes;
}) {
  const detail = useLoaded((site) => site.checkDetail(index), [index]);
  const node = check.node === undefined ? undefined : nodes.rows[check.node];
  return (
    <article class="page">
      <p class="crumbs">
        <a href={listLink(check.kind)}>{capital(KIND_WORDS[check.kind].many)}</a>
        {node && (
          <>
            {' › '}
            <NodeName row={node} view="tests" />
          </>
        )}
      </p>
      <h1>
        <KindMark kind={check.kind} /> {check.name}
      </h1>
      <p class="page-under">
        {check.about && <>{check.about} · </>}
        {check.column !== undefined && node && (
          <>
            column <NodeName row={node} column={check.column} />
            {' · '}
          </>
        )}
        {check.severity && <>severity {check.severity} · </>}
        {check.onFail && <>rows that fail: {check.onFail} · </>}
        <CopyButton class="button-small" label="Copy link" text={() => location.href} />
      </p>
      <p class="check-result">
        <Pill health={check.health}>{check.status ?? HEALTH_WORDS[check.health].word}</Pill>{' '}
        {check.failures !== undefined && check.failures > 0 && (
          <strong>{counted(check.failures, 'failing row')}</strong>
        )}{' '}
        <HeldBack rows={check.heldBack} node={node} />{' '}
        {check.at ? (
          <span class="muted">
            {timeText(check.at)}, {agoText(check.at, Date.now())}
          </span>
        ) : (
          <span class="muted">No result is recorded for this target.</span>
        )}
      </p>
      <Loading of={detail}>{(value) => <CheckBody check={check} detail={value} nodes={nodes} />}</Loading>
    </article>
  );
}

function CheckBody(props: { readonly check: CheckRow; readonly detail: CheckDetail; readonly nodes: SiteNodes }) {
  const { check, detail, nodes } = props;
  const pairs = Object.entries(detail.arguments ?? {});
  return (
    <>
      {detail.description && <Markdown text={detail.description} />}
      {detail.tags?.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {pairs.length > 0 && (
        <section>
          <h2>Arguments</h2>
          <Pairs pairs={pairs} />
        </section>
      )}
      {detail.unitTest && (
        <section>
          <h2>Given</h2>
          <JsonText value={detail.unitTest.given} label="Given" />
          <h2>Expected</h2>
          <JsonText value={detail.unitTest.expect} label="Expected" />
        </section>
      )}
      {detail.sql !== undefined && (
        <section>
          <h2>Query</h2>
          <CodeView text={detail.sql} label="Query of the test" />
        </section>
      )}
      {detail.reads.length > 0 && (
        <section>
          <h2>Reads too</h2>
          <ul class="names">
            {detail.reads.map((index) => (
              <li key={index}>{nodes.rows[index] && <NodeName row={nodes.rows[index]} withHealth />}</li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>Results over time</h2>
        {detail.runs.length > 0 ? <CheckRunsView runs={detail.runs} /> : <p class="empty">None is recorded.</p>}
      </section>
      <p class="muted">
        <code>{detail.path}</code> · <code>{check.id}</code>
      </p>
    </>
  );
}
