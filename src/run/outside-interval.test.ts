import { expect, test } from 'vitest';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { NodePlan } from '../plan/plan.ts';
import { outsideInterval } from './outside-interval.ts';

const plan = { name: 'gold.t' } as NodePlan;
const said = (message: string) => outsideInterval({ message } as Diagnostic, plan);

test('a row outside its interval is named', () => {
  const found = said(`Cannot cast value to boolean: lakemodel: row outside the interval (at = 2026-01-01 10:00:00)`);
  expect(found).toMatchObject({ code: 'row-outside-interval', message: expect.stringContaining('(at = 2026-01-01 10:00:00)') as string }); // prettier-ignore
});

test('other errors are not ours', () => {
  expect(said('Division by zero')).toBeUndefined();
});
