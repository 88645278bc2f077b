import type { NodeRow } from '../../../src/docs/site-data.ts';
import { HealthMark, KindMark, Tag } from '../components/marks.tsx';
import { bytesText, counted, countText, durationText, timeText } from '../format/figures.ts';
import { graphLink, nodeLink } from '../router/links.ts';
import type { NodeGraphData } from './neighbourhood.ts';
import { selectNodes } from './selector.ts';

/** What the side panel can do with its node. */
export type NodeAct = 'up' | 'down' | 'hide' | 'only' | 'close';

/** Details of one node beside the graph. */
export function NodeDetails(props: {
  readonly graph: NodeGraphData;
  readonly node: number;
  readonly isOnly: boolean;
  readonly onAct: (act: NodeAct) => void;
}) {
  const { graph, node, isOnly, onAct } = props;
  const row = graph.rows[node];
  if (!row) return null;
  const selector = selectorOf(graph, row);
  return (
    <aside class="graph-details" aria-label={`Details of ${row.name}`}>
      <button type="button" class="button graph-close" aria-label="Close the details" onClick={() => onAct('close')}>
        ✕
      </button>
      <h2>
        <KindMark kind={row.kind} /> <a href={nodeLink(row.id)}>{row.name}</a> <HealthMark health={row.health} />
      </h2>
      {row.summary && <p>{row.summary}</p>}
      <dl>
        {factsOf(graph, row, node).map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {row.tags && row.tags.length > 0 && (
        <p>
          {row.tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </p>
      )}
      <div class="graph-acts">
        <button type="button" class="button" onClick={() => onAct('up')}>
          Show parents
        </button>
        <button type="button" class="button" onClick={() => onAct('down')}>
          Show children
        </button>
        <button type="button" class="button" onClick={() => onAct('only')}>
          {isOnly ? 'Show others again' : 'Hide others'}
        </button>
        <button type="button" class="button" onClick={() => onAct('hide')}>
          Hide
        </button>
      </div>
      <p class="graph-links">
        <a href={graphLink({ select: `1+${selector}+1`, open: row.id })}>Graph around it</a>
        <a href={graphLink({ select: `+${selector}`, open: row.id })}>All before it</a>
        <a href={graphLink({ select: `${selector}+`, open: row.id })}>All behind it</a>
      </p>
    </aside>
  );
}

/** The shortest selector that finds one node alone. */
export function selectorOf(graph: NodeGraphData, row: NodeRow): string {
  // Sources and exposures have methods of their own.
  if (row.kind === 'source') return `source:${row.fqn.slice(-2).join('.')}`;
  if (row.kind === 'exposure') return `exposure:${row.name}`;
  return selectNodes(graph, row.name).nodes.length === 1 ? row.name : row.fqn.join('.');
}

function factsOf(graph: NodeGraphData, row: NodeRow, node: number): readonly (readonly [string, string])[] {
  const { run, tests } = row;
  const [ok, warn, error, unknown] = tests ?? [0, 0, 0, 0];
  const testTexts = [
    ok > 0 && `${ok} ok`,
    warn > 0 && `${warn} warned`,
    error > 0 && `${error} failed`,
    unknown > 0 && `${unknown} not run`,
  ];
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Layer', row.layer],
    ['Kept as', row.materialized],
    ['Owner', row.owner],
    ['Last run', run && `${run.status}, ${timeText(run.at)}, ${durationText(run.ms)}`],
    ['Tests', tests && testTexts.filter(Boolean).join(', ')],
    ['Freshness', row.freshness],
    ['Quarantined', row.quarantined === undefined ? undefined : counted(row.quarantined, 'row')],
    ['Rows', row.rows === undefined ? undefined : countText(row.rows)],
    ['Size', row.bytes === undefined ? undefined : bytesText(row.bytes)],
    ['Parents', countText(new Set(row.parents).size)],
    ['Children', countText(graph.children[node]?.length ?? 0)],
  ];
  return facts.flatMap(([term, text]) => (text ? [[term, text] as const] : []));
}
