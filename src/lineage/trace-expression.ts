import type { Call, Case, Column, Expression, Ordering, Query, Window } from '../sql/tree.ts';
import type { How, Use } from './lineage.ts';
import {
  addTrace,
  isUse,
  NOTHING,
  strongest,
  UNKNOWN_TRACE,
  type Gathering,
  type Trace,
  type Tracing,
} from './tracing.ts';

/** Adds what an expression hangs on. `as`: how far its inputs are changed at least, or what they are used for. */
export function traceExpression(expression: Expression, as: How | Use, into: Gathering, tracing: Tracing): void {
  const visit = (child: Expression | undefined) => child && tracing.expression(child, as, into);
  switch (expression.kind) {
    case 'column':
      return addTrace(traceReference(expression, tracing), as, into);
    case 'literal':
    case 'typed-literal':
    case 'interval':
      return;
    case 'call':
      return traceCall(expression, as, into, tracing);
    case 'case':
      return traceCase(expression, visit);
    case 'scalar-query':
    case 'exists':
      return traceSubquery(expression.query, as, into, tracing, expression.kind === 'scalar-query');
    case 'in-query':
    case 'quantified':
      visit(expression.operand);
      return traceSubquery(expression.query, as, into, tracing, true);
    case 'binary':
      return traceOperators(expression, visit);
    case 'lambda':
      return void visit(expression.body);
    case 'in-list':
      visit(expression.operand);
      return expression.items.forEach(visit);
    case 'row':
    case 'array':
      return expression.items.forEach(visit);
    case 'like':
      return [expression.operand, expression.pattern, expression.escape].forEach(visit);
    case 'between':
      return [expression.operand, expression.low, expression.high].forEach(visit);
    case 'subscript':
      return [expression.operand, expression.index].forEach(visit);
    case 'at-time-zone':
      return [expression.operand, expression.zone].forEach(visit);
    case 'unary':
    case 'is-null':
    case 'cast':
    case 'field':
      return void visit(expression.operand);
  }
}

/** The value that a name means. */
export function traceReference(column: Column, { facts, field, column: output, seen }: Tracing): Trace {
  const reference = facts.reference(column);
  switch (reference?.kind) {
    case 'field': {
      const trace = field(reference.field);
      // A field of a row is taken out of it.
      return reference.parts < column.parts.length ? changed(trace) : trace;
    }
    case 'output':
      return output(reference.column);
    case 'parameter':
      return NOTHING;
    case undefined: {
      const guess = seen.guesses.get(column);
      return guess ? { ...NOTHING, inputs: new Map([[guess, 'passed through']]) } : UNKNOWN_TRACE;
    }
  }
}

function changed(trace: Trace): Trace {
  const inputs = new Map([...trace.inputs].map(([origin, how]) => [origin, strongest(how, 'computed')]));
  return { ...trace, inputs, how: strongest(trace.how, 'computed'), made: [] };
}

// Long chains of AND, OR, || and + lean to the left: walked without recursion, so that their length does not matter.
function traceOperators(expression: Expression, visit: (child: Expression) => void): void {
  const operands: Expression[] = [];
  let left = expression;
  for (; left.kind === 'binary'; left = left.left) operands.push(left.right);
  visit(left);
  for (const operand of operands.reverse()) visit(operand);
}

function traceCase({ operand, whens, otherwise }: Case, visit: (child: Expression | undefined) => void): void {
  visit(operand);
  for (const { when, then } of whens) {
    visit(when);
    visit(then);
  }
  visit(otherwise);
}

function traceCall(call: Call, as: How | Use, into: Gathering, tracing: Tracing): void {
  const aggregates = !call.over && tracing.facts.call(call)?.kind === 'aggregate';
  const within = isUse(as) ? as : aggregates ? 'aggregated' : strongest(as, 'computed');
  if (!isUse(within)) into.how = strongest(into.how, within);
  for (const argument of call.args) tracing.expression(argument, within, into);
  // FILTER decides what is aggregated as CASE within the argument would: it is part of the value.
  if (call.filter) tracing.expression(call.filter, within, into);
  traceOrder(call.orderBy, isUse(as) ? as : 'order', into, tracing);
  if (call.over) traceWindow(call.over, isUse(as) ? as : 'window', into, tracing);
}

function traceWindow(window: Window, use: Use, into: Gathering, tracing: Tracing): void {
  const named = tracing.seen.windows.get(window);
  if (named) traceWindow(named, use, into, tracing);
  for (const expression of window.partitionBy) tracing.expression(expression, use, into);
  traceOrder(window.orderBy, use, into, tracing);
  for (const bound of [window.frame?.start, window.frame?.end]) {
    if (bound && 'distance' in bound) tracing.expression(bound.distance, use, into);
  }
}

export function traceOrder(orderBy: readonly Ordering[], use: Use, into: Gathering, tracing: Tracing): void {
  for (const { expression } of orderBy) tracing.expression(expression, use, into);
}

/** Of EXISTS only its rows matter. */
function traceSubquery(query: Query, as: How | Use, into: Gathering, tracing: Tracing, values: boolean): void {
  tracing.rows(query, into);
  if (!values) return;
  const columns = tracing.facts.query(query)?.columns;
  if (!columns) into.unknown = true;
  for (const column of columns ?? []) addTrace(tracing.column(column), as, into);
}
