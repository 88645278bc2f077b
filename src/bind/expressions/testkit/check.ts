import { expect } from 'vitest';
import type { Expression } from '../../../sql/tree.ts';
import { formatTrinoType } from '../../../sql/types.ts';
import { bindSql } from '../../testkit/bind-sql.ts';

const TABLES = {
  t: `id bigint not null, n integer, small smallint, price decimal(10,2), ratio double, name varchar(10) not null, code char(3), flag boolean,
    day date not null, ts timestamp(6), tz timestamp(3) with time zone, clock time(3), tags array(varchar), attrs map(varchar, integer),
    address row(street varchar, city varchar), js json, mystery`,
  u: 'id bigint not null, other varchar',
};

/** Binds one expression over the table `t`. */
function bindAlone(text: string) {
  const sql = `select ${text} from t`;
  return { sql, bound: bindSql(sql, TABLES) };
}

/** The expression's type, as `bigint not null`; `?` where it is not known. No problems may be found. */
export function checkType(text: string, expected: string): void {
  const { bound } = bindAlone(text);
  expect(bound.diagnostics).toEqual([]);
  const [column] = bound.columns ?? [];
  const type = column?.type ? formatTrinoType(column.type) : '?';
  expect(`${type}${column?.nullable ? '' : ' not null'}`).toBe(expected);
}

/** The one problem of an expression: `code: message` and its hint, and the text that it points to. */
export function checkProblem(text: string, expected: string, hint?: string, pointsTo: string = text) {
  const { sql, bound } = bindAlone(text);
  expect(bound.diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([expected]);
  const [problem] = bound.diagnostics;
  expect(problem?.hint).toBe(hint);
  const { place } = problem ?? {};
  expect(place && sql.slice(place.column - 1, place.endColumn - 1)).toBe(pointsTo);
}

/** What Trino converts by itself within an expression, as `n: bigint`, from the outside in. */
export function checkCoercions(text: string, expected: readonly string[]): void {
  const { sql, bound } = bindAlone(text);
  const found: string[] = [];
  walk(bound.statement.query, (node) => {
    const type = bound.facts.coercion(node);
    if (type) found.push(`${sql.slice(node.at?.start, node.at?.end)}: ${formatTrinoType(type)}`);
  });
  expect(bound.diagnostics).toEqual([]);
  expect(found).toEqual(expected);
}

function walk(node: unknown, visit: (expression: Expression) => void): void {
  if (typeof node !== 'object' || node === null) return;
  visit(node as Expression);
  for (const [key, part] of Object.entries(node)) if (key !== 'at') walk(part, visit);
}
