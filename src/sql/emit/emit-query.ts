import type { Body, CommonTable, Expression, Ordering, Query } from '../tree.ts';
import { checkWidth } from './emit-from.ts';
import { emitSelect } from './emit-select.ts';
import { emitSetOperation } from './emit-set-operation.ts';
import { identifier, type Emitter } from './emitter.ts';
import { emitOrderings } from './emit-window.ts';

/** A query with its WITH, ORDER BY and LIMIT. */
export function emitQuery(query: Query, emitter: Emitter): string {
  const { body } = query;
  const text = [
    emitWith(query, emitter),
    body.kind === 'select' ? emitSelect(body, query, emitter) : emitBody(body, emitter),
    body.kind === 'select' ? '' : emitOrderBy(query.orderBy, emitter),
    emitLimit(query, emitter),
  ];
  return text.filter((part) => part !== '').join(' ');
}

function emitWith(query: Query, emitter: Emitter): string {
  if (!query.with) return '';
  const { recursive, tables } = query.with;
  return `WITH ${recursive ? 'RECURSIVE ' : ''}${tables.map((table) => emitTable(table, emitter)).join(', ')}`;
}

function emitTable({ name, columns, query }: CommonTable, emitter: Emitter): string {
  checkWidth(query, columns, emitter);
  const list = columns.length > 0 ? `(${columns.map(identifier).join(', ')})` : '';
  return `${identifier(name)}${list} AS (${emitter.query(query)})`;
}

export function emitBody(body: Body, emitter: Emitter): string {
  switch (body.kind) {
    case 'select':
      return emitSelect(body, { orderBy: [], withTies: false, body }, emitter);
    case 'values':
      return `VALUES ${body.rows.map((row) => emitRow(row, emitter)).join(', ')}`;
    case 'set-operation':
      return emitSetOperation(body, emitter);
    case 'query':
      return `(${emitter.query(body.query)})`;
  }
}

function emitRow(row: Expression, emitter: Emitter): string {
  const items = valuesOf(row);
  const [only] = items;
  // Trino makes a column of each field of a lone row, wherever it comes from.
  if (only && items.length === 1 && emitter.typeOf(only)?.kind === 'row') emitter.refuse('VALUES of a row that is not written out', only.at); // prettier-ignore
  return `(${items.map((item) => emitter.text(item)).join(', ')})`;
}

/** The values of a row of VALUES: `VALUES ROW(1, 2)` is `VALUES (1, 2)`. */
export function valuesOf(row: Expression): readonly Expression[] {
  const items = row.kind === 'row' ? row.items : [row];
  return items.length === 1 && items[0]?.kind === 'row' ? items[0].items : items;
}

export function emitOrderBy(orderBy: readonly Ordering[], emitter: Emitter): string {
  if (orderBy.length === 0) return '';
  // A bare alias is one in both engines.
  const items = orderBy.map((item) => emitOrderings([item], item.expression.kind === 'column' ? emitter.withoutAliases() : emitter)); // prettier-ignore
  return `ORDER BY ${items.join(', ')}`;
}

function emitLimit({ limit, offset, withTies }: Query, emitter: Emitter): string {
  const parts: string[] = [];
  if (limit && !withTies) parts.push(`LIMIT ${count(limit, emitter)}`);
  if (offset) parts.push(`OFFSET ${count(offset, emitter)}`);
  return parts.join(' ');
}

/** Trino's grammar has a number alone there. */
export function count(expression: Expression, emitter: Emitter): string {
  const number = expression.kind === 'literal' && expression.type === 'number' && /^\d+$/.test(expression.value);
  return number ? expression.value : emitter.refuse('LIMIT or OFFSET with more than a number', expression.at);
}
