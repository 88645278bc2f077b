import type { NodeRow } from '../../../src/docs/site-data.ts';
import { counted } from '../format/figures.ts';
import { cutTo, type Painter } from './drawing.ts';
import type { Point } from './layout-types.ts';
import { NodeShape } from './node-shape.tsx';
import type { Entity, RelationEdge } from './relation-view.ts';

const HEAD = 34;
const ROW = 20;
const NAME_CHAR = 8.6;

export function entitySize({ columns }: Entity, name: string): { readonly width: number; readonly height: number } {
  const longest = Math.max(name.length * NAME_CHAR + 46, ...columns.map((column) => column.name.length * 7 + 60));
  return {
    width: Math.min(290, Math.max(130, Math.ceil(longest))),
    height: HEAD + Math.max(1, columns.length) * ROW + 8,
  };
}

/** Draws entities with their keys, and relations with crow's feet. */
export function relationPainter(rows: readonly NodeRow[]): Painter<Entity, RelationEdge> {
  const nameOf = ({ node }: Entity) => rows[node]?.name ?? '';
  return {
    label: (entity) => {
      const { columns, hidden } = entity;
      const keys = columns.flatMap(({ name, isKey }) => (isKey ? name : []));
      const foreign = columns.flatMap(({ name, isForeign }) => (isForeign ? name : []));
      return [
        nameOf(entity),
        keys.length > 0 ? `key ${keys.join(' and ')}` : 'no key',
        foreign.length > 0 && `refers by ${foreign.join(' and ')}`,
        hidden > 0 && `${counted(hidden, 'related entity', 'related entities')} hidden`,
      ]
        .filter(Boolean)
        .join(', ');
    },
    boxClass: () => 'graph-entity',
    edgeLabel: ({ relation }) => relation.columns.join(', '),
    edgeEnds: ({ isOneToOne }, points) => <Ends points={points} isOneToOne={isOneToOne} />,
    box: (entity, { width, height }) => {
      const kind = rows[entity.node]?.kind ?? 'model';
      const text = `+${entity.hidden}`;
      return (
        <>
          <rect class="graph-ground" width={width} height={height} rx={7} />
          <path class="graph-rule" d={`M0 ${HEAD}H${width}`} />
          <g transform="translate(9 8)">
            <NodeShape kind={kind} />
          </g>
          <text class="graph-name" x={34} y={22}>
            <title>{nameOf(entity)}</title>
            {cutTo(nameOf(entity), width - 44, NAME_CHAR)}
          </text>
          {entity.columns.map(({ name, isKey, isForeign }, index) => (
            <g key={name} transform={`translate(0 ${HEAD + index * ROW})`}>
              <text class="graph-note graph-mark" x={9} y={15}>
                {isKey && isForeign ? 'PK FK' : isKey ? 'PK' : 'FK'}
              </text>
              <text class="graph-column-name" x={46} y={15} data-key={isKey}>
                {cutTo(name, width - 54, 7)}
              </text>
            </g>
          ))}
          {entity.columns.length === 0 && (
            <text class="graph-note" x={9} y={HEAD + 15}>
              no key is declared
            </text>
          )}
          {entity.hidden > 0 && (
            <g class="graph-handle" data-act="around" transform={`translate(${width - 14} ${-8})`}>
              <title>{`Show ${counted(entity.hidden, 'related entity', 'related entities')} that are hidden`}</title>
              <rect width={12 + text.length * 6.5} height={16} rx={8} />
              <text x={6 + text.length * 3.25} y={12}>
                {text}
              </text>
            </g>
          )}
        </>
      );
    },
  };
}

// Two bars: exactly one; a circle with a foot of three toes: none or many; with a bar: none or one.
function Ends({ points, isOneToOne }: { readonly points: readonly Point[]; readonly isOneToOne: boolean }) {
  const [start, end] = [points[0], points.at(-1)];
  if (!start || !end) return null;
  const out = end.x >= start.x ? 1 : -1;
  const foot = isOneToOne
    ? `M${end.x - out * 7} ${end.y - 6}V${end.y + 6}`
    : `M${end.x - out * 12} ${end.y}L${end.x} ${end.y - 6}M${end.x - out * 12} ${end.y}L${end.x} ${end.y + 6}`;
  const bars = `M${start.x + out * 6} ${start.y - 6}V${start.y + 6}M${start.x + out * 10} ${start.y - 6}V${start.y + 6}`;
  return (
    <>
      <path class="graph-edge-line" d={`${bars}${foot}`} />
      <circle class="graph-edge-ring" cx={end.x - out * 16} cy={end.y} r={4} />
    </>
  );
}
