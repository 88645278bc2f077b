import { expect, test } from 'vitest';
import { diagnose } from '../diagnostics/index.ts';
import type { NodePlan } from '../plan/plan.ts';
import { brokenPromise } from './broken-promise.ts';

const PLAN = { name: 'gold.t' } as NodePlan;
const DIAGNOSTIC = diagnose('engine-closed', {});

test.each([
  ['Invalid Input Error: lakemodel: NULL in column (id)', 'id'],
  ["Cannot cast 'lakemodel: NULL in column (a (b))' to BOOLEAN", 'a (b)'],
  ['INVALID_CAST_ARGUMENT: LAKEMODEL: null in column (id', 'id'],
])('%s', (message, column) =>
  expect(brokenPromise({ ...DIAGNOSTIC, message }, PLAN)?.message).toBe(
    `"gold.t" breaks its contract: a row has NULL in the column "${column}", which is not_null; nothing was published.`,
  ),
);

test('any other error is not explained', () => expect(brokenPromise(DIAGNOSTIC, PLAN)).toBeUndefined());
