import { FIRST_TIME, type Situation } from '../compile/compiler.ts';
import { highExpression, lowLiteral, type Watermark } from './watermarks.ts';

/** The text of a model without how far it had got and without its interval: a batch does not make another version of it. */
export function versionText(rendered: string, watermarks: readonly Watermark[], batch: Situation['batch']): string {
  const unbound = watermarks.reduce((text, watermark) => text.replaceAll(lowLiteral(watermark), 'watermark'), rendered);
  if (!batch) return unbound;
  const { id, event_time_start: start, event_time_end: end } = batch.shown;
  const times = [start, end, start.slice(0, 10), end.slice(0, 10), id];
  return times.reduce((text, time) => text.replaceAll(time, ''), unbound);
}

/** SQL for `watermark()` and `high_watermark()` of a node. */
export function bounds(watermarks: readonly Watermark[]): Pick<Situation, 'watermark' | 'highWatermark'> {
  const find = (column: string, of: string | undefined) =>
    watermarks.find(
      (watermark) =>
        watermark.column.name.toLowerCase() === column.toLowerCase() && (of === undefined || watermark.of === of),
    );
  return {
    watermark: (column, of) => {
      const found = find(column, of);
      return found ? lowLiteral(found) : FIRST_TIME.watermark(column, of);
    },
    highWatermark: (column, of) => {
      const found = find(column, of);
      return found ? highExpression(found) : FIRST_TIME.highWatermark(column, of);
    },
  };
}
