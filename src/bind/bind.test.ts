import { expect, test } from 'vitest';
import { formatTrinoType } from '../sql/types.ts';
import { bindSql, columnsOf } from './testkit/bind-sql.ts';

const chain = (term: string, joint: string, count: number) => Array.from({ length: count }, () => term).join(joint);

test('long chains need no depth', () => {
  const tables = { t: 'x integer not null, s varchar' };
  expect(columnsOf(`select ${chain('x', ' + ', 5000)} c from t`, tables)).toBe('c integer not null');
  expect(columnsOf(`select ${chain('s', ' || ', 5000)} c from t`, tables)).toBe('c varchar');
  expect(columnsOf(`select 1 a from t where ${chain('x = 1', ' or ', 5000)}`, tables)).toBe('a integer not null');
  expect(columnsOf(`select sum(x) from t group by ${chain('x', ' + ', 5000)}`, tables)).toBe('? bigint');
  expect(columnsOf(chain('select x from t', ' union all ', 5000), tables)).toBe('x integer not null');
});

test('a SELECT with hundreds of columns', () => {
  const names = Array.from({ length: 800 }, (_, index) => `column_${index}`);
  const bound = bindSql(`select ${names.join(', ')} from t group by ${names.join(', ')}`, {
    t: names.map((name) => `${name} bigint`).join(', '),
  });
  expect(bound.diagnostics).toEqual([]);
  expect(bound.columns?.length).toBe(800);
});

test('coercions are noted at the expressions that are brought to another type', () => {
  const bound = bindSql('select 1 as x union all select 2.5 union all (values cast(1 as bigint))');
  const coercions = (bound.columns ?? []).flatMap(function told(this: void, column): string[] {
    const { made } = column;
    if (made.by === 'set-operation') return [...told(made.left), ...told(made.right)];
    const expressions = made.by === 'expression' ? [made.expression] : made.by === 'values' ? made.cells : [];
    return expressions.map((expression) => {
      const type = bound.facts.coercion(expression);
      return type ? formatTrinoType(type) : 'none';
    });
  });
  expect(coercions).toEqual(['decimal(20,1)', 'decimal(20,1)', 'decimal(20,1)']);
});

test('the facts of a SELECT', () => {
  const bound = bindSql('select id, count(*) from t group by 1', { t: 'id bigint' });
  const { body } = bound.statement.query;
  const select = body.kind === 'select' ? bound.facts.select(body) : undefined;
  expect(select?.grouped).toBe(true);
  expect(select?.groupKeys).toEqual([expect.objectContaining({ kind: 'column', parts: ['id'] })]);
  expect(select?.fields.map(({ name }) => name)).toEqual(['id']);
});
