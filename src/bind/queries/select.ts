import { diagnose } from '../../diagnostics/index.ts';
import type { Expression, Ordering, Select, Window } from '../../sql/tree.ts';
import type { BoundQuery, OutputColumn } from '../bound.ts';
import type { Binding } from '../context.ts';
import { bindWindow } from '../expressions/calls/bind-window.ts';
import type { Scope } from '../scope.ts';
import { bindCondition } from './condition.ts';
import { checkDistinctColumns, checkDistinctOrder } from './check-distinct-order.ts';
import { checkGrouping, checkNoGrouping } from './check-grouping.ts';
import { createKeys } from './expression-keys.ts';
import { bindFrom } from './from.ts';
import { bindGroupBy, type Grouping } from './group-by.ts';
import { hasAggregate, isAggregate } from './has-aggregate.ts';
import { bindItems } from './items.ts';
import { scopeOf } from './offer.ts';
import { bindOrderBy } from './order-by.ts';
import { windowChildren } from './walk.ts';

/** Binds a SELECT with the ORDER BY that belongs to it, in the order in which Trino analyses its clauses. */
export function bindSelect(select: Select, orderBy: readonly Ordering[], outer: Scope, binding: Binding): BoundQuery {
  const scope = clauseScope(select, outer, binding);
  if (select.where) bindCondition(select.where, 'WHERE', scope, 'where', binding);
  const items = bindItems(select.items, scope, binding);
  const grouping = bindGroupBy(select.groupBy, items, scope, binding);
  if (select.having) bindCondition(select.having, 'HAVING', scope, 'having', binding);
  const columns = grouping.partial ? items?.map((column) => nullableKey(column, binding)) : items;
  const orderScope = { ...scope, outputs: columns ?? [], open: scope.open || !columns };
  const orders = bindOrderBy(orderBy, columns, orderScope, binding);
  checkGroups({ select, scope, columns, grouping, orders }, binding);
  return { columns };
}

/** The scope of all clauses but FROM, with the named windows, which are bound here. */
function clauseScope(select: Select, outer: Scope, binding: Binding): Scope {
  const offer = bindFrom(select.from, outer, binding);
  const aliases = select.items.flatMap((item) => (item.kind === 'expression' ? (item.alias ?? []) : []));
  const windows = new Map<string, Window>();
  const scope: Scope = { ...scopeOf(offer, outer), aliases, windows, filtered: select.where !== undefined };
  for (const { name, window, at } of select.windows) {
    // A window may build on those before it alone.
    bindWindow(window, { scope: { ...scope, windows: new Map(windows) }, clause: 'window', binding });
    if (windows.has(name.toLowerCase())) binding.report(diagnose('window-twice', { name }, { at: binding.place(at) }));
    windows.set(name.toLowerCase(), window);
  }
  return scope;
}

interface Parts {
  readonly select: Select;
  readonly scope: Scope;
  readonly columns: readonly OutputColumn[] | undefined;
  readonly grouping: Grouping;
  /** What it is ordered by, positions apart. */
  readonly orders: readonly Expression[];
}

function checkGroups({ select, scope, columns, grouping, orders }: Parts, binding: Binding): void {
  const { fields } = scope;
  const hasGroupBy = select.groupBy !== undefined;
  const expressions = [
    ...itemExpressions(select),
    ...(select.having ? [select.having] : []),
    ...windowExpressions(select),
    ...orders,
  ];
  const grouped = hasGroupBy || expressions.some((expression) => hasAggregate(expression, binding));
  binding.notes.setSelect(select, { fields, columns, grouped, groupKeys: grouping.keys });
  const keys = createKeys(binding);
  // HAVING alone makes one group of all rows.
  if (!grouped && !select.having) checkNoGrouping(expressions, binding);
  else if (grouping.known) checkGrouping({ expressions, columns, grouping, fields, hasGroupBy }, keys, binding);
  if (!select.distinct || !columns) return;
  checkDistinctColumns(columns, binding);
  checkDistinctOrder(orders, columns, keys, binding);
}

function itemExpressions({ items }: Select): readonly Expression[] {
  return items.flatMap((item) => (item.kind === 'expression' ? item.expression : []));
}

function windowExpressions({ windows }: Select): readonly Expression[] {
  return windows.flatMap(({ window }) => windowChildren(window));
}

// Rows of a grouping set have NULL for the keys of the others.
function nullableKey(column: OutputColumn, binding: Binding): OutputColumn {
  const { made } = column;
  const isOther = made.by === 'expression' && made.expression.kind === 'call' && isAggregate(made.expression, binding);
  return isOther ? column : { ...column, nullable: true };
}
