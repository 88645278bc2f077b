import type { Health, NodeRow } from '../../../src/docs/site-data.ts';
import { counted, countText } from '../format/figures.ts';
import { HEALTH_WORDS, KIND_WORDS } from '../format/kinds.ts';
import { cutTo, type Painter } from './drawing.ts';
import type { NodeGraphData } from './neighbourhood.ts';
import { NodeShape } from './node-shape.tsx';
import type { Box, VisibleGraph } from './visible-graph.ts';

export type NodeEdge = VisibleGraph['edges'][number];

// Widths of letters in the widest of the fonts that the page may be shown in.
const NAME_CHAR = 8.6;
const NOTE_CHAR = 6.6;
const HEIGHT = 46;
/** Where text begins: left of it stand the sign of the kind and, below, that of the health. */
const TEXT = 34;
const END = 9;

/** Sizes of a box: wide enough for its name within limits. */
export function sizeOf(box: Box): { readonly width: number; readonly height: number } {
  const width = Math.min(300, Math.max(130, Math.ceil(TEXT + END + box.label.length * NAME_CHAR)));
  return { width, height: box.members ? 54 : HEIGHT };
}

/** Draws nodes and closed groups. */
export function nodePainter({ rows, children }: NodeGraphData): Painter<Box, NodeEdge> {
  const rowOf = (box: Box) => (box.node === undefined ? undefined : rows[box.node]);
  return {
    label: (box) => labelOf(box, rowOf(box), children[box.node ?? -1]?.length ?? 0),
    boxClass: (box) => (box.members ? 'graph-group' : `graph-node graph-health-${box.health}`),
    edgeLabel: ({ count, via }) => (via ? `via ${via} hidden` : count > 1 ? `×${count}` : undefined),
    edgeClass: ({ via }) => (via ? 'graph-via' : ''),
    box: (box, { width, height }) => {
      const row = rowOf(box);
      return row ? (
        <>
          <rect class="graph-ground" width={width} height={height} rx={7} />
          <g transform={`translate(8 ${row.health === 'unknown' ? 14 : 4})`}>
            <NodeShape kind={row.kind} />
          </g>
          <text class="graph-name" x={TEXT} y={20}>
            <title>{row.name}</title>
            {cutTo(row.name, width - TEXT - END, NAME_CHAR)}
          </text>
          <text class="graph-note" x={TEXT} y={35}>
            <title>{noteOf(row)}</title>
            {shortNoteOf(row, Math.floor((width - TEXT - END + 4) / NOTE_CHAR))}
          </text>
          <HealthSign health={row.health} x={17} y={34} />
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
          <HealthSign health={box.health} x={width - 16} y={15} />
        </>
      );
    },
  };
}

function HealthSign({ health, x, y }: { readonly health: Health; readonly x: number; readonly y: number }) {
  if (health === 'unknown') return null;
  return (
    <g class={`graph-sign graph-sign-${health}`} transform={`translate(${x} ${y})`}>
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
  return notesOf(row, 'long').join(' · ');
}

/** The same in at most so many characters: short words, of which those are left out that find no room; none is cut. */
export function shortNoteOf(row: NodeRow, room: number): string {
  let text = '';
  for (const note of notesOf(row, 'short')) {
    const longer = text === '' ? note : `${text} · ${note}`;
    if (longer.length <= room) text = longer;
  }
  return text;
}

function notesOf(row: NodeRow, words: 'long' | 'short'): readonly string[] {
  const [ok, warn, error, unknown] = row.tests ?? [0, 0, 0, 0];
  const total = ok + warn + error + unknown;
  const bad = (count: number, verb: readonly [one: string, many: string]) =>
    count > 0 &&
    (words === 'short'
      ? `${count}/${total} tests ${verb[1]}`
      : `${count} of ${counted(total, 'test')} ${count === 1 ? verb[0] : verb[1]}`);
  const notes = [
    (row.freshness === 'error' || row.freshness === 'warn') && 'late',
    bad(error, ['fails', 'fail']),
    bad(warn, ['warned', 'warned']),
    row.quarantined && `${countText(row.quarantined)} ${words === 'short' ? 'held back' : 'quarantined'}`,
    row.materialized ?? KIND_WORDS[row.kind].one,
    error + warn === 0 && total > 0 && counted(total, 'test'),
  ];
  return notes.filter((note) => typeof note === 'string');
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
