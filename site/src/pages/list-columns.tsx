import type { CheckRow, NodeRow } from '../../../src/docs/site-data.ts';
import type { ItemColumn } from '../components/item-table.tsx';
import { HealthMark, HeldBack, NodeName, Nothing, OutsideMark, Pill, Tag, UpstreamMark } from '../components/marks.tsx';
import type { SiteNodes } from '../data/site.ts';
import { checkStanding } from '../data/trust.ts';
import { agoText, bytesText, countText, dollarsText, durationText, timeText } from '../format/figures.ts';
import { HEALTH_RANK, HEALTH_WORDS, healthOfStatus } from '../format/kinds.ts';
import { checkLink } from '../router/links.ts';
import type { ListKind } from '../router/links.ts';
import { figure } from './run-columns.tsx';

type NodeColumn = ItemColumn<NodeRow>;

/** What a list of nodes says of each: of the kinds that have no runs, no figures. */
export function nodeColumns(kind: ListKind, nodes: SiteNodes): readonly NodeColumn[] {
  const always: readonly NodeColumn[] = [
    {
      key: 'health',
      title: 'Health',
      isTitleHidden: true,
      cell: (row) => (
        <span class="marks">
          <HealthMark health={row.health} />
          <UpstreamMark row={row} />
        </span>
      ),
      // Of those in order, those first of which something upstream is not.
      sort: (row) => HEALTH_RANK[row.health] + (row.upstream === 'warn' ? 0.5 : 0),
    },
    {
      key: 'name',
      title: 'Name',
      cell: (row) => (
        <>
          <NodeName row={row} /> <OutsideMark row={row} />
        </>
      ),
      sort: (row) => row.name,
    },
    {
      key: 'summary',
      title: 'Description',
      cell: (row) =>
        row.summary ? (
          <span title={row.summary}>{row.summary}</span>
        ) : (
          <Nothing why={row.outside ? 'outside the project' : 'not described'} />
        ),
      isWide: true,
    },
  ];
  const owner: NodeColumn = {
    key: 'owner',
    title: 'Owner',
    cell: (row) => row.owner ?? <Nothing why="none" />,
    sort: (row) => row.owner,
  };
  const tags: NodeColumn = {
    key: 'tags',
    title: 'Tags',
    cell: (row) => row.tags?.map((tag) => <Tag key={tag}>{tag}</Tag>),
    sort: (row) => row.tags?.join(' '),
  };
  if (kind === 'macro') return always.slice(1);
  if (kind === 'exposure' || kind === 'analysis') return [...always, parentCount(nodes), owner, tags];
  const layer: NodeColumn = { key: 'layer', title: 'Layer', cell: (row) => row.layer, sort: (row) => row.layer };
  const figures = [...(kind === 'source' ? [freshness()] : runFigures()), ...tableFigures()];
  return [...always, layer, ...figures, childCount(nodes), owner, tags];
}

function runFigures(): readonly NodeColumn[] {
  const now = Date.now();
  return [
    {
      key: 'tests',
      title: 'Tests',
      cell: ({ tests }) => (tests ? <TestCounts tests={tests} /> : <Nothing why="no tests" />),
      sort: ({ tests }) => tests && tests[2] * 1e6 + tests[1] * 1e3 + tests[0],
    },
    {
      key: 'run',
      title: 'Last run',
      cell: ({ run }) =>
        run ? (
          <span title={`${run.status}, ${timeText(run.at)}`}>
            <HealthMark health={healthOfStatus(run.status)} label="last run" /> {agoText(run.at, now)}
          </span>
        ) : (
          <Nothing why="no run is recorded" />
        ),
      sort: ({ run }) => run?.at,
    },
    {
      key: 'ms',
      title: 'Time',
      cell: ({ run }) => figure(run?.ms, durationText),
      sort: ({ run }) => run?.ms,
      isNumber: true,
    },
    {
      key: 'usd',
      title: 'Cost',
      cell: ({ run }) => figure(run?.usd, dollarsText),
      sort: ({ run }) => run?.usd,
      isNumber: true,
    },
  ];
}

