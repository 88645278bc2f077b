import type { AnalysisResult, ChartSpec } from '../../../src/docs/site-data.ts';
import { columnKind } from './column-kind.ts';
import { instantOf } from './instants.ts';
import { keepLargest } from './keep-largest.ts';

/** What is drawn: one row a place on the x axis, one value a series. */
export interface ChartData {
  /** Places in order. Of times, milliseconds since 1970; of numbers, themselves; of categories, 0, 1, 2… */
  readonly x: readonly number[];
  /** Of each place, as text. */
  readonly labels: readonly string[];
  readonly axis: 'category' | 'number' | 'time';
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** What is not drawn, or not as it is in the data, in sentences. */
  readonly notes: readonly string[];
}

/** Draws `result` as `spec` says, or tells in words why that cannot be. */
export function chartData(spec: ChartSpec, result: AnalysisResult): ChartData | { readonly problem: string } {
  const problem = problemOf(spec, result);
  if (problem !== undefined) return { problem };
  const columnOf = (name: string) => result.columns.findIndex((column) => column.name === name);
  const points = pointsOf(spec, result, columnOf);
  if (typeof points === 'string') return { problem: points };
  const axis = axisOf(spec, result.columns[columnOf(spec.x)]!.type);
  const wide = widen(points, axis, spec);
  return keepLargest(wide, spec.type);
}

const TYPES: readonly string[] = ['bar', 'line', 'area', 'scatter', 'pie'] satisfies readonly ChartSpec['type'][];

function problemOf(spec: ChartSpec, result: AnalysisResult): string | undefined {
  if (result.problem !== undefined) return result.problem;
  // What a project says of its charts is not checked before.
  if (!TYPES.includes(spec.type)) return `No chart has the type "${spec.type}". There are ${TYPES.join(', ')}.`;
  if (!Array.isArray(spec.y) || spec.y.length === 0) return 'The chart has no "y": the columns whose values are drawn.';
  const names = result.columns.map(({ name }) => name);
  const asked = [spec.x, ...spec.y, ...(spec.series === undefined ? [] : [spec.series])];
  const missing = asked.find((name) => !names.includes(name));
  if (missing !== undefined) return `The chart draws the column "${missing}"; the result has ${names.join(', ')}.`;
  if (spec.series !== undefined && spec.y.length > 1) return 'A chart with "series" has one column of "y".';
  if (spec.type === 'pie' && (spec.y.length > 1 || spec.series !== undefined))
    return 'A pie has one column of "y", and no "series".';
  return result.rows.length === 0 ? 'There are no rows to draw.' : undefined;
}

interface Point {
  readonly x: string | null;
  readonly series: string;
  readonly value: number | null;
}

function pointsOf(
  spec: ChartSpec,
  result: AnalysisResult,
  columnOf: (name: string) => number,
): readonly Point[] | string {
  const points: Point[] = [];
  const x = columnOf(spec.x);
  const by = spec.series === undefined ? undefined : columnOf(spec.series);
  for (const row of result.rows) {
    for (const name of spec.y) {
      const value = row[columnOf(name)] ?? null;
      const figure = value === null || value === '' ? null : Number(value);
      if (figure !== null && (Number.isNaN(figure) || typeof value === 'boolean')) {
        return `The column "${name}" holds "${String(value).slice(0, 40)}", which is no number.`;
      }
      const series = by === undefined ? name : textOf(row[by]);
      points.push({ x: row[x] === null ? null : textOf(row[x]), series, value: figure });
    }
  }
  return points;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '(none)';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Bars and slices stand for one value each; lines and points stand where their value is. */
function axisOf({ type }: ChartSpec, columnType: string): ChartData['axis'] {
  if (type === 'bar' || type === 'pie') return 'category';
  const kind = columnKind(columnType);
  return kind === 'time' || kind === 'number' ? kind : 'category';
}

function widen(points: readonly Point[], axis: ChartData['axis'], spec: ChartSpec): ChartData {
  const notes: string[] = [];
  const placed = points.flatMap((point) => {
    const at = placeOf(point.x, axis);
    return at === undefined ? [] : [{ ...point, at }];
  });
  const left = points.length - placed.length;
  if (left > 0) notes.push(`${left} values without a place on the axis ${spec.x} are not drawn.`);
  const names = [...new Set(placed.map(({ series }) => series))];
  const places = [...new Map(placed.map(({ at, x }) => [at, x ?? '(none)']))];
  if (axis !== 'category') places.sort(([a], [b]) => Number(a) - Number(b));
  const rowOf = new Map(places.map(([at], row) => [at, row]));
  const values = new Map(names.map((name) => [name, new Array<number | null>(places.length).fill(null)]));
  let added = 0;
  for (const { at, series, value } of placed) {
    const column = values.get(series)!;
    const row = rowOf.get(at)!;
    if (value === null) continue;
    const before = column[row] ?? null;
    if (before !== null) added++;
    column[row] = (before ?? 0) + value;
  }
  if (added > 0) notes.push(`${added} values share their place with another: they are added up.`);
  return {
    x: places.map(([at], row) => (axis === 'category' ? row : Number(at))),
    labels: places.map(([, label]) => label),
    axis,
    series: names.map((name) => ({ name, values: values.get(name)! })),
    notes,
  };
}

function placeOf(x: string | null, axis: ChartData['axis']): number | string | undefined {
  if (axis === 'category') return x ?? '(none)';
  if (x === null) return undefined;
  const at = axis === 'time' ? instantOf(x) : Number(x);
  return at === undefined || Number.isNaN(at) ? undefined : at;
}
