import type { JsonObject, JsonValue } from '../project/project.ts';
import type { AnalysisResult, ChartSpec } from './site-data.ts';
import type { Item } from './subjects.ts';

/** The result of an analysis with the chart that its `meta.chart` asks for. */
export function analysisResult(
  item: Item | undefined,
  result: Omit<AnalysisResult, 'chart'> | undefined,
): AnalysisResult | undefined {
  if (!result || !item || !('resourceType' in item) || item.resourceType !== 'analysis') return undefined;
  const chart = chartOf(item.meta.chart);
  return { ...result, ...(chart && { chart }) };
}

/** As written: a type or column that does not exist is said where it is drawn, beside the result's columns. */
function chartOf(written: JsonValue | undefined): ChartSpec | undefined {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return undefined;
  const { type, x, y, series, title } = written as JsonObject;
  return {
    type: textOf(type) as ChartSpec['type'],
    x: textOf(x),
    y: (Array.isArray(y) ? (y as readonly JsonValue[]) : y === undefined ? [] : [y]).map(textOf),
    ...(typeof series === 'string' && { series }),
    ...(typeof title === 'string' && { title }),
  };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
