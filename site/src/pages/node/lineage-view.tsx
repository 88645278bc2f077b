import { NodeName } from '../../components/marks.tsx';
import { usePrinting } from '../../components/printing.ts';
import type { SiteNodes } from '../../data/site.ts';
import { counted } from '../../format/figures.ts';
import { NodeGraph } from '../../graph/index.ts';
import type { NodeProps } from '../node-page.tsx';

/** What a node depends on and what depends on it, as a picture and as lists. */
export function LineageView({ nodes, index, row, detail }: NodeProps) {
  const isPrinting = usePrinting();
  if (row.kind === 'macro') return <Names nodes={nodes} list={detail.macro?.usedBy ?? []} title="Called by" />;
  return (
    <>
      {!isPrinting && <NodeGraph node={index} />}
      <div class="two-lists">
        <Names nodes={nodes} list={row.parents} title="Depends on" />
        <Names nodes={nodes} list={nodes.children[index]!} title="Used by" />
        {detail.macros && detail.macros.length > 0 && <Names nodes={nodes} list={detail.macros} title="Macros" />}
      </div>
    </>
  );
}

/** Longer lists are for the graph and the impact's files. */
const SHOWN = 100;

function Names(props: { readonly nodes: SiteNodes; readonly list: readonly number[]; readonly title: string }) {
  const { nodes, list, title } = props;
  return (
    <section>
      <h3>
        {title} <span class="muted">{list.length}</span>
      </h3>
      {list.length === 0 && <p class="empty">Nothing.</p>}
      <ul class="names">
        {list.slice(0, SHOWN).map((index) => (
          <li key={index}>
            <NodeName row={nodes.rows[index]!} withHealth /> <span class="muted">{nodes.rows[index]!.layer}</span>
          </li>
        ))}
      </ul>
      {list.length > SHOWN && <p class="empty">{counted(list.length - SHOWN, 'more')} are in the graph.</p>}
    </section>
  );
}
