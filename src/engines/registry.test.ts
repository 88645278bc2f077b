import { expect, test } from 'vitest';
import { dialectOf, openConnection } from './registry.ts';

test('a dialect by its type', () => {
  expect(dialectOf('athena').value?.name).toBe('athena');
  const { value, diagnostics } = dialectOf('duckdbb');
  expect(value).toBeUndefined();
  expect(diagnostics).toMatchObject([{ code: 'engine-type-unknown', hint: 'Did you mean "duckdb"?' }]);
  expect(dialectOf('constructor').value).toBeUndefined();
});

test.each(['trino', 'athena'] as const)('%s can be planned for, not run on', async (type) => {
  const { value, diagnostics } = await openConnection({ type });
  expect(value).toBeUndefined();
  expect(diagnostics).toMatchObject([{ code: 'engine-not-available', message: expect.stringContaining(type) }]);
});

test('DuckDB opens with what translated statements need', async () => {
  const { value, diagnostics } = await openConnection({ type: 'duckdb', path: ':memory:' });
  expect(diagnostics).toEqual([]);
  expect((await value?.execute('SELECT 7 / 2'))?.rows).toEqual([[3]]);
  await value?.close();
});

test('what hinders opening is a diagnostic', async () => {
  const { value, diagnostics } = await openConnection({ type: 'duckdb', path: ':memory:', settings: { nope: '1' } });
  expect(value).toBeUndefined();
  expect(diagnostics).toMatchObject([{ code: 'engine-setting-invalid' }]);
});
