import type { ComponentChildren } from 'preact';
import type { NodeDetail, NodeRow } from '../../../../src/docs/site-data.ts';
import { HealthMark, Nothing, Pill } from '../../components/marks.tsx';
import { ageText, agoText, bytesText, countText, dollarsText, durationText, timeText } from '../../format/figures.ts';
import { HEALTH_WORDS, healthOfStatus } from '../../format/kinds.ts';
import { nodeLink, runLink } from '../../router/links.ts';
import { TestCounts } from '../list-columns.tsx';

/** The figures of a node that has data: run, tests, freshness, quarantine, table. */
export function NodeFacts({ row, detail }: { readonly row: NodeRow; readonly detail: NodeDetail }) {
  const { run } = row;
  const runId = detail.runs[0]?.runId;
  return (
    <dl class="facts">
      {row.kind !== 'source' && (
        <FactBox name="Last run">
          {run ? (
            <span title={timeText(run.at)}>
              <HealthMark health={healthOfStatus(run.status)} label="last run" />{' '}
              {runId ? <a href={runLink(runId)}>{agoText(run.at, Date.now())}</a> : agoText(run.at, Date.now())}
              {run.ms > 0 && <span class="muted"> in {durationText(run.ms)}</span>}
            </span>
          ) : (
            <Nothing why="no run is recorded" />
          )}
        </FactBox>
      )}
      {(row.kind === 'source' || row.freshness) && (
        <FactBox name="Freshness">
          <Freshness row={row} detail={detail} />
        </FactBox>
      )}
      <FactBox name="Tests">
        {row.tests ? (
          <a href={nodeLink(row.id, { view: 'tests' })} class="quiet-link">
            <TestCounts tests={row.tests} />
          </a>
        ) : (
          <span class="muted">none</span>
        )}
      </FactBox>
      {row.quarantined !== undefined && row.quarantined > 0 && (
        <FactBox name="Quarantine">
          <a href={nodeLink(row.id, { view: 'quarantine' })}>{countText(row.quarantined)} rows</a>
        </FactBox>
      )}
      {row.rows !== undefined && <FactBox name="Rows">{countText(row.rows)}</FactBox>}
      {row.bytes !== undefined && (
        <FactBox name="Size">
          {bytesText(row.bytes)}
          {detail.table?.files !== undefined && <span class="muted"> in {countText(detail.table.files)} files</span>}
        </FactBox>
      )}
      {run?.rows !== undefined && <FactBox name="Written last">{countText(run.rows)} rows</FactBox>}
      {run?.bytes !== undefined && (
        <FactBox name="Read last">
          {bytesText(run.bytes)}
          {run.usd !== undefined && <span class="muted"> for {dollarsText(run.usd)}</span>}
        </FactBox>
      )}
    </dl>
  );
}

function FactBox({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Freshness({ row, detail }: { readonly row: NodeRow; readonly detail: NodeDetail }) {
  const found = detail.freshness;
  const health = found?.health ?? row.freshness;
  if (!health || (health === 'unknown' && !found?.message)) return <Nothing why="not checked" />;
  return (
    <span title={found?.checkedAt && `checked ${timeText(found.checkedAt)}`}>
      <Pill health={health}>
        {found?.ageSeconds === undefined ? HEALTH_WORDS[health].word : `${ageText(found.ageSeconds)} old`}
      </Pill>
      {found?.ageSeconds !== undefined && <AgeBar {...found} age={found.ageSeconds} />}
      {limitText(found) && <span class="muted"> {limitText(found)}</span>}
    </span>
  );
}

const BAR = 120;

/** An age on a line with the two limits as marks. The words beside it say the same. */
function AgeBar(props: { readonly age: number; readonly warnAfter?: number; readonly errorAfter?: number }) {
  const { age, warnAfter, errorAfter } = props;
  const limits = [warnAfter, errorAfter].filter((limit) => limit !== undefined);
  if (limits.length === 0) return null;
  const longest = Math.max(...limits, age) * 1.15;
  const x = (seconds: number) => Math.round((seconds / longest) * BAR);
  return (
    <svg class="age-bar" width={BAR} height={14} aria-hidden="true">
      <rect y={5} width={BAR} height={4} rx={2} class="age-ground" />
      <rect y={5} width={Math.max(2, x(age))} height={4} rx={2} class="age-now" />
      {warnAfter !== undefined && <path d={`M${x(warnAfter)} 1v12`} class="age-warn" />}
      {errorAfter !== undefined && <path d={`M${x(errorAfter)} 1v12`} class="age-error" />}
    </svg>
  );
}

function limitText(found: NodeDetail['freshness']): string {
  const parts = [
    found?.warnAfter !== undefined && `warns after ${ageText(found.warnAfter)}`,
    found?.errorAfter !== undefined && `fails after ${ageText(found.errorAfter)}`,
  ];
  return parts.filter(Boolean).join(', ');
}
