import type { NodeRun } from '../../../../src/docs/site-data.ts';
import { Bars, type Bar } from '../../components/bars.tsx';
import { ItemTable, withValues } from '../../components/item-table.tsx';
import { Nothing, Pill } from '../../components/marks.tsx';
import { agoText, bytesText, counted, countText, dollarsText, durationText, timeText } from '../../format/figures.ts';
import { healthOfStatus } from '../../format/kinds.ts';
import { runLink } from '../../router/links.ts';
import { figure } from '../run-columns.tsx';

/** Runs of one node: how long they took as bars, and a table. */
export function NodeRunsView({ runs }: { readonly runs: readonly NodeRun[] }) {
  return (
    <>
      <DurationBars runs={runs} />
      <RunTable label="Runs of this node" runs={runs} />
    </>
  );
}

/** Results of one test: how many rows failed as bars, or how long it took where no rows are counted, and a table. */
export function CheckRunsView({ runs }: { readonly runs: readonly NodeRun[] }) {
  const bars = failureBars(runs);
  return (
    <>
      {bars ? <Bars label="Failing rows of the last runs, oldest first" bars={bars} /> : <DurationBars runs={runs} />}
      <RunTable label="Results of this test" runs={runs} />
    </>
  );
}

/** Failing rows of a test's runs, oldest first; undefined where no run counted them. A run that could not count has the least bar. */
export function failureBars(runs: readonly NodeRun[]): readonly Bar[] | undefined {
  if (runs.every(({ failures }) => failures === undefined)) return undefined;
  return [...runs].reverse().map(({ at, status, failures, runId }) => {
    const count = failures === undefined ? 'rows were not counted' : counted(failures, 'failing row');
    return {
      value: failures ?? 0,
      health: healthOfStatus(status),
      title: `${timeText(at)}: ${status}, ${count}`,
      link: runLink(runId),
    };
  });
}

function DurationBars({ runs }: { readonly runs: readonly NodeRun[] }) {
  return (
    <Bars
      label="Duration of the last runs, oldest first"
      bars={[...runs].reverse().map((run) => ({
        value: run.ms,
        health: healthOfStatus(run.status),
        title: `${timeText(run.at)}: ${run.status}, ${durationText(run.ms)}`,
        link: runLink(run.runId),
      }))}
    />
  );
}

function RunTable({ label, runs }: { readonly label: string; readonly runs: readonly NodeRun[] }) {
  const now = Date.now();
  return (
    <ItemTable
      label={label}
      items={runs}
      keyOf={(run) => run.runId}
      columns={withValues(
        [
          {
            key: 'at',
            title: 'Run',
            cell: (run) => (
              <a href={runLink(run.runId)} title={agoText(run.at, now)}>
                {timeText(run.at)}
              </a>
            ),
            sort: (run) => run.at,
          },
          { key: 'command', title: 'Command', cell: (run) => run.command, sort: (run) => run.command },
          {
            key: 'status',
            title: 'Status',
            cell: (run) => <Pill health={healthOfStatus(run.status)}>{run.status}</Pill>,
            sort: (run) => run.status,
          },
          {
            key: 'failures',
            title: 'Failing rows',
            cell: (run) => figure(run.failures, countText),
            sort: (run) => run.failures,
            isNumber: true,
          },
          { key: 'ms', title: 'Time', cell: (run) => durationText(run.ms), sort: (run) => run.ms, isNumber: true },
          {
            key: 'rows',
            title: 'Rows',
            cell: (run) => figure(run.rows, countText),
            sort: (run) => run.rows,
            isNumber: true,
          },
          {
            key: 'bytes',
            title: 'Read',
            cell: (run) => figure(run.bytes, bytesText),
            sort: (run) => run.bytes,
            isNumber: true,
          },
          {
            key: 'usd',
            title: 'Cost',
            cell: (run) => figure(run.usd, dollarsText),
            sort: (run) => run.usd,
            isNumber: true,
          },
          { key: 'kept', title: 'Kept out', cell: keptOut, sort: keptOutRows },
          {
            key: 'message',
            title: 'Message',
            cell: (run) => (run.message ? <span title={run.message}>{run.message}</span> : <Nothing why="none" />),
            sort: (run) => run.message,
            isWide: true,
          },
        ],
        runs,
      )}
    />
  );
}

function keptOutRows({ quarantined = 0, dropped = 0, deduplicated = 0 }: NodeRun): number | undefined {
  return quarantined + dropped + deduplicated || undefined;
}

/** Rows of a run that did not reach the table. */
function keptOut({ quarantined, dropped, deduplicated }: NodeRun) {
  const parts = [
    quarantined && `${countText(quarantined)} in quarantine`,
    dropped && `${countText(dropped)} dropped`,
    deduplicated && `${countText(deduplicated)} repeated`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : <Nothing why="none" />;
}
