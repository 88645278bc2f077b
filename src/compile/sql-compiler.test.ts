import { expect, test } from 'vitest';
import { createSqlCompiler } from './sql-compiler.ts';

test('a query nested deeper than can be walked is told, and nothing is thrown', () => {
  const unions = Array.from({ length: 20_000 }, () => 'select 1').join(' union all ');
  const { value, diagnostics } = createSqlCompiler().compile({ file: 'm.sql', text: `select 1 union (${unions})` });
  expect(diagnostics.map(({ code, place }) => [code, place?.file])).toEqual([['sql-too-deep', 'm.sql']]);
  expect(value.columns).toBeUndefined();
});

test('columns, lineage and the form for the embedded engine', () => {
  const compiler = createSqlCompiler();
  const relation = { schema: 'gold', identifier: 'orders' };
  compiler.define({ relation, columns: [{ name: 'id', type: 'bigint' }], id: 'model.shop.orders', notNull: ['id'] });
  const { value, diagnostics } = compiler.compile({ file: 'm.sql', text: 'select id + 1 as next from gold.orders' });
  expect(diagnostics).toEqual([]);
  expect(value.columns).toEqual([{ name: 'next', type: 'bigint', nullable: false }]);
  expect(value.lineage()?.columns?.[0]?.inputs).toMatchObject([{ relation: 'model.shop.orders', column: 'id', how: 'computed' }]); // prettier-ignore
  expect(value.local).toBe('SELECT (id + 1) AS next FROM gold.orders');
});
