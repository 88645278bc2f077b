import { diagnose } from '../../diagnostics/index.ts';
import type { Call, Column, Expression } from '../../sql/tree.ts';
import type { Field, OutputColumn } from '../bound.ts';
import type { Binding } from '../context.ts';
import type { ExpressionKeys } from './expression-keys.ts';
import type { Grouping } from './group-by.ts';
import { isAggregate } from './has-aggregate.ts';
import { childrenOf, eachExpression, eachExpressionOf, queryOf } from './walk.ts';

interface GroupedSelect {
  /** All that sees groups instead of rows: SELECT's items, HAVING and ORDER BY. */
  readonly expressions: readonly Expression[];
  readonly columns: readonly OutputColumn[] | undefined;
  readonly grouping: Grouping;
  /** Columns of FROM. */
  readonly fields: readonly Field[];
  readonly hasGroupBy: boolean;
}

/**
 * In a SELECT that groups, what is neither an aggregate nor made of keys alone has no single value: columns of FROM stand in aggregates or are
 * keys, as they are or as parts of an expression that is one. Expressions are compared by what their names mean.
 */
export function checkGrouping(select: GroupedSelect, keys: ExpressionKeys, binding: Binding): void {
  const check: Check = {
    keys,
    binding,
    grouped: new Set(select.grouping.keys.map(keys.of)),
    fields: new Set(select.fields),
    hasGroupBy: select.hasGroupBy,
  };
  for (const expression of select.expressions) checkExpression(expression, check);
  for (const { made, at, name } of select.columns ?? []) {
    if (made.by === 'row-star') checkExpression(made.operand, check);
    if (made.by === 'star' && !isGroupedField(made.field, check)) {
      const params = { name: made.field.name ?? name ?? '*', hasGroupBy: check.hasGroupBy };
      binding.report(diagnose('column-not-grouped', params, { at: binding.place(at) }));
    }
  }
}

/** A SELECT that does not group has no use for GROUPING(). */
export function checkNoGrouping(expressions: readonly Expression[], binding: Binding): void {
  for (const expression of expressions) {
    eachExpression(expression, (part) => {
      if (part.kind === 'call' && part.name === 'grouping') reportNoGroupBy(part, binding);
    });
  }
}

function reportNoGroupBy({ at }: Call, binding: Binding): void {
  binding.report(diagnose('grouping-without-group-by', undefined, { at: binding.place(at) }));
}

interface Check {
  readonly keys: ExpressionKeys;
  readonly binding: Binding;
  readonly grouped: ReadonlySet<number>;
  readonly fields: ReadonlySet<Field>;
  readonly hasGroupBy: boolean;
}

function checkExpression(root: Expression, check: Check): void {
  const stack = [root];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (check.grouped.has(check.keys.of(next))) continue;
    if (next.kind === 'column') checkColumn(next, check);
    if (next.kind === 'call' && isAggregate(next, check.binding)) continue;
    if (next.kind === 'call' && next.name === 'grouping') {
      checkArguments(next, check);
      continue;
    }
    const query = queryOf(next);
    if (query) eachExpressionOf(query, (part) => part.kind === 'column' && checkColumn(part, check));
    const children = childrenOf(next);
    for (let index = children.length - 1; index >= 0; index--) stack.push(children[index] as Expression);
  }
}

function checkColumn(column: Column, check: Check): void {
  const { binding, grouped, fields, keys, hasGroupBy } = check;
  const reference = binding.notes.reference(column);
  if (reference?.kind !== 'field' || !fields.has(reference.field)) return;
  if (grouped.has(keys.of(column)) || isGroupedField(reference.field, check)) return;
  // Fields of a row that is no key may be keys themselves.
  for (let parts = reference.parts + 1; parts < column.parts.length; parts++) {
    const base = { ...column, parts: column.parts.slice(0, parts) };
    binding.notes.setReference(base, reference);
    if (grouped.has(keys.of(base))) return;
  }
  const params = { name: column.parts.slice(0, reference.parts).join('.'), hasGroupBy };
  binding.report(diagnose('column-not-grouped', params, { at: binding.place(column.at) }));
}

function isGroupedField(field: Field, { grouped, keys }: Check): boolean {
  return grouped.has(keys.ofField(field));
}

// Trino: "The arguments to GROUPING() must be expressions referenced by the GROUP BY at the associated query level".
function checkArguments(call: Call, { binding, grouped, keys, hasGroupBy }: Check): void {
  if (!hasGroupBy) return reportNoGroupBy(call, binding);
  for (const argument of call.args) {
    const isKnown = argument.kind !== 'column' || binding.notes.reference(argument);
    if (!isKnown || grouped.has(keys.of(argument))) continue;
    const params = { text: binding.textAt(argument.at) ?? 'it' };
    binding.report(diagnose('grouping-not-a-key', params, { at: binding.place(argument.at) }));
  }
}
