import { expect, test } from 'vitest';
import { dialectOf, openConnection } from './registry.ts';

test('a dialect by its type', () => {
  expect(dialectOf('athena').value?.name).toBe('athena');
  const { value, diagnostics } = dialectOf('duckdbb');
  expect(value).toBeUndefined();
  expect(diagnostics).toMatchObject([{ code: 'engine-type-unknown', hint: 'Did you mean "duckdb"?' }]);
  expect(dialectOf('constructor').value).toBeUndefined();
});

test('a target of a cloud engine is read by that engine', async () => {
  const trino = await openConnection({ type: 'trino', settings: { host: 'h' }, threads: 1 });
  expect(trino.value).toBeUndefined();
  expect(trino.diagnostics).toMatchObject([
    { code: 'engine-target-invalid', message: expect.stringContaining('`catalog`') },
  ]);
  const athena = await openConnection({ type: 'athena', settings: {}, threads: 1 });
  expect(athena.value).toBeUndefined();
  expect(athena.diagnostics).toMatchObject([{ severity: 'error' }]);
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
