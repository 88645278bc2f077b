import { expect, test } from 'vitest';
import { diagnose } from '../diagnostics/index.ts';
import type { NodePlan } from '../plan/plan.ts';
import { duplicateKey } from './duplicate-key.ts';

const PLAN = { name: 'gold.sales' } as NodePlan;

function checkFound(detail: string, expected: { key: string; value: string } | undefined): void {
  const found = duplicateKey(diagnose('engine-statement-failed', { detail }), PLAN);
  expect(found).toEqual(expected && diagnose('merge-duplicate-key', { model: 'gold.sales', ...expected }));
}

test('the key is found in what an engine makes of the guard', () => {
  checkFound('Lakemodel: duplicate key (id, day) = (1, 2026-01-01).', { key: 'id, day', value: '1, 2026-01-01' });
  checkFound(`Cannot cast 'lakemodel: duplicate key (id) = (7)' to BOOLEAN`, { key: 'id', value: '7' });
  checkFound('Lakemodel: duplicate key (name) = (a (b) "c".).', { key: 'name', value: 'a (b) "c".' });
  checkFound('lakemodel: duplicate key (name) = (two', { key: 'name', value: 'two' });
  checkFound('Division by zero.', undefined);
});
