import type { ChartSpec } from '../../../src/docs/site-data.ts';
import type { ChartData } from './chart-data.ts';

/** What a chart shows, for those who do not see it: its kind, its axes, and the lowest and highest value of each series. */
export function describeChart(spec: ChartSpec, data: ChartData): string {
  const title = spec.title === undefined ? '' : `${spec.title}. `;
  const places = `${data.labels.length} ${data.labels.length === 1 ? 'value' : 'values'} of ${spec.x}`;
  const range = data.labels.length > 1 ? `, from ${data.labels[0]!} to ${data.labels.at(-1)!}` : '';
  const series = data.series.slice(0, 5).map((one) => extremes(one.name, one.values, data.labels));
  return `${title}${NAMES[spec.type]} of ${spec.y.join(', ')} by ${places}${range}. ${series.join(' ')} The values are in the table.`;
}

const NAMES: Readonly<Record<ChartSpec['type'], string>> = {
  bar: 'Bar chart',
  line: 'Line chart',
  area: 'Area chart',
  scatter: 'Scatter plot',
  pie: 'Pie chart',
};

function extremes(name: string, values: readonly (number | null)[], labels: readonly string[]): string {
  let low = -1;
  let high = -1;
  values.forEach((value, at) => {
    if (value === null) return;
    if (low < 0 || value < values[low]!) low = at;
    if (high < 0 || value > values[high]!) high = at;
  });
  if (low < 0) return `${name} has no values.`;
  return `${name}: lowest ${values[low]!} (${labels[low]!}), highest ${values[high]!} (${labels[high]!}).`;
}
