import type { ChartConfiguration, ChartDataset, ChartOptions, Scale } from 'chart.js';
import type { ChartSpec } from '../../../src/docs/site-data.ts';
import type { ChartColours } from './chart-colours.ts';
import type { ChartData } from './chart-data.ts';
import { formatTime, timeTicks } from './instants.ts';

type Type = 'bar' | 'line' | 'scatter' | 'pie';

/** What chart.js draws. Lines of one chart differ by dashes and points, too, so that no colour speaks alone. */
export function chartConfig(
  spec: ChartSpec,
  data: ChartData,
  colours: ChartColours,
  isStill: boolean,
): ChartConfiguration {
  const type: Type = spec.type === 'area' ? 'line' : spec.type;
  const datasets =
    type === 'pie' ? [slices(data, colours)] : data.series.map((_, at) => dataset(spec, data, at, colours));
  const options = {
    ...baseOptions(colours, isStill),
    ...(type !== 'pie' && { scales: scalesOf(spec, data, colours) }),
  };
  const hasLegend = type === 'pie' || data.series.length > 1;
  options.plugins = {
    legend: {
      display: hasLegend,
      position: type === 'pie' ? 'right' : 'bottom',
      labels: { color: colours.text, usePointStyle: type !== 'pie' && type !== 'bar' },
    },
    tooltip: { callbacks: { title: ([item]) => (item ? (data.labels[item.dataIndex] ?? '') : '') } },
  };
  return { type, data: { labels: [...data.labels], datasets: datasets as ChartDataset[] }, options };
}

function baseOptions(colours: ChartColours, isStill: boolean): ChartOptions {
  return {
    responsive: true,
    maintainAspectRatio: false,
    color: colours.text,
    ...(isStill ? { animation: false as const } : { animation: { duration: 250 } }),
    interaction: { mode: 'nearest', intersect: false },
    normalized: true,
  };
}

const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3]];
const POINTS = ['circle', 'rect', 'triangle', 'rectRot', 'crossRot'] as const;

function dataset(spec: ChartSpec, data: ChartData, at: number, colours: ChartColours) {
  const { name, values } = data.series[at]!;
  const colour = colours.series[at % colours.series.length]!;
  const isMany = data.x.length > 80;
  // Along an axis of numbers or times a value stands at its place; in a category it stands by its row.
  const points = data.axis === 'category' ? [...values] : values.map((y, row) => ({ x: data.x[row]!, y }));
  return {
    label: name,
    data: points,
    borderColor: colour,
    backgroundColor: spec.type === 'area' ? `${colour}40` : colour,
    borderWidth: spec.type === 'bar' ? 0 : 2,
    borderDash: DASHES[at % DASHES.length]!,
    pointStyle: POINTS[at % POINTS.length]!,
    pointRadius: spec.type === 'scatter' ? 4 : isMany ? 0 : 3,
    fill: spec.type === 'area' ? 'origin' : false,
    spanGaps: false,
    // Points at the edge are whole.
    clip: 8,
    maxBarThickness: 48,
  };
}

function slices(data: ChartData, colours: ChartColours) {
  const { name, values } = data.series[0]!;
  return {
    label: name,
    data: [...values],
    backgroundColor: values.map((_, at) => colours.series[at % colours.series.length]!),
    borderColor: colours.ground,
    borderWidth: 2,
  };
}

function scalesOf(spec: ChartSpec, data: ChartData, colours: ChartColours): NonNullable<ChartOptions['scales']> {
  const title = (text: string) => ({ display: true, text, color: colours.muted });
  const ticks = { color: colours.muted };
  const grid = { color: colours.grid };
  const y = {
    title: title(spec.y.length === 1 ? spec.y[0]! : ''),
    ticks,
    grid,
    beginAtZero: spec.type !== 'scatter' && spec.type !== 'line',
  };
  const x = {
    title: title(spec.x),
    ticks: { ...ticks, maxRotation: 60 },
    grid: { ...grid, display: data.axis !== 'category' },
  };
  if (data.axis === 'category') return { x: { ...x, type: 'category' }, y };
  const limits = { min: data.x[0]!, max: data.x.at(-1)! };
  // One time alone has no width to put marks on.
  const hasWidth = limits.max > limits.min;
  if (data.axis === 'number') return { x: { ...x, type: 'linear' }, y };
  return { x: { ...x, type: 'linear', ...(hasWidth && limits), ...timeAxis(ticks) }, y };
}

function timeAxis(ticks: { readonly color: string }) {
  return {
    afterBuildTicks: (scale: Scale) => {
      const wanted = Math.max(2, Math.floor(scale.width / 90));
      scale.ticks = timeTicks(scale.min, scale.max, wanted).map((value) => ({ value }));
    },
    ticks: {
      ...ticks,
      maxRotation: 0,
      callback: (value: string | number, _at: number, all: readonly { readonly value: number }[]) => {
        const distance = all.length > 1 ? all[1]!.value - all[0]!.value : Infinity;
        return formatTime(Number(value), Number.isFinite(distance) ? distance : 86_400_000);
      },
    },
  };
}