function freshness(): NodeColumn {
  return {
    key: 'freshness',
    title: 'Freshness',
    cell: ({ freshness: health }) =>
      health ? (
        <Pill health={health}>{health === 'ok' ? 'fresh' : HEALTH_WORDS[health].word}</Pill>
      ) : (
        <Nothing why="not checked" />
      ),
    sort: ({ freshness: health }) => health && HEALTH_RANK[health],
  };
}

function tableFigures(): readonly NodeColumn[] {
  return [
    { key: 'rows', title: 'Rows', cell: (row) => figure(row.rows, countText), sort: (row) => row.rows, isNumber: true },
    {
      key: 'bytes',
      title: 'Size',
      cell: (row) => figure(row.bytes, bytesText),
      sort: (row) => row.bytes,
      isNumber: true,
    },
  ];
}

function childCount(nodes: SiteNodes): NodeColumn {
  const count = (row: NodeRow) => nodes.children[nodes.indexOf.get(row.id)!]!.length;
  return { key: 'used', title: 'Used by', cell: (row) => countText(count(row)), sort: count, isNumber: true };
}

function parentCount(nodes: SiteNodes): NodeColumn {
  const count = (row: NodeRow) => row.parents.filter((parent) => nodes.rows[parent]).length;
  return { key: 'needs', title: 'Needs', cell: (row) => countText(count(row)), sort: count, isNumber: true };
}

/** `2 ✓ 1 !`: how many passed, warned, failed, have no result. */
export function TestCounts({ tests }: { readonly tests: readonly [number, number, number, number] }) {
  const order = ['ok', 'warn', 'error', 'unknown'] as const;
  return (
    <span class="test-counts">
      {order.map((health, index) =>
        tests[index]! > 0 ? (
          <span key={health} class={`mark-${health}`} title={`${tests[index]} ${HEALTH_WORDS[health].word}`}>
            {tests[index]}{' '}
            <span aria-label={HEALTH_WORDS[health].word} role="img">
              {HEALTH_WORDS[health].sign}
            </span>
          </span>
        ) : null,
      )}
    </span>
  );
}

/** What a list of tests says of each. */
export function checkColumns(nodes: SiteNodes): readonly ItemColumn<CheckRow>[] {
  const now = Date.now();
  const rowOf = (check: CheckRow) => (check.node === undefined ? undefined : nodes.rows[check.node]);
  return [
    {
      key: 'health',
      title: 'Health',
      isTitleHidden: true,
      cell: (check) => <HealthMark health={checkStanding(check)} />,
      sort: (check) => HEALTH_RANK[checkStanding(check)],
    },
    {
      key: 'name',
      title: 'Test',
      cell: (check) => (
        <a href={checkLink(check.id)} title={check.id}>
          {check.name}
        </a>
      ),
      sort: (check) => check.name,
    },
    { key: 'about', title: 'About', cell: (check) => check.about ?? '', sort: (check) => check.about, isWide: true },
    {
      key: 'node',
      title: 'Node',
      cell: (check) => (rowOf(check) ? <NodeName row={rowOf(check)!} view="tests" /> : <Nothing why="none" />),
      sort: (check) => rowOf(check)?.name,
    },
    { key: 'severity', title: 'Severity', cell: (check) => check.severity ?? '', sort: (check) => check.severity },
    {
      key: 'onFail',
      title: 'On failure',
      cell: (check) => (
        <>
          {check.onFail ?? ''} <HeldBack rows={check.heldBack} node={rowOf(check)} />
        </>
      ),
      sort: (check) => check.heldBack ?? 0,
    },
    {
      key: 'failures',
      title: 'Failures',
      cell: (check) => figure(check.failures, countText),
      sort: (check) => check.failures,
      isNumber: true,
    },
    {
      key: 'at',
      title: 'When',
      cell: (check) =>
        check.at ? <span title={timeText(check.at)}>{agoText(check.at, now)}</span> : <Nothing why="not run" />,
      sort: (check) => check.at,
    },
  ];
}
