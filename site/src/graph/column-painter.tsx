import { ALL_ROWS, type ColumnGraph } from '../data/column-graph.ts';
import type { SiteNodes } from '../data/site.ts';
import { counted } from '../format/figures.ts';
import { columnName } from './column-uses.ts';
import type { DrawnColumn, DrawnEdge } from './column-drawing.tsx';
import { cutTo, type Painter } from './drawing.ts';

const CHAR = 7;

/** Draws columns, and how their values flow: dashes for what is computed, dots for what is aggregated. */
export function columnPainter(
  nodes: SiteNodes,
  graph: ColumnGraph,
  start: { readonly node: number; readonly column: number },
): Painter<DrawnColumn, DrawnEdge> {
  const nameOf = (of: DrawnColumn) => columnName(graph, of);
  const isStart = (of: DrawnColumn) => of.node === start.node && of.column === start.column;
  return {
    label: (of) =>
      [
        `${nameOf(of)} of ${nodes.rows[of.node]?.name ?? ''}`,
        of.column !== ALL_ROWS && counted(graph.inputs(of).length, 'input'),
        of.column !== ALL_ROWS && `used by ${counted(graph.consumers(of).length, 'column')}`,
        of.hiddenUp > 0 && `${counted(of.hiddenUp, 'input')} hidden`,
        of.hiddenDown > 0 && `${counted(of.hiddenDown, 'consumer')} hidden`,
      ]
        .filter(Boolean)
        .join(', '),
    boxClass: (of) => {
      if (of.column === ALL_ROWS) return 'graph-column graph-column-rows';
      return isStart(of) ? 'graph-column graph-column-start' : 'graph-column';
    },
    edgeClass: ({ how, isUse }) => (isUse ? 'graph-how-use' : `graph-how-${how.replaceAll(' ', '-')}`),
    edgeLabel: ({ how }) => (how === 'passed through' ? undefined : how),
    box: (of, { width, height }) => (
      <>
        <rect class="graph-ground" width={width} height={height} rx={4} />
        <text class="graph-column-name" x={10} y={15}>
          <title>{nameOf(of)}</title>
          {cutTo(nameOf(of), width - 20, CHAR)}
        </text>
        <More act="up" count={of.hiddenUp} x={-4} y={height / 2} />
        <More act="down" count={of.hiddenDown} x={width + 4} y={height / 2} />
      </>
    ),
  };
}

function More({
  act,
  count,
  x,
  y,
}: {
  readonly act: 'up' | 'down';
  readonly count: number;
  readonly x: number;
  readonly y: number;
}) {
  if (count === 0) return null;
  const text = count > 99 ? '99+' : `+${count}`;
  const width = 8 + text.length * 6.5;
  return (
    <g class="graph-handle" data-act={act} transform={`translate(${act === 'up' ? x - width + 4 : x - 4} ${y - 8})`}>
      <title>
        {act === 'up' ? `${counted(count, 'input')} more` : `${counted(count, 'column')} more that take it`}
      </title>
      <rect width={width} height={16} rx={8} />
      <text x={width / 2} y={12}>
        {text}
      </text>
    </g>
  );
}
