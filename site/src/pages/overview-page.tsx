import { useState } from 'preact/hooks';
import type { Attention, Health, LayerRow, Overview } from '../../../src/docs/site-data.ts';
import { ItemTable } from '../components/item-table.tsx';
import { HealthMark, Pill } from '../components/marks.tsx';
import { Markdown } from '../components/rich-text.tsx';
import { VerdictCard } from '../components/verdict-card.tsx';
import { projectVerdict } from '../data/trust.ts';
import { useSite } from '../data/site.ts';
import { agoText, countText, counted, percentText, timeText } from '../format/figures.ts';
import { KIND_WORDS } from '../format/kinds.ts';
import { LIST_KINDS, graphLink, idLink, listLink, runsLink } from '../router/links.ts';
import { RunCounts, runColumns } from './run-columns.tsx';

/** The first page: whether today's data can be trusted, what to look at, what there is. */
export function OverviewPage() {
  const { overview } = useSite();
  return (
    <div class="page overview">
      <h1>{overview.project.name}</h1>
      <p class="page-under">
        Target <strong>{overview.target}</strong>, {timeText(overview.generatedAt)} (
        {agoText(overview.generatedAt, Date.now())}). All targets:{' '}
        {overview.targets.map(({ name, engine }) => `${name} (${engine})`).join(', ')}.
      </p>
      <VerdictCard title="Can today's data be trusted?" verdict={projectVerdict(overview)} />
      <div class="overview-grid">
        <AttentionList overview={overview} />
        <section class="overview-side">
          <Contents overview={overview} />
          <Coverage overview={overview} />
          <Layers overview={overview} />
        </section>
      </div>
      <LastRuns overview={overview} />
      {overview.readme && (
        <section>
          <h2>Readme</h2>
          <Markdown text={overview.readme} />
        </section>
      )}
      {overview.missing.length > 0 && (
        <section>
          <h2>What this site does not know</h2>
          <ul>
            {overview.missing.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const SHOWN = 8;
const WHAT: Readonly<Record<Attention['what'], string>> = {
  run: 'run',
  test: 'test',
  freshness: 'freshness',
  quarantine: 'quarantine',
};

function AttentionList({ overview }: { readonly overview: Overview }) {
  const [isWhole, setWhole] = useState(false);
  const { attention, attentionTotal } = overview;
  const shown = isWhole ? attention : attention.slice(0, SHOWN);
  return (
    <section>
      <h2>Look at this first</h2>
      {overview.runs.length === 0 ? (
        <p class="note note-warn">
          No run has been recorded: run <code>lakemodel build</code> before <code>docs generate</code>.
        </p>
      ) : (
        attention.length === 0 && (
          <p class="empty">Nothing: no failed run, no failed test, no old source, no quarantine.</p>
        )
      )}
      <ul class="attention">
        {shown.map(({ health, what, id, name, message }) => (
          <li key={`${what} ${id}`} class={`attention-item attention-${health}`}>
            <HealthMark health={health} />
            <div>
              <a href={idLink(id)}>{name}</a> <span class="attention-what">{WHAT[what]}</span>
              <div class="attention-message">{message}</div>
            </div>
          </li>
        ))}
      </ul>
      {attention.length > SHOWN && (
        <button type="button" class="button" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show the worst only' : `Show ${attention.length - SHOWN} more`}
        </button>
      )}
      {isWhole && attentionTotal > attention.length && (
        <p class="empty">{countText(attentionTotal - attention.length)} more are found by the lists' health filter.</p>
      )}
    </section>
  );
}

function Contents({ overview }: { readonly overview: Overview }) {
  return (
    <>
      <h2>What there is</h2>
      <ul class="contents">
        {LIST_KINDS.filter((kind) => overview.counts[kind] > 0).map((kind) => (
          <li key={kind}>
            <a href={listLink(kind)}>{counted(overview.counts[kind], KIND_WORDS[kind].one, KIND_WORDS[kind].many)}</a>
          </li>
        ))}
        <li>{counted(overview.counts.column, 'column')}</li>
      </ul>
    </>
  );
}

function Coverage({ overview }: { readonly overview: Overview }) {
  const { documented, tested } = overview.health;
  return (
    <>
      <h2>Coverage</h2>
      <dl class="coverage">
        <Share label="Nodes described" of={documented.nodes} />
        <Share label="Columns described" of={documented.columns} />
        <Share label="Models tested" of={tested} />
      </dl>
    </>
  );
}

function Share({ label, of: [part, whole] }: { readonly label: string; readonly of: readonly [number, number] }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <meter min={0} max={Math.max(1, whole)} value={part} aria-label={label} />
        <span>
          {percentText(part, whole)}{' '}
          <span class="muted">
            {countText(part)} of {countText(whole)}
          </span>
        </span>
      </dd>
    </>
  );
}

const LAYER_HEALTH: Readonly<Record<Health, string>> = {
  ok: 'in order',
  warn: 'warnings',
  error: 'errors',
  skipped: 'skipped',
  unknown: 'not known',
};

/** A layer in order tells what is wrong before it. */
function LayerPill({ layer: { health, upstream, isUpstreamLate } }: { readonly layer: LayerRow }) {
  if (health !== 'ok' || upstream !== 'warn') return <Pill health={health}>{LAYER_HEALTH[health]}</Pill>;
  return <Pill health="warn">{isUpstreamLate ? 'late upstream' : 'problems upstream'}</Pill>;
}

/** Layers that are shown at first: of a project of hundreds, what follows would be out of sight. */
const LAYERS_SHOWN = 12;

function Layers({ overview }: { readonly overview: Overview }) {
  const [isWhole, setWhole] = useState(false);
  const { layers } = overview;
  const shown = isWhole ? layers : layers.slice(0, LAYERS_SHOWN);
  return (
    <>
      <h2>Layers</h2>
      <ol class="layers">
        {shown.map((layer) => (
          <li key={layer.name}>
            <a href={graphLink({ select: `layer:${layer.name}` })}>{layer.name}</a>
            <span class="muted">{counted(layer.nodes, 'node')}</span>
            <LayerPill layer={layer} />
          </li>
        ))}
      </ol>
      {layers.length > LAYERS_SHOWN && (
        <button type="button" class="button" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show fewer layers' : `Show ${countText(layers.length - LAYERS_SHOWN)} more`}
        </button>
      )}
    </>
  );
}

function LastRuns({ overview }: { readonly overview: Overview }) {
  return (
    <section>
      <h2>Last runs</h2>
      <ItemTable
        label="Last runs"
        items={overview.runs.slice(0, 5)}
        columns={[
          ...runColumns(),
          { key: 'counts', title: 'Results', cell: (run) => <RunCounts counts={run.counts} />, isWide: true },
        ]}
        keyOf={(run) => run.runId}
        empty="No run is recorded for this target."
      />
      {overview.runs.length > 5 && (
        <p>
          <a href={runsLink()}>All runs</a>
        </p>
      )}
    </section>
  );
}
