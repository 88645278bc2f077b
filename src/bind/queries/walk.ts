import type { Body, Expression, Query, Relation, Select, Window } from '../../sql/tree.ts';
import type { TableRelation } from '../bound.ts';

/** The expressions that stand directly in an expression, in the order of the text. Of a subquery they are none: see `queryOf`. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'unary':
    case 'is-null':
    case 'cast':
    case 'field':
    case 'in-query':
    case 'quantified':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'like':
      return [expression.operand, expression.pattern, ...listed(expression.escape)];
    case 'between':
      return [expression.operand, expression.low, expression.high];
    case 'in-list':
      return [expression.operand, ...expression.items];
    case 'case': {
      const branches = expression.whens.flatMap(({ when, then }) => [when, then]);
      return [...listed(expression.operand), ...branches, ...listed(expression.otherwise)];
    }
    case 'call': {
      const orders = expression.orderBy.map((ordering) => ordering.expression);
      return [...expression.args, ...orders, ...listed(expression.filter), ...windowChildren(expression.over)];
    }
    case 'lambda':
      return [expression.body];
    case 'subscript':
      return [expression.operand, expression.index];
    case 'row':
    case 'array':
      return expression.items;
    case 'at-time-zone':
      return [expression.operand, expression.zone];
    default:
      return [];
  }
}

function listed(expression: Expression | undefined): readonly Expression[] {
  return expression ? [expression] : [];
}

export function windowChildren(window: Window | undefined): readonly Expression[] {
  if (!window) return [];
  const bounds = [window.frame?.start, window.frame?.end];
  const distances = bounds.flatMap((bound) => (bound && 'distance' in bound ? [bound.distance] : []));
  return [...window.partitionBy, ...window.orderBy.map(({ expression }) => expression), ...distances];
}

/** The query of a subquery, which is an expression. */
export function queryOf(expression: Expression): Query | undefined {
  return 'query' in expression ? expression.query : undefined;
}

/** Calls `visit` for an expression and all in it but the insides of subqueries, from left to right; false keeps out of a part. */
export function eachExpression(root: Expression, visit: (expression: Expression) => boolean | void): void {
  const stack = [root];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (visit(next) === false) continue;
    const children = childrenOf(next);
    for (let index = children.length - 1; index >= 0; index--) stack.push(children[index] as Expression);
  }
}

interface Visitor {
  readonly expression?: (expression: Expression) => void;
  readonly table?: (table: TableRelation) => void;
}

/** Calls `visit` for every expression of a query, those of its subqueries too. */
export function eachExpressionOf(query: Query, visit: (expression: Expression) => void): void {
  walkQuery(query, { expression: visit });
}

/** Calls `visit` for every expression of a relation, those of its queries too. */
export function eachExpressionIn(relation: Relation, visit: (expression: Expression) => void): void {
  walkRelation(relation, { expression: visit });
}

/** Calls `visit` for every table that a relation reads, in its queries too. */
export function eachTableIn(relation: Relation, visit: (table: TableRelation) => void): void {
  walkRelation(relation, { table: visit });
}

/** Calls `visit` for every table that a body reads, in its subqueries too. */
export function eachTable(body: Body, visit: (table: TableRelation) => void): void {
  walkBody(body, { table: visit });
}

function walkQuery(query: Query, visitor: Visitor): void {
  for (const table of query.with?.tables ?? []) walkQuery(table.query, visitor);
  walkBody(query.body, visitor);
  for (const { expression } of query.orderBy) walkExpression(expression, visitor);
}

function walkBody(body: Body, visitor: Visitor): void {
  let left = body;
  for (; left.kind === 'set-operation'; left = left.left) walkBody(left.right, visitor);
  if (left.kind === 'query') walkQuery(left.query, visitor);
  if (left.kind === 'values') for (const row of left.rows) walkExpression(row, visitor);
  if (left.kind === 'select') walkSelect(left, visitor);
}

function walkSelect(select: Select, visitor: Visitor): void {
  for (const relation of select.from) walkRelation(relation, visitor);
  for (const item of select.items) {
    if (item.kind === 'expression') walkExpression(item.expression, visitor);
    if (item.kind === 'row-star') walkExpression(item.operand, visitor);
  }
  for (const clause of [select.where, select.having]) if (clause) walkExpression(clause, visitor);
  for (const element of select.groupBy ?? []) {
    const items = element.kind === 'expressions' ? element.items : element.sets.flat();
    for (const item of items) walkExpression(item, visitor);
  }
  for (const { window } of select.windows) for (const part of windowChildren(window)) walkExpression(part, visitor);
}

function walkRelation(relation: Relation, visitor: Visitor): void {
  let left = relation;
  for (; left.kind === 'join'; left = left.left) {
    walkRelation(left.right, visitor);
    if (left.on) walkExpression(left.on, visitor);
  }
  if (left.kind === 'table') visitor.table?.(left);
  if (left.kind === 'derived') walkQuery(left.query, visitor);
  if (left.kind === 'unnest') for (const array of left.arrays) walkExpression(array, visitor);
  if (left.kind === 'sample') walkRelation(left.relation, visitor);
}

function walkExpression(root: Expression, visitor: Visitor): void {
  eachExpression(root, (expression) => {
    visitor.expression?.(expression);
    const query = queryOf(expression);
    if (query) walkQuery(query, visitor);
  });
}
