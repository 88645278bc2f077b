import type { Call, Window } from '../../../sql/tree.ts';
import type { ExpressionContext } from '../bind-expression.ts';
import { report } from '../problems.ts';
import { bindWindow, frameOf, orderingsOf } from './bind-window.ts';

const NEED_ORDER: ReadonlySet<string> = new Set(['lag', 'lead']);
const NO_FRAME: ReadonlySet<string> = new Set([
  'cume_dist',
  'dense_rank',
  'lag',
  'lead',
  'ntile',
  'percent_rank',
  'rank',
  'row_number',
]);

/** Binds a call's OVER, and checks that the function can do with that window (Trino's StatementAnalyzer.analyzeWindowFunctions). */
export function bindCallWindow(call: Call, window: Window, context: ExpressionContext): void {
  bindWindow(window, context);
  const { name } = call;
  const isUnknown = window.name !== undefined && !context.scope.windows?.has(window.name.toLowerCase());
  if (isUnknown) return;
  if (NEED_ORDER.has(name) && orderingsOf(window, context).length === 0) {
    report(context, call, 'window-order', { name });
  } else if (NO_FRAME.has(name) && frameOf(window, context)) {
    report(context, window.at ? window : call, 'window-frame', { problem: `"${name}" cannot have a frame` });
  }
}
