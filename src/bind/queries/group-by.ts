import { diagnose } from '../../diagnostics/index.ts';
import type { Column, Expression, GroupingElement } from '../../sql/tree.ts';
import { isComparable } from '../../sql/types/same-type.ts';
import { formatTrinoType } from '../../sql/types.ts';
import type { OutputColumn } from '../bound.ts';
import type { Binding } from '../context.ts';
import type { Scope } from '../scope.ts';
import { hasCall, isAggregate } from './has-aggregate.ts';
import { expressionOf, positionOf } from './positions.ts';

/** What a SELECT groups by. */
export interface Grouping {
  readonly keys: readonly Expression[];
  /** All keys are known: none is wrong, and no position is one of a `*` whose columns are not known. */
  readonly known: boolean;
  /** Some rows have not all keys (grouping sets, ROLLUP, CUBE): the others are NULL there. */
  readonly partial: boolean;
}

type Items = readonly OutputColumn[] | undefined;

/** Binds GROUP BY: expressions, positions of SELECT's items, and sets of columns. */
export function bindGroupBy(
  elements: readonly GroupingElement[] | undefined,
  items: Items,
  scope: Scope,
  binding: Binding,
): Grouping {
  const keys: Expression[] = [];
  let known = true;
  let partial = false;
  for (const element of elements ?? []) {
    const plain = plainItems(element, binding);
    partial ||= !plain;
    const bound = plain
      ? plain.map((item) => bindKey(item, items, scope, binding))
      : setItems(element).map((item) => bindSetKey(item, scope, binding));
    for (const key of bound) {
      if (key) keys.push(key);
      // A key that is wrong or not known may be any of the columns.
      known &&= key !== undefined && (scope.open || binding.notes.value(key)?.type !== undefined);
    }
  }
  for (const key of keys) checkComparable(key, binding);
  return { keys, known, partial };
}

// `GROUP BY (a, b)` is the same as `GROUP BY a, b`, though it reads like a grouping set.
function plainItems(element: GroupingElement, { textAt }: Binding): readonly Expression[] | undefined {
  if (element.kind === 'expressions') return element.items;
  const [only] = element.sets;
  if (element.kind !== 'grouping sets' || element.sets.length !== 1) return undefined;
  return /^grouping/i.test(textAt(element.at) ?? '') ? undefined : only;
}

function setItems(element: GroupingElement): readonly Expression[] {
  return element.kind === 'expressions' ? element.items : element.sets.flat();
}

function bindKey(item: Expression, items: Items, scope: Scope, binding: Binding): Expression | undefined {
  const position = positionOf(item);
  if (position === undefined) {
    binding.expression(item, scope, 'group by');
    return item;
  }
  const column = items?.[position - 1];
  if (!column) {
    if (items) report(item, position, items.length, binding);
    return undefined;
  }
  const key = expressionOf(column, binding);
  if (!key || !hasCall(key, (call) => isAggregate(call, binding) || call.over !== undefined || call.name === 'grouping')) return key; // prettier-ignore
  const params = { position, text: binding.textAt(key.at) ?? 'it' };
  binding.report(diagnose('group-by-aggregate', params, { at: binding.place(item.at) }));
  return undefined;
}

function report(item: Expression, position: number, columns: number, binding: Binding): void {
  const params = { clause: 'GROUP BY', position, columns };
  binding.report(diagnose('position-out-of-range', params, { at: binding.place(item.at) }));
}

// Trino: "GROUP BY expression must be a column reference".
function bindSetKey(item: Expression, scope: Scope, binding: Binding): Expression {
  binding.expression(item, scope, 'group by');
  if (item.kind === 'column' && isWhole(item, binding)) return item;
  const params = { text: binding.textAt(item.at) ?? 'it' };
  binding.report(diagnose('grouping-set-not-a-column', params, { at: binding.place(item.at) }));
  return item;
}

// A field of a row in a column is none.
function isWhole(column: Column, { notes }: Binding): boolean {
  const reference = notes.reference(column);
  return reference?.kind !== 'field' || reference.parts === column.parts.length;
}

function checkComparable(key: Expression, binding: Binding): void {
  const type = binding.notes.value(key)?.type;
  if (!type || isComparable(type)) return;
  const params = { what: 'GROUP BY', type: formatTrinoType(type) };
  binding.report(diagnose('type-not-comparable', params, { at: binding.place(key.at) }));
}
