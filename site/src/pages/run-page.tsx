import { useMemo } from 'preact/hooks';
import type { CheckRow, RunRow } from '../../../src/docs/site-data.ts';
import { FilterBar } from '../components/filter-bar.tsx';
import { ItemTable, withValues } from '../components/item-table.tsx';
import type { ItemColumn } from '../components/item-table.tsx';
import { Loading } from '../components/loading.tsx';
import { KindMark, Nothing, Pill } from '../components/marks.tsx';
import { orderText, parseOrder } from '../data/order.ts';
import { useLoaded, useNodes, useSite } from '../data/site.ts';
import type { SiteNodes } from '../data/site.ts';
import { bytesText, counted, countText, dollarsText, durationText, timeText } from '../format/figures.ts';
import { HEALTH_RANK, healthOfStatus } from '../format/kinds.ts';
import { idLink, runsLink, withParams } from '../router/links.ts';
import type { RouteOf } from '../router/links.ts';
import { navigate } from '../router/navigate.ts';
import { LostPage } from './lost-page.tsx';
import { resultNames } from './result-names.ts';
import type { ResultNames } from './result-names.ts';
import { RunCounts, figure } from './run-columns.tsx';

type Result = RunRow['results'][number];

/** One run: how it went, and each of its results. */
export function RunPage({ route }: { readonly route: RouteOf<'run'> }) {
  const runs = useLoaded((site) => site.runs());
  const nodes = useNodes();
  const checks = useLoaded((site) => site.checks());
  return (
    <Loading of={runs}>
      {(rows) => {
        const run = rows.find(({ runId }) => runId === route.runId);
        if (!run) return <LostPage what={`The run "${route.runId}" is not recorded any more.`} />;
        return (
          <Loading of={nodes}>
            {(value) => (
              <Loading of={checks}>{(tests) => <Run run={run} nodes={value} checks={tests} route={route} />}</Loading>
            )}
          </Loading>
        );
      }}
    </Loading>
  );
}

function Run({
  run,
  nodes,
  checks,
  route,
}: {
  readonly run: RunRow;
  readonly nodes: SiteNodes;
  readonly checks: readonly CheckRow[];
  readonly route: RouteOf<'run'>;
}) {
  const { overview } = useSite();
  const status = route.params.get('status') ?? '';
  const text = (route.params.get('q') ?? '').toLowerCase();
  const set = (changes: Readonly<Record<string, string | undefined>>) =>
    navigate(withParams(route, changes), { replace: true });
  const names = useMemo(() => resultNames(nodes, checks), [nodes, checks]);
  const columns = useMemo(() => withValues(resultColumns(names), run.results), [names, run]);
  const found = run.results.filter(
    ([id, is]) => (!status || is === status) && (!text || `${id}\n${names.of(id) ?? ''}`.toLowerCase().includes(text)),
  );
  return (
    <div class="page">
      <p class="crumbs">
        <a href={runsLink()}>Runs</a>
      </p>
      <h1>Run of {timeText(run.at)}</h1>
      <p class="page-under">
        <code>{run.command}</code> on {run.target}, run <code>{run.runId}</code>
        {run.target !== overview.target && ' (of another target)'}
      </p>
      <p>
        <RunCounts counts={run.counts} />
      </p>
      <dl class="facts">
        <Fact name="Work" value={durationText(run.ms)} />
        {run.rows !== undefined && <Fact name="Rows written" value={countText(run.rows)} />}
        {run.bytes !== undefined && <Fact name="Read" value={bytesText(run.bytes)} />}
        {run.usd !== undefined && <Fact name="Cost" value={dollarsText(run.usd)} />}
      </dl>
      <FilterBar
        text={route.params.get('q') ?? ''}
        placeholder="Filter names"
        onText={(q) => set({ q })}
        choices={[
          {
            key: 'status',
            label: 'Status',
            value: status,
            options: [...new Set(run.results.map(([, is]) => is))].sort().map((value) => ({ value, label: value })),
          },
        ]}
        onChoice={(key, value) => set({ [key]: value })}
        found={`${counted(found.length, 'result')}`}
      />
      <ItemTable
        label="Results"
        items={found}
        columns={columns}
        keyOf={([id]) => id}
        order={parseOrder(route.params.get('order') ?? '-status')}
        onOrder={(order) => set({ order: orderText(order) })}
        empty="Nothing matches."
      />
    </div>
  );
}

export function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function resultColumns(names: ResultNames): readonly ItemColumn<Result>[] {
  return [
    {
      key: 'status',
      title: 'Status',
      cell: ([, status]: Result) => <Pill health={healthOfStatus(status)}>{status}</Pill>,
      sort: ([, status]: Result) => HEALTH_RANK[healthOfStatus(status)],
    },
    {
      key: 'name',
      title: 'Name',
      cell: ([id]: Result) => <ResultName id={id} names={names} />,
      sort: ([id]: Result) => names.of(id) ?? shortName(id),
      isWide: true,
    },
    {
      key: 'ms',
      title: 'Time',
      cell: ([, , ms]: Result) => durationText(ms),
      sort: ([, , ms]: Result) => ms,
      isNumber: true,
    },
    {
      key: 'rows',
      title: 'Rows written',
      cell: ([, , , , figures]: Result) => figure(figures?.rows, countText),
      sort: ([, , , , figures]: Result) => figures?.rows,
      isNumber: true,
    },
    {
      key: 'quarantined',
      title: 'Held back',
      cell: ([, , , , figures]: Result) => figure(figures?.quarantined, countText),
      sort: ([, , , , figures]: Result) => figures?.quarantined,
      isNumber: true,
    },
    {
      key: 'failures',
      title: 'Failing rows',
      cell: ([, , , , figures]: Result) => figure(figures?.failures, countText),
      sort: ([, , , , figures]: Result) => figures?.failures,
      isNumber: true,
    },
    {
      key: 'bytes',
      title: 'Read',
      cell: ([, , , , figures]: Result) => figure(figures?.bytes, bytesText),
      sort: ([, , , , figures]: Result) => figures?.bytes,
      isNumber: true,
    },
    {
      key: 'usd',
      title: 'Cost',
      cell: ([, , , , figures]: Result) => figure(figures?.usd, dollarsText),
      sort: ([, , , , figures]: Result) => figures?.usd,
      isNumber: true,
    },
    {
      key: 'message',
      title: 'Message',
      cell: ([, , , message]: Result) => (message ? <span title={message}>{message}</span> : <Nothing why="none" />),
      sort: ([, , , message]: Result) => message || undefined,
    },
  ];
}

function ResultName({ id, names }: { readonly id: string; readonly names: ResultNames }) {
  const name = names.of(id);
  if (name === undefined) return <span title={`${id}: no longer in the project`}>{shortName(id)}</span>;
  const node = names.nodeOf(id);
  return (
    <span class="node-name" title={`${node === undefined ? name : `${name} · ${node}`}\n${id}`}>
      <KindMark kind={names.kindOf(id)} />
      <a href={idLink(id)}>{name}</a>
      {node !== undefined && <span class="muted"> · {node}</span>}
    </span>
  );
}

/** A unique id without its kind and project. */
function shortName(id: string): string {
  return id.split('.').slice(2).join('.') || id;
}
