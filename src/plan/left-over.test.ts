import { expect, test } from 'vitest';
import type { RelationInfo } from '../engines/engine.ts';
import { dropLeftOver } from './left-over.ts';
import type { Step } from './plan.ts';

const relation = { schema: 'gold', identifier: 't' };
const info = (identifier: string, project = 'shop'): RelationInfo => {
  const location = 's3://lake/tables/gold/t/r1/';
  const claim = { location, relation, runId: 'r1', project };
  return { relation: { schema: 'gold', identifier }, kind: 'table', columns: [], uuid: location, location, claim };
};
const drop = (identifier: string): Step => ({
  kind: 'drop',
  id: 'd',
  purpose: '',
  relation: { schema: 'gold', identifier },
  relationKind: 'table',
});

function left(there: readonly RelationInfo[], steps: readonly Step[] = []): readonly string[] {
  const existing = (name: { identifier: string }) => there.find((each) => each.relation.identifier === name.identifier);
  const found = dropLeftOver(relation, steps, { existing, dataDirs: ['s3://lake/tables/'], project: 'shop' });
  return found.map((step) => (step.kind === 'drop' ? step.relation.identifier : step.kind));
}

test('what a swap left that was cut off between its renames is dropped', () => {
  expect(left([info('t__lm_new'), info('t__lm_old'), info('t__lm_stage'), info('t')])).toEqual([
    't__lm_new',
    't__lm_old',
    't__lm_stage',
  ]);
  expect(left([])).toEqual([]);
});

test('not what the plan drops itself, nor what is not provably ours', () => {
  expect(left([info('t__lm_new'), info('t__lm_old')], [drop('t__lm_new')])).toEqual(['t__lm_old']);
  expect(left([info('t__lm_new', 'another project')])).toEqual([]);
});
