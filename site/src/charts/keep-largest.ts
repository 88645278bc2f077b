import type { ChartSpec } from '../../../src/docs/site-data.ts';
import type { ChartData } from './chart-data.ts';

/** More would be bars without labels, or colours that nobody tells apart. */
const MOST_BARS = 40;
const MOST_SLICES = 7;
const MOST_SERIES = 7;

/**
 * Leaves out what would make a chart unreadable, and says so. Slices are shares of a whole, so the small ones become one, "others"; bars and lines
 * are left out: their sum may mean nothing (of averages).
 */
export function keepLargest(data: ChartData, type: ChartSpec['type']): ChartData {
  const series = keepSeries(data);
  if (series.axis !== 'category') return series;
  if (type === 'pie') return joinSmallSlices(dropEmptySlices(series));
  return type === 'bar' ? keepBars(series) : series;
}

function keepSeries(data: ChartData): ChartData {
  if (data.series.length <= MOST_SERIES) return data;
  const kept = largest(data.series, ({ values }) => sumOf(values), MOST_SERIES);
  const note = `The ${MOST_SERIES} largest of ${data.series.length} series are drawn; the table has all.`;
  return { ...data, series: kept, notes: [...data.notes, note] };
}

function keepBars(data: ChartData): ChartData {
  if (data.labels.length <= MOST_BARS) return data;
  const rows = largest([...data.labels.keys()], (row) => heightOf(data, row), MOST_BARS);
  const note = `The ${MOST_BARS} largest of ${data.labels.length.toLocaleString('en')} bars are drawn; the table has all.`;
  return { ...pick(data, rows), notes: [...data.notes, note] };
}

function dropEmptySlices(data: ChartData): ChartData {
  const values = data.series[0]?.values ?? [];
  const rows = [...data.labels.keys()].filter((row) => (values[row] ?? 0) > 0);
  if (rows.length === data.labels.length) return data;
  const note = `${data.labels.length - rows.length} values that are zero, negative or absent have no slice.`;
  return { ...pick(data, rows), notes: [...data.notes, note] };
}

function joinSmallSlices(data: ChartData): ChartData {
  const [only] = data.series;
  if (!only || data.labels.length <= MOST_SLICES) return data;
  const kept = pick(
    data,
    largest([...data.labels.keys()], (row) => heightOf(data, row), MOST_SLICES - 1),
  );
  const others = data.labels.length - kept.labels.length;
  const rest = sumOf(only.values) - sumOf(kept.series[0]!.values);
  return {
    ...kept,
    x: [...kept.x, kept.x.length],
    labels: [...kept.labels, `${others} others`],
    series: [{ name: only.name, values: [...kept.series[0]!.values, rest] }],
    notes: [...data.notes, `${others} small slices are one, "others"; the table has all.`],
  };
}

/** Some rows of the data, in the order given. */
function pick(data: ChartData, rows: readonly number[]): ChartData {
  return {
    ...data,
    x: rows.map((_, place) => place),
    labels: rows.map((row) => data.labels[row]!),
    series: data.series.map(({ name, values }) => ({ name, values: rows.map((row) => values[row] ?? null) })),
  };
}

/** The largest, in their order before. */
function largest<T>(items: readonly T[], size: (item: T) => number, count: number): readonly T[] {
  const kept = new Set([...items].sort((a, b) => size(b) - size(a)).slice(0, count));
  return items.filter((item) => kept.has(item));
}

function heightOf(data: ChartData, row: number): number {
  return data.series.reduce((sum, { values }) => sum + Math.abs(values[row] ?? 0), 0);
}

function sumOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0);
}
