import type { Health, NodeRow } from '../../../src/docs/site-data.ts';
import { counted } from '../format/figures.ts';
import { HEALTH_WORDS, KIND_WORDS } from '../format/kinds.ts';
import { cutTo, type Painter } from './drawing.ts';
import type { NodeGraphData } from './neighbourhood.ts';
import { NodeShape } from './node-shape.tsx';
import type { Box, VisibleGraph } from './visible-graph.ts';

export type NodeEdge = VisibleGraph['edges'][number];

const NAME_CHAR = 7.7;
const NOTE_CHAR = 6.3;
const HEIGHT = 46;

/** Sizes of a box: wide enough for its name within limits. */
export function sizeOf(box: Box): { readonly width: number; readonly height: number } {
  const width = Math.min(270, Math.max(150, 66 + box.label.length * NAME_CHAR));
  return { width, height: box.members ? 54 : HEIGHT };
}

/** Draws nodes and closed groups. */
export function nodePainter({ rows, children }: NodeGraphData): Painter<Box, NodeEdge> {
  const rowOf = (box: Box) => (box.node === undefined ? undefined : rows[box.node]);
  return {
    label: (box) => labelOf(box, rowOf(box), children[box.node ?? -1]?.length ?? 0),
    boxClass: (box) => (box.members ? 'graph-group' : `graph-node graph-health-${box.health}`),
    edgeLabel: ({ count }) => (count > 1 ? `×${count}` : undefined),
    box: (box, { width, height }) => {
      const row = rowOf(box);
      return row ? (
        <>
          <rect class="graph-ground" width={width} height={height} rx={7} />
          <g transform="translate(10 14)">
            <NodeShape kind={row.kind} />
          </g>
          <text class="graph-name" x={36} y={20}>
            <title>{row.name}</title>
            {cutTo(row.name, width - 62, NAME_CHAR)}
          </text>
          <text class="graph-note" x={36} y={35}>
            {cutTo(noteOf(row), width - 48, NOTE_CHAR)}
          </text>
          <HealthSign health={row.health} x={width - 14} />
          <Handle act="up" count={box.hiddenUp} x={0} y={height / 2} what="parent" />
          <Handle
            act="down"
            count={box.hiddenDown}
            x={width}
            y={height / 2}
            what={box.node === undefined ? '' : 'child'}
          />
        </>
      ) : (
        <>
          <rect class="graph-ground graph-stack" x={5} y={5} width={width} height={height} rx={7} />
          <rect class="graph-ground" width={width} height={height} rx={7} />
          <text class="graph-name" x={14} y={23}>
            <title>{box.label}</title>
            {cutTo(box.label, width - 44, NAME_CHAR)}
          </text>
          <text class="graph-note" x={14} y={40}>
            {cutTo(countsOf(box, rows), width - 20, NOTE_CHAR)}
          </text>
          <HealthSign health={box.health} x={width - 16} />
        </>
      );
    },
  };
}

function HealthSign({ health, x }: { readonly health: Health; readonly x: number }) {
  if (health === 'unknown') return null;
  return (
    <g class={`graph-sign graph-sign-${health}`} transform={`translate(${x} 15)`}>
      <title>{HEALTH_WORDS[health].word}</title>
      <circle r={7.5} />
      <text y={4}>{HEALTH_WORDS[health].sign}</text>
    </g>
  );
}

function Handle(props: {
  readonly act: 'up' | 'down';
  readonly count: number;
  readonly x: number;
  readonly y: number;
  readonly what: string;
}) {
  const { act, count, x, y, what } = props;
  if (count === 0) return null;
  const text = count > 999 ? '999+' : `+${count}`;
  const width = 10 + text.length * 6.5;
  return (
    <g class="graph-handle" data-act={act} transform={`translate(${act === 'up' ? x - width + 6 : x - 6} ${y - 8})`}>
      <title>{`Show ${counted(count, what, what === 'child' ? 'children' : `${what}s`)} that are hidden`}</title>
      <rect width={width} height={16} rx={8} />
      <text x={width / 2} y={12}>
        {text}
      </text>
    </g>
  );
}

/** What is worth knowing at a glance: `incremental · 2 of 9 tests fail · 12 quarantined · late`. */
export function noteOf(row: NodeRow): string {
  const [ok, warn, error, unknown] = row.tests ?? [0, 0, 0, 0];
  const total = ok + warn + error + unknown;
  const bad = warn + error;
  const notes = [
    row.freshness === 'error' || row.freshness === 'warn' ? 'late' : undefined,
    bad > 0 ? `${bad} of ${counted(total, 'test')} ${bad === 1 ? 'fails' : 'fail'}` : undefined,
    row.quarantined ? `${row.quarantined} quarantined` : undefined,
    row.materialized ?? KIND_WORDS[row.kind].one,
    bad === 0 && total > 0 ? counted(total, 'test') : undefined,
  ];
  return notes.filter(Boolean).join(' · ');
}

function countsOf(box: Box, rows: readonly NodeRow[]): string {
  const counts = new Map<string, number>();
  for (const node of box.members ?? []) {
    const kind = rows[node]?.kind ?? 'model';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .map(([kind, count]) => {
      const { one, many } = KIND_WORDS[kind as keyof typeof KIND_WORDS];
      return counted(count, one, many);
    })
    .join(', ');
}

function labelOf(box: Box, row: NodeRow | undefined, children: number): string {
  if (!row)
    return `Group ${box.label}, closed, ${counted(box.members?.length ?? 0, 'node')}, ${HEALTH_WORDS[box.health].word}`;
  const hidden = [
    box.hiddenUp > 0 && `${counted(box.hiddenUp, 'parent')} hidden`,
    box.hiddenDown > 0 && `${counted(box.hiddenDown, 'child', 'children')} hidden`,
  ].filter(Boolean);
  const parents = [counted(new Set(row.parents).size, 'parent'), counted(children, 'child', 'children')];
  return [
    `${row.name}, ${KIND_WORDS[row.kind].one}`,
    HEALTH_WORDS[row.health].word,
    noteOf(row),
    ...parents,
    ...hidden,
  ].join(', ');
}
