import type { RunRow } from '../../../src/docs/site-data.ts';
import type { ItemColumn } from '../components/item-table.tsx';
import { HealthMark, Nothing, Pill } from '../components/marks.tsx';
import { agoText, bytesText, countText, dollarsText, durationText, timeText } from '../format/figures.ts';
import { HEALTH_RANK, healthOfStatus } from '../format/kinds.ts';
import { runLink } from '../router/links.ts';

type Run = Omit<RunRow, 'results'>;

/** What lists of runs say of each. */
export function runColumns(): readonly ItemColumn<Run>[] {
  const now = Date.now();
  return [
    {
      key: 'health',
      title: 'Health',
      isTitleHidden: true,
      cell: (run) => <HealthMark health={run.health} />,
      sort: (run) => HEALTH_RANK[run.health],
    },
    {
      key: 'at',
      title: 'Run',
      cell: (run) => (
        <>
          <a href={runLink(run.runId)} title={run.runId}>
            {timeText(run.at)}
          </a>{' '}
          <span class="muted">{agoText(run.at, now)}</span>
        </>
      ),
      sort: (run) => run.at,
    },
    { key: 'command', title: 'Command', cell: (run) => run.command, sort: (run) => run.command },
    { key: 'ms', title: 'Work', cell: (run) => durationText(run.ms), sort: (run) => run.ms, isNumber: true },
    {
      key: 'rows',
      title: 'Rows written',
      cell: ({ rows }) => figure(rows, countText),
      sort: (run) => run.rows,
      isNumber: true,
    },
    {
      key: 'bytes',
      title: 'Read',
      cell: ({ bytes }) => figure(bytes, bytesText),
      sort: (run) => run.bytes,
      isNumber: true,
    },
    { key: 'usd', title: 'Cost', cell: ({ usd }) => figure(usd, dollarsText), sort: (run) => run.usd, isNumber: true },
  ];
}

/** A figure as text, or a dash where it is not known. */
export function figure(value: number | undefined, text: (value: number) => string) {
  return value === undefined ? <Nothing /> : text(value);
}

/** `8 success, 1 error`, each with its sign. */
export function RunCounts({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  found.sort(([a], [b]) => HEALTH_RANK[healthOfStatus(b)] - HEALTH_RANK[healthOfStatus(a)]);
  return (
    <span class="run-counts">
      {found.map(([status, count]) => (
        <Pill key={status} health={healthOfStatus(status)}>
          {countText(count)} {status}
        </Pill>
      ))}
    </span>
  );
}
