import { didYouMean } from '../../../diagnostics/index.ts';
import type { Expression, Ordering, Window } from '../../../sql/tree.ts';
import { isComparable, isOrderable } from '../../../sql/types.ts';
import { bindExpression, type ExpressionContext } from '../bind-expression.ts';
import { report, typeName } from '../problems.ts';
import { bindFrame } from './window-frame.ts';

/**
 * Binds a window as it is written behind OVER, or in the WINDOW clause: what it partitions by, its order and its frame. The windows that
 * the scope names may be its base, so in a WINDOW clause the scope names those before it alone.
 */
export function bindWindow(window: Window, outer: ExpressionContext): void {
  const context: ExpressionContext = { ...outer, clause: 'window' };
  for (const expression of window.partitionBy) bindPartition(expression, context);
  for (const ordering of window.orderBy) bindOrdering(ordering, context);
  const base = window.name === undefined ? undefined : baseOf(window, window.name, context);
  if (window.frame) bindFrame(window.frame, orderingsOf(window, context), base ?? window, context);
}

function bindPartition(expression: Expression, context: ExpressionContext): void {
  const { type } = bindExpression(expression, context);
  if (!type || isComparable(type)) return;
  report(context, expression, 'type-not-comparable', { what: 'PARTITION BY', type: typeName(type) });
}

function bindOrdering({ expression }: Ordering, context: ExpressionContext): void {
  const { type } = bindExpression(expression, context);
  if (!type || isOrderable(type)) return;
  report(context, expression, 'type-not-orderable', { what: 'ORDER BY', type: typeName(type) });
}

// `OVER w` takes the window as it is; with anything beside the name it is a base, which may hold no frame.
function baseOf(window: Window, name: string, context: ExpressionContext): Window | undefined {
  const base = context.scope.windows?.get(name.toLowerCase());
  if (!base) {
    const hint = didYouMean(name, context.scope.windows?.keys() ?? []);
    report(context, window, 'window-unknown', { name }, { hint });
    return undefined;
  }
  const params = overridden(window, base, context);
  if (params) report(context, window, 'window-overrides', { name, ...params });
  return base;
}

function overridden(window: Window, base: Window, context: ExpressionContext) {
  const [first] = window.partitionBy;
  if (first) return { clause: 'PARTITION BY', why: '' };
  const isOrdered = orderingsOf(base, context).length > 0;
  if (window.orderBy.length > 0 && isOrdered) return { clause: 'ORDER BY', why: ': that has one' };
  // `OVER (w)` makes another window of w, `OVER w` does not.
  const isExtended = context.binding.textAt(window.at)?.startsWith('(') ?? false;
  if (isExtended && base.frame) return { clause: 'anything else', why: ': that has a frame' };
  return undefined;
}

/** What orders a window: its own ORDER BY, or that of the window that is its base. */
export function orderingsOf(window: Window, context: ExpressionContext): readonly Ordering[] {
  return firstOf(window, context, ({ orderBy }) => (orderBy.length > 0 ? orderBy : undefined)) ?? [];
}

/** A window's frame, or that of the window that it names. */
export function frameOf(window: Window, context: ExpressionContext): Window['frame'] {
  return firstOf(window, context, ({ frame }) => frame);
}

// A window's base is one that is named before it; should one name itself, it is asked once.
function firstOf<T>(window: Window, { scope }: ExpressionContext, find: (window: Window) => T | undefined) {
  const seen = new Set<Window>();
  for (let at: Window | undefined = window; at && !seen.has(at);) {
    const found = find(at);
    if (found !== undefined) return found;
    seen.add(at);
    at = at.name === undefined ? undefined : scope.windows?.get(at.name.toLowerCase());
  }
  return undefined;
}
